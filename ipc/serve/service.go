package serve

import (
	"fmt"

	"github.com/petri-lab/petri/ipc/wire"
	"github.com/petri-lab/petri/ipc/workerpb"
)

// A Service answers a supervisor; petripb/petri.proto says what is asked of it.
// Methods are called concurrently, each call on a goroutine of its own. An
// error that is none of type *Error is told as Unknown.
type Service interface {
	Configure(*workerpb.ConfigureRequest) (*workerpb.ConfigureReply, error)
	Load(*workerpb.LoadRequest) (*workerpb.LoadReply, error)
	Commit(*workerpb.CommitRequest) (*workerpb.LoadReply, error)
	Call(*workerpb.CallRequest, Replies) error
	LoadAndCall(*workerpb.LoadAndCallRequest, Replies) error
	Evaluate(Evaluation) error
	Describe(*workerpb.DescribeRequest) (*workerpb.DescribeReply, error)
	Stop(*workerpb.StopRequest) (*workerpb.StopReply, error)
	Ping(*workerpb.PingRequest) (*workerpb.PingReply, error)
}

// Replies are the answer to a Call or LoadAndCall. They must not be used once the method has
// returned, nor by two goroutines at the same time.
type Replies interface {
	// Send sends one and does not wait until it has arrived.
	Send(*workerpb.CallReply) error
	// Finish sends the last one. What it carries and that it was the last are
	// one message for the kernel, and wake the supervisor once.
	Finish(*workerpb.CallReply) error
}

// An Evaluation is an Evaluate: requests come while replies are sent.
type Evaluation interface {
	Replies
	// Recv waits for a request. The error is io.EOF if there are no more.
	Recv() (*workerpb.EvaluateRequest, error)
	// Over is closed when the method has returned or the supervisor no longer
	// wants it.
	Over() <-chan struct{}
}

// A Code says what kind of failure an Error is; the numbers are gRPC's.
type Code uint32

const (
	Unknown            Code = 2
	InvalidArgument    Code = 3
	ResourceExhausted  Code = 8
	FailedPrecondition Code = 9
	Unimplemented      Code = 12
	Internal           Code = 13
)

// An Error is a call that cannot be answered.
type Error struct {
	Code    Code
	Message string
}

func (e *Error) Error() string { return e.Message }

// Errorf returns an *Error.
func Errorf(code Code, format string, args ...any) error {
	return &Error{code, fmt.Sprintf(format, args...)}
}

// Refusing is a Service that answers nothing: to be embedded by those that
// answer some.
type Refusing struct{}

var errUnimplemented = &Error{Unimplemented, "not implemented"}

func (Refusing) Configure(*workerpb.ConfigureRequest) (*workerpb.ConfigureReply, error) {
	return nil, errUnimplemented
}
func (Refusing) Load(*workerpb.LoadRequest) (*workerpb.LoadReply, error) {
	return nil, errUnimplemented
}
func (Refusing) Commit(*workerpb.CommitRequest) (*workerpb.LoadReply, error) {
	return nil, errUnimplemented
}
func (Refusing) Call(*workerpb.CallRequest, Replies) error               { return errUnimplemented }
func (Refusing) LoadAndCall(*workerpb.LoadAndCallRequest, Replies) error { return errUnimplemented }
func (Refusing) Evaluate(Evaluation) error                               { return errUnimplemented }
func (Refusing) Describe(*workerpb.DescribeRequest) (*workerpb.DescribeReply, error) {
	return nil, errUnimplemented
}
func (Refusing) Stop(*workerpb.StopRequest) (*workerpb.StopReply, error) {
	return nil, errUnimplemented
}
func (Refusing) Ping(*workerpb.PingRequest) (*workerpb.PingReply, error) {
	return nil, errUnimplemented
}

// A message is what package workerpb has.
type message interface {
	SizeVT() int
	MarshalToSizedBufferVT([]byte) (int, error)
	UnmarshalVT([]byte) error
}

// A method answers one call.
type method func(Service, *stream) error

// methodOf finds a method by its path, nil if there is none.
func methodOf(path string) method {
	switch path {
	case "/petri.v1.Worker/Configure":
		return unary(Service.Configure)
	case "/petri.v1.Worker/Load":
		return unary(Service.Load)
	case "/petri.v1.Worker/Commit":
		return unary(Service.Commit)
	case "/petri.v1.Worker/Call":
		return streaming(Service.Call)
	case "/petri.v1.Worker/LoadAndCall":
		return streaming(Service.LoadAndCall)
	case "/petri.v1.Worker/Evaluate":
		return func(s Service, st *stream) error { return s.Evaluate(evaluation{replies{st}}) }
	case "/petri.v1.Worker/Describe":
		return unary(Service.Describe)
	case "/petri.v1.Worker/Stop":
		return unary(Service.Stop)
	case "/petri.v1.Worker/Ping":
		return unary(Service.Ping)
	}
	return nil
}

// unary is a method with one request and one reply.
func unary[Request any, R interface {
	*Request
	message
}, Reply message](answer func(Service, R) (Reply, error)) method {
	return func(s Service, st *stream) error {
		request := R(new(Request))
		if err := st.recv(request); err != nil {
			return err
		}
		reply, err := answer(s, request)
		if err != nil {
			return err
		}
		return st.send(reply, true)
	}
}

// streaming is a method with one request and many replies.
func streaming[Request any, R interface {
	*Request
	message
}](answer func(Service, R, Replies) error) method {
	return func(s Service, st *stream) error {
		request := R(new(Request))
		if err := st.recv(request); err != nil {
			return err
		}
		return answer(s, request, replies{st})
	}
}

type replies struct{ *stream }

func (r replies) Send(m *workerpb.CallReply) error   { return r.send(m, false) }
func (r replies) Finish(m *workerpb.CallReply) error { return r.send(m, true) }

type evaluation struct{ replies }

func (e evaluation) Recv() (*workerpb.EvaluateRequest, error) {
	m := &workerpb.EvaluateRequest{}
	if err := e.recv(m); err != nil {
		return nil, err
	}
	return m, nil
}

func (e evaluation) Over() <-chan struct{} { return e.over }

// decode makes a message of its bytes.
func decode(b []byte, m message) error {
	if err := m.UnmarshalVT(b); err != nil {
		return Errorf(Internal, "a message cannot be decoded: %v", err)
	}
	return nil
}

// prefix is how long what gRPC puts before a message is, in bytes: whether it is
// compressed, and its length.
const prefix = 5

// encode makes the bytes of a message, with gRPC's prefix.
func encode(m message) ([]byte, error) {
	n := m.SizeVT()
	if n > wire.MaxMessage {
		return nil, Errorf(ResourceExhausted, "a message of %d bytes: at most %d", n, wire.MaxMessage)
	}
	b := make([]byte, prefix+n)
	b[1], b[2], b[3], b[4] = byte(n>>24), byte(n>>16), byte(n>>8), byte(n)
	if _, err := m.MarshalToSizedBufferVT(b[prefix:]); err != nil {
		return nil, Errorf(Internal, "a message cannot be encoded: %v", err)
	}
	return b, nil
}
