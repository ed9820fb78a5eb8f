package serve

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/petri-lab/petri/internal/stack"
	"github.com/petri-lab/petri/ipc/wire"
)

// maxPending is how many messages of a stream may wait to be taken. The
// supervisor sends the next one when it has the answer to the one before.
const maxPending = 16

// A stream is one call.
type stream struct {
	conn   *conn
	id     uint32
	method method

	// Of the goroutine that reads the connection.
	partial []byte // of a message
	started bool
	closed  bool // nothing more comes
	spent   int  // of the stream's room, and not given back yet

	messages chan []byte
	over     chan struct{} // closed by end

	room  int  // guarded by conn.mu
	ended bool // guarded by conn.mu

	// Of the goroutine that answers.
	answered bool // headers have been sent
	finished bool // and the trailers
}

// add takes data, and lets a goroutine answer once there is a message.
func (st *stream) add(b []byte) {
	if st.closed {
		return
	}
	st.partial = append(st.partial, b...)
	for len(st.partial) >= prefix {
		n := int(binary.BigEndian.Uint32(st.partial[1:]))
		switch {
		case st.partial[0] != 0:
			st.refuse(Unimplemented, "a compressed message")
			return
		case n > wire.MaxRequest:
			st.refuse(ResourceExhausted, "a message of %d bytes: at most %d", n, wire.MaxRequest)
			return
		case len(st.partial) < prefix+n:
			if cap(st.partial) < prefix+n {
				st.partial = append(make([]byte, 0, prefix+n), st.partial...)
			}
			return
		}
		select {
		case st.messages <- st.partial[prefix : prefix+n : prefix+n]:
		default:
			st.refuse(ResourceExhausted, "more than %d messages wait", maxPending)
			return
		}
		st.partial = st.partial[prefix+n:]
		st.start()
	}
}

// refuse ends a call whose messages cannot be taken. If it is being answered
// already, the answer goes on without them.
func (st *stream) refuse(code Code, format string, args ...any) {
	if !st.started {
		err := Errorf(code, format, args...)
		st.method = func(Service, *stream) error { return err }
	}
	st.close()
}

// close says that nothing more comes.
func (st *stream) close() {
	if !st.closed {
		st.closed = true
		close(st.messages)
		st.start()
	}
}

// start has the call answered by a goroutine that waits, or by a new one.
func (st *stream) start() {
	if st.started {
		return
	}
	st.started = true
	select {
	case st.conn.idle <- st:
	default:
		go st.conn.answer(st)
	}
}

// end tells whoever answers that nobody waits for it. conn.mu is held.
func (st *stream) end() {
	if !st.ended {
		st.ended = true
		close(st.over)
	}
}

// answer answers a call, and those that come later.
func (c *conn) answer(st *stream) {
	stack.Grow()
	for {
		st.answer()
		select {
		case st = <-c.idle:
		case <-c.over:
			return
		}
	}
}

func (st *stream) answer() {
	err := st.method(st.conn.service, st)
	if !st.finished {
		// If the connection is gone, there is nobody to tell.
		_ = st.conclude(err)
	}
	st.conn.forget(st.id)
}

// recv takes the next message. The error is io.EOF if there is none.
func (st *stream) recv(m message) error {
	select {
	case b, ok := <-st.messages:
		if !ok {
			return io.EOF
		}
		return decode(b, m)
	case <-st.over:
		return errOver
	}
}

var errOver = errors.New("the call is over")

func (st *stream) isOver() bool {
	select {
	case <-st.over:
		return true
	default:
		return false
	}
}

// send sends a message, and with last that there are no more.
func (st *stream) send(m message, last bool) error {
	if st.isOver() {
		return errOver
	}
	body, err := encode(m)
	if err != nil {
		return err
	}
	out := make([]byte, 0, len(body)+128)
	if !st.answered {
		st.answered = true
		out = appendBlock(out, st.id, flagEndHeaders, responseHeaders)
	}
	for len(body) > 0 {
		n, now := st.claim(len(body))
		if n == 0 {
			// What is ready goes before waiting.
			if err := st.flush(&out); err != nil {
				return err
			}
			if err := st.wait(now); err != nil {
				return err
			}
			continue
		}
		out = append(appendFrame(out, frameData, 0, st.id, n), body[:n]...)
		body = body[n:]
	}
	if last {
		st.finished = true
		out = appendBlock(out, st.id, flagEndHeaders|flagEndStream, appendField(nil, "grpc-status", "0"))
	}
	return st.flush(&out)
}

// claim takes room for up to n bytes in one frame. If there is none, moved is
// closed when that may have changed.
func (st *stream) claim(n int) (_ int, moved <-chan struct{}) {
	c := st.conn
	c.mu.Lock()
	defer c.mu.Unlock()
	n = max(0, min(n, c.room, st.room, c.frame))
	c.room -= n
	st.room -= n
	return n, c.moved
}

func (st *stream) wait(moved <-chan struct{}) error {
	select {
	case <-moved:
	case <-st.over:
		return errOver
	}
	return nil
}

func (st *stream) flush(out *[]byte) error {
	if len(*out) == 0 {
		return nil
	}
	err := st.conn.write(*out)
	*out = (*out)[:0]
	return err
}

// conclude ends a call whose last message is not known to be that.
func (st *stream) conclude(err error) error {
	st.finished = true
	if st.isOver() {
		return errOver
	}
	code, text := Code(0), ""
	var e *Error
	switch {
	case errors.As(err, &e):
		code, text = e.Code, e.Message
	case err != nil:
		code, text = Unknown, err.Error()
	}
	var block []byte
	if !st.answered {
		block = append(block, responseHeaders...)
	}
	block = appendField(block, "grpc-status", strconv.Itoa(int(code)))
	block = appendField(block, "grpc-message", percentEncode(text))
	return st.conn.write(appendBlock(nil, st.id, flagEndHeaders|flagEndStream, block))
}

// responseHeaders are ":status: 200", by its number in HPACK's static table, and
// a content type, whose name has number 31 there (RFC 7541, A).
const responseHeaders = "\x88" + "\x0f\x10\x10application/grpc"

// appendBlock appends a frame of headers.
func appendBlock[Block ~string | ~[]byte](b []byte, stream uint32, flags byte, block Block) []byte {
	return append(appendFrame(b, frameHeaders, flags, stream, len(block)), block...)
}

// appendField appends a header field that nobody keeps for later, with a new
// name (RFC 7541, 6.2.2). Neither part may be longer than 126 bytes.
func appendField(b []byte, name, value string) []byte {
	b = append(b, 0, byte(len(name)))
	b = append(b, name...)
	b = append(b, byte(len(value)))
	return append(b, value...)
}

// maxText is how much of a message goes with a failure, in bytes as sent.
const maxText = 126

// percentEncode makes a message fit for a header (gRPC's "PROTOCOL-HTTP2",
// Status-Message), as much of it as has room.
func percentEncode(text string) string {
	var out []byte
	for _, b := range []byte(text) {
		part := []byte{b}
		if b < ' ' || b > '~' || b == '%' {
			part = fmt.Appendf(nil, "%%%02X", b)
		}
		if len(out)+len(part) > maxText {
			break
		}
		out = append(out, part...)
	}
	return string(out)
}
