package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/ipc/workerpb"
)

// A wire is the connection to the supervisor, taken from the library that
// serves it: bytes are written between that library's.
type wire struct {
	fd     int
	framer *http2.Framer
	stream uint32
}

// seize finds the connection: the socket that was made last.
func seize(a *attack) *wire {
	w := &wire{fd: -1, stream: a.stream}
	for fd := range 64 {
		if _, err := unix.Getsockname(fd); err == nil {
			w.fd = fd
		}
	}
	w.framer = http2.NewFramer(w, nil)
	w.framer.AllowIllegalWrites = true
	return w
}

// Write writes all of b. The socket does not block, and nothing tells us when
// it has room: the run time's poller tells the library.
func (w *wire) Write(b []byte) (int, error) {
	for n := 0; n < len(b); {
		m, err := unix.Write(w.fd, b[n:])
		switch {
		case errors.Is(err, unix.EAGAIN):
			time.Sleep(time.Millisecond)
		case err != nil:
			return n, err
		default:
			n += m
		}
	}
	return len(b), nil
}

// headers begin the answer to the call. Nothing of them goes into the table
// that both ends keep.
func (w *wire) headers(more ...hpack.HeaderField) error {
	var block bytes.Buffer
	e := hpack.NewEncoder(&block)
	fields := append([]hpack.HeaderField{
		{Name: ":status", Value: "200"},
		{Name: "content-type", Value: "application/grpc", Sensitive: true},
	}, more...)
	for _, f := range fields {
		if err := e.WriteField(f); err != nil {
			return err
		}
	}
	const most = 16 << 10
	first := block.Next(most)
	err := w.framer.WriteHeaders(http2.HeadersFrameParam{
		StreamID: w.stream, BlockFragment: first, EndHeaders: block.Len() == 0,
	})
	for err == nil && block.Len() > 0 {
		next := block.Next(most)
		err = w.framer.WriteContinuation(w.stream, block.Len() == 0, next)
	}
	return err
}

// message is what a gRPC message looks like in DATA frames.
func message(flags byte, length uint32, body []byte) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{flags}, length), body...)
}

// data sends b in frames as large as may be.
func (w *wire) data(b []byte) error {
	for len(b) > 0 {
		n := min(len(b), 16<<10)
		if err := w.framer.WriteData(w.stream, false, b[:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

func encode(r *workerpb.CallReply) []byte {
	body, err := r.MarshalVT()
	if err != nil {
		panic(err)
	}
	return message(0, uint32(len(body)), body)
}

// repeat does something until it fails.
func repeat(f func() error) string {
	for {
		if err := f(); err != nil {
			return err.Error()
		}
	}
}

// claim announces a message of 2 GiB, and sends it.
func claim(a *attack) string {
	w := seize(a)
	_ = w.headers()
	_ = w.data(message(0, 1<<31-1, nil))
	zeros := make([]byte, 16<<10)
	return repeat(func() error { return w.data(zeros) })
}

// sendTooMuch sends a sound reply that is larger than any may be. The library
// would refuse to.
func sendTooMuch(a *attack) string {
	r := answer("x")
	r.Outcomes[0].Stdout = bytes.Repeat([]byte("x"), 8<<20)
	w := seize(a)
	_ = w.headers()
	_ = w.data(encode(r))
	select {}
}

// exitAfterReply gives the outcome of the run, but not the closing word.
func exitAfterReply(a *attack) string {
	r := answer("kept")
	r.Health = nil
	w := seize(a)
	_ = w.headers()
	_ = w.data(encode(r))
	unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
	return ""
}

// dieAfterReply gives the closing word as well, and is killed for a system call.
func dieAfterReply(a *attack) string {
	w := seize(a)
	_ = w.headers()
	_ = w.data(encode(answer("kept")))
	_ = unix.Chdir("/")
	select {}
}

// replyForever sends outcomes that nobody asked for.
func replyForever(a *attack) string {
	r := answer("1")
	r.Health = nil
	w := seize(a)
	_ = w.headers()
	return repeat(func() error { return w.data(encode(r)) })
}

// squeezed sends a message that says it is compressed, small outside and large
// inside.
func squeezed(a *attack) string {
	w := seize(a)
	_ = w.headers(hpack.HeaderField{Name: "grpc-encoding", Value: "gzip", Sensitive: true})
	_ = w.data(message(1, 20, make([]byte, 20)))
	select {}
}

// floodStreams sends messages on streams that nobody has opened, as if there
// were go-plugin's broker at the other end of them.
func floodStreams(a *attack) string {
	w := seize(a)
	return repeat(func() error {
		w.stream++
		return errors.Join(w.headers(), w.data(message(0, 3, []byte("abc"))))
	})
}

func floodPings(a *attack) string {
	w := seize(a)
	return repeat(func() error { return w.framer.WritePing(false, [8]byte{1}) })
}

func floodSettings(a *attack) string {
	w := seize(a)
	return repeat(func() error {
		return w.framer.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 1 << 16})
	})
}

// floodContinuations sends headers that do not end.
func floodContinuations(a *attack) string {
	w := seize(a)
	_ = w.framer.WriteHeaders(http2.HeadersFrameParam{StreamID: w.stream, BlockFragment: []byte{0x88}})
	var block bytes.Buffer
	e := hpack.NewEncoder(&block)
	_ = e.WriteField(hpack.HeaderField{Name: "x", Value: "y", Sensitive: true})
	return repeat(func() error { return w.framer.WriteContinuation(w.stream, false, block.Bytes()) })
}

func hugeHeaders(a *attack) string {
	w := seize(a)
	_ = w.headers(hpack.HeaderField{Name: "x", Value: string(bytes.Repeat([]byte("y"), 1<<20)), Sensitive: true})
	select {}
}

func promise(a *attack) string {
	w := seize(a)
	_ = w.framer.WritePushPromise(http2.PushPromiseParam{StreamID: w.stream, PromiseID: 2, BlockFragment: []byte{0x82}, EndHeaders: true})
	select {}
}

// goAway ends the connection by the rules.
func goAway(a *attack) string {
	w := seize(a)
	_ = w.framer.WriteGoAway(0, http2.ErrCodeEnhanceYourCalm, []byte("too_many_pings"))
	select {}
}

// noise is not HTTP/2 at all.
func noise(a *attack) string {
	w := seize(a)
	b := bytes.Repeat([]byte("\x00\xffnoise"), 1<<10)
	return repeat(func() error {
		_, err := w.Write(b)
		return err
	})
}

// closeConnection closes the connection and nothing else.
func closeConnection(a *attack) string {
	_ = unix.Close(seize(a).fd)
	select {}
}

// closeDescriptors closes all.
func closeDescriptors(*attack) string {
	for fd := range 64 {
		_ = unix.Close(fd)
	}
	select {}
}
