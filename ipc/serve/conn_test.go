package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/ipc/wire"
	"github.com/petri-lab/petri/ipc/workerpb"
)

// echo answers with what it was asked.
type echo struct {
	Refusing
	stopped chan uint64
	over    chan struct{}
}

func (e *echo) Describe(r *workerpb.DescribeRequest) (*workerpb.DescribeReply, error) {
	d := &workerpb.DescribeReply{}
	for _, m := range r.GetModules() {
		d.Facades = append(d.Facades, &workerpb.Facade{Text: []byte(m)})
	}
	return d, nil
}

func (e *echo) Stop(r *workerpb.StopRequest) (*workerpb.StopReply, error) {
	e.stopped <- r.GetOperation()
	return &workerpb.StopReply{}, nil
}

func (e *echo) Commit(*workerpb.CommitRequest) (*workerpb.LoadReply, error) {
	return nil, Errorf(FailedPrecondition, "100 %%, \"säure\"\n%s", strings.Repeat("x", 1000))
}

func (e *echo) Ping(*workerpb.PingRequest) (*workerpb.PingReply, error) {
	return nil, errors.New("no")
}

// Call answers each input in a message of its own, and then waits for a Stop if
// it is to.
func (e *echo) Call(r *workerpb.CallRequest, s Replies) error {
	for _, in := range r.GetInputs() {
		if err := s.Send(&workerpb.CallReply{Outcomes: []*workerpb.Outcome{{Value: in}}}); err != nil {
			return err
		}
	}
	switch r.GetFunction() {
	case "wait":
		<-e.stopped
	case "without an end":
		return nil
	}
	return s.Finish(&workerpb.CallReply{Health: &workerpb.Health{Reason: r.GetFunction()}})
}

func (e *echo) Evaluate(s Evaluation) error {
	for {
		r, err := s.Recv()
		if errors.Is(err, io.EOF) {
			return s.Finish(&workerpb.CallReply{Health: &workerpb.Health{}})
		}
		if err != nil {
			<-s.Over()
			close(e.over)
			return err
		}
		if err := s.Send(&workerpb.CallReply{Outcall: &workerpb.Outcall{Number: r.GetAnswer().GetNumber()}}); err != nil {
			return err
		}
	}
}

// dial serves s to a client of gRPC's own, with a supervisor's options.
func dial(t *testing.T, s Service) petripb.WorkerClient {
	t.Helper()
	here, there := net.Pipe()
	done := make(chan error, 1)
	go func() { done <- newConn(there, s).serve() }()
	client, err := grpc.NewClient("passthrough:worker",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithInitialWindowSize(wire.Window), grpc.WithInitialConnWindowSize(wire.Window),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(wire.MaxMessage), grpc.MaxCallSendMsgSize(2*wire.MaxRequest)),
		grpc.WithContextDialer(func(context.Context, string) (net.Conn, error) { return here, nil }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = client.Close()
		_ = here.Close()
		select {
		case err := <-done:
			if err == nil {
				t.Error("the connection ended without a reason")
			}
		case <-time.After(time.Minute):
			t.Error("the connection does not end")
		}
		_ = there.Close()
	})
	return petripb.NewWorkerClient(client)
}

func deadline(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func newEcho() *echo { return &echo{stopped: make(chan uint64, 1), over: make(chan struct{})} }

// collect takes all messages of a call.
func collect(stream grpc.ServerStreamingClient[petripb.CallReply], err error) (values [][]byte, last *petripb.CallReply, _ error) {
	for err == nil {
		var r *petripb.CallReply
		if r, err = stream.Recv(); err == nil {
			last = r
			for _, o := range r.GetOutcomes() {
				values = append(values, o.GetValue())
			}
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return values, last, err
}

// What goes there comes back whole, whatever its size: below a frame's, above
// it, above every window.
func TestSizes(t *testing.T) {
	client, ctx := dial(t, newEcho()), deadline(t)
	for _, n := range []int{0, 1, 100, maxFrame - 12, maxFrame, maxFrame + 1, wire.Window - 1, wire.Window + 1, 3 << 20} {
		text := strings.Repeat("x", n)
		d, err := client.Describe(ctx, &petripb.DescribeRequest{Modules: []string{text}})
		if err != nil || len(d.GetFacades()) != 1 || string(d.GetFacades()[0].GetText()) != text {
			t.Errorf("%d bytes: %v", n, err)
		}
		values, last, err := collect(client.Call(ctx, &petripb.CallRequest{Function: "f", Inputs: [][]byte{[]byte(text), []byte("second")}}))
		if err != nil || len(values) != 2 || string(values[0]) != text || string(values[1]) != "second" || last.GetHealth().GetReason() != "f" {
			t.Errorf("%d bytes of a stream: %d values, %v, %v", n, len(values), last.GetHealth(), err)
		}
	}
	values, _, err := collect(client.Call(ctx, &petripb.CallRequest{Function: "without an end", Inputs: [][]byte{[]byte("a")}}))
	if err != nil || len(values) != 1 {
		t.Errorf("a call that only returns: %q, %v", values, err)
	}
}

func TestErrors(t *testing.T) {
	client, ctx := dial(t, newEcho()), deadline(t)
	_, err := client.Commit(ctx, &petripb.CommitRequest{})
	if s := status.Convert(err); s.Code() != codes.FailedPrecondition || !strings.HasPrefix(s.Message(), "100 %, \"säure\"\nxxxx") {
		t.Errorf("an error of its own: %v", err)
	}
	if _, err = client.Ping(ctx, &petripb.PingRequest{}); status.Code(err) != codes.Unknown || status.Convert(err).Message() != "no" {
		t.Errorf("another error: %v", err)
	}
	if _, err = client.Configure(ctx, &petripb.ConfigureRequest{}); status.Code(err) != codes.Unimplemented {
		t.Errorf("what is refused: %v", err)
	}
	much := make([]byte, wire.MaxRequest+1)
	if _, _, err = collect(client.Call(ctx, &petripb.CallRequest{Inputs: [][]byte{much}})); status.Code(err) != codes.ResourceExhausted {
		t.Errorf("a request that is too large: %v", err)
	}
	half := bytes.Repeat([]byte("x"), wire.MaxMessage)
	if _, _, err = collect(client.Call(ctx, &petripb.CallRequest{Inputs: [][]byte{half}})); status.Code(err) != codes.ResourceExhausted {
		t.Errorf("a reply that is too large: %v", err)
	}
	if _, _, err = collect(client.Call(ctx, &petripb.CallRequest{})); err != nil {
		t.Errorf("after all that: %v", err)
	}
}

// A call can be stopped by another, many go on at a time, and one that nobody
// wants any more learns of it.
func TestConcurrency(t *testing.T) {
	e := newEcho()
	client, ctx := dial(t, e), deadline(t)
	stream, err := client.Call(ctx, &petripb.CallRequest{Function: "wait"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Stop(ctx, &petripb.StopRequest{Operation: 7}); err != nil {
		t.Fatal(err)
	}
	if _, last, err := collect(stream, nil); err != nil || last.GetHealth().GetReason() != "wait" {
		t.Errorf("a call that was stopped: %v, %v", last, err)
	}

	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for j := range 20 {
				want := fmt.Sprint(i, "/", j)
				d, err := client.Describe(ctx, &petripb.DescribeRequest{Modules: []string{want}})
				if err != nil || string(d.GetFacades()[0].GetText()) != want {
					t.Errorf("%s: %v, %v", want, d, err)
				}
			}
		})
	}
	wg.Wait()

	both, err := client.Evaluate(ctx)
	for i := range uint64(100) {
		if err == nil {
			err = both.Send(&petripb.EvaluateRequest{Answer: &petripb.Answer{Number: i}})
		}
		var r *petripb.CallReply
		if err == nil {
			r, err = both.Recv()
		}
		if err != nil || r.GetOutcall().GetNumber() != i {
			t.Fatalf("request %d: %v, %v", i, r, err)
		}
	}
	if err := both.CloseSend(); err != nil {
		t.Fatal(err)
	}
	if r, err := both.Recv(); err != nil || r.GetHealth() == nil {
		t.Errorf("after the last request: %v, %v", r, err)
	}

	leaving, leave := context.WithCancel(ctx)
	both, err = client.Evaluate(leaving)
	if err == nil {
		err = both.Send(&petripb.EvaluateRequest{})
	}
	if err == nil {
		_, err = both.Recv()
	}
	if err != nil {
		t.Fatal(err)
	}
	leave()
	select {
	case <-e.over:
	case <-ctx.Done():
		t.Error("a call that is not wanted any more goes on")
	}
}

// Bytes that are not HTTP/2 end the connection, and nothing worse.
func TestNoise(t *testing.T) {
	setting := string(appendFrame(nil, frameSettings, 0, 0, 0))
	for name, bytes := range map[string]string{
		"nothing":       "",
		"another":       "GET / HTTP/1.1\r\nHost: worker\r\n\r\n",
		"half a frame":  preface + setting[:5],
		"large frame":   preface + string(appendFrame(nil, frameData, 0, 1, maxFrame+1)),
		"padding":       preface + string(append(appendFrame(nil, frameData, flagPadded, 1, 1), 9)),
		"no padding":    preface + string(appendFrame(nil, frameData, flagPadded, 1, 0)),
		"priority":      preface + string(append(appendFrame(nil, frameHeaders, flagPriority, 1, 1), 9)),
		"continuation":  preface + string(appendFrame(nil, frameContinuation, 0, 1, 0)),
		"goes not on":   preface + string(appendFrame(nil, frameHeaders, 0, 1, 0)) + setting,
		"goes on":       preface + string(appendFrame(nil, frameHeaders, 0, 1, 0)) + strings.Repeat(string(appendFrame(nil, frameContinuation, 0, 1, 8))+strings.Repeat("\x88", 8), 1<<14),
		"no HPACK":      preface + string(append(appendFrame(nil, frameHeaders, flagEndHeaders, 1, 1), 0xff)),
		"window update": preface + string(append(appendFrame(nil, frameWindowUpdate, 0, 0, 1), 1)),
	} {
		t.Run(name, func(t *testing.T) {
			there := &half{in: strings.NewReader(bytes)}
			done := make(chan error, 1)
			go func() { done <- newConn(there, newEcho()).serve() }()
			select {
			case err := <-done:
				if err == nil {
					t.Error("it was taken")
				}
			case <-time.After(time.Minute):
				t.Error("it goes on")
			}
		})
	}
}

// half is a peer that listens to nobody.
type half struct{ in io.Reader }

func (h *half) Read(b []byte) (int, error)  { return h.in.Read(b) }
func (h *half) Write(b []byte) (int, error) { return len(b), nil }
