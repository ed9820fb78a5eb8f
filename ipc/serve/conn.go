package serve

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"

	"golang.org/x/net/http2/hpack"

	"github.com/petri-lab/petri/ipc/wire"
)

// A conn is the connection to the supervisor. One goroutine reads it; each call
// is answered on one of its own, of which those that are done wait for the next.
type conn struct {
	rw      io.ReadWriter
	service Service
	idle    chan *stream // to a goroutine that waits for a call
	over    chan struct{}

	// Of the goroutine that reads.
	in      *bufio.Reader
	headers *hpack.Decoder
	path    string // of the call whose headers are decoded
	newest  uint32 // stream
	spent   int    // of the room on the connection, and not given back yet

	writing sync.Mutex // one at a time, whole frames

	mu      sync.Mutex
	streams map[uint32]*stream
	room    int           // how much data the supervisor takes on the connection
	initial int           // and on a new stream
	frame   int           // in one frame
	moved   chan struct{} // closed and made anew when there is more room
	closed  bool
}

func newConn(rw io.ReadWriter, s Service) *conn {
	c := &conn{
		rw: rw, service: s, idle: make(chan *stream), over: make(chan struct{}),
		in:      bufio.NewReaderSize(rw, headerBytes+maxFrame),
		streams: map[uint32]*stream{},
		room:    defaultWindow, initial: defaultWindow, frame: maxFrame,
		moved: make(chan struct{}),
	}
	c.headers = hpack.NewDecoder(4096, func(f hpack.HeaderField) {
		if f.Name == ":path" {
			c.path = f.Value
		}
	})
	c.headers.SetMaxStringLength(maxHeaders)
	return c
}

// serve serves until the connection ends. It returns once no call runs on it
// that could still be told so.
func (c *conn) serve() error {
	err := c.read()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	close(c.over)
	close(c.moved)
	for _, st := range c.streams {
		st.end()
	}
	clear(c.streams)
	return err
}

// read reads the connection to its end.
func (c *conn) read() error {
	begin := make([]byte, len(preface))
	if _, err := io.ReadFull(c.in, begin); err != nil {
		return err
	}
	if string(begin) != preface {
		return fmt.Errorf("%w: %.24q", errFrame, begin)
	}
	hello := appendFrame(nil, frameSettings, 0, 0, 6)
	hello = appendSetting(hello, settingInitialWindow, wire.Window)
	hello = appendWindowUpdate(hello, 0, wire.Window-defaultWindow)
	if err := c.write(hello); err != nil {
		return err
	}
	for last := 0; ; {
		f, err := readFrame(c.in, last)
		if err != nil {
			return err
		}
		last = headerBytes + len(f.payload)
		if f.kind == frameHeaders {
			// Which may go on over several frames.
			last, err = c.call(f)
		} else {
			err = c.take(f)
		}
		if err != nil {
			return err
		}
	}
}

// take takes a frame that begins no call.
func (c *conn) take(f frame) error {
	switch f.kind {
	case frameData:
		return c.data(f)
	case frameResetStream:
		c.forget(f.stream)
	case frameSettings:
		if !f.has(flagAck) {
			return c.settings(f.payload)
		}
	case framePing:
		if !f.has(flagAck) {
			return c.write(append(appendFrame(nil, framePing, flagAck, 0, len(f.payload)), f.payload...))
		}
	case frameWindowUpdate:
		if len(f.payload) != 4 {
			return fmt.Errorf("%w: window update", errFrame)
		}
		c.widen(f.stream, int(binary.BigEndian.Uint32(f.payload)&^(1<<31)))
	case frameContinuation:
		return fmt.Errorf("%w: headers go on that have ended", errFrame)
	}
	return nil // there may be frames of kinds that nobody knows (RFC 9113, 5.5)
}

// settings takes the supervisor's wishes.
func (c *conn) settings(b []byte) error {
	c.mu.Lock()
	for ; len(b) >= 6; b = b[6:] {
		value := int(binary.BigEndian.Uint32(b[2:]))
		switch binary.BigEndian.Uint16(b) {
		case settingInitialWindow:
			for _, st := range c.streams {
				st.room += value - c.initial
			}
			c.initial = value
		case settingMaxFrame:
			c.frame = min(max(value, maxFrame), wire.Window)
		}
	}
	c.wake()
	c.mu.Unlock()
	return c.write(appendFrame(nil, frameSettings, flagAck, 0, 0))
}

// widen gives a stream, or with 0 the connection, more room.
func (c *conn) widen(stream uint32, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if stream == 0 {
		c.room += n
	} else if st := c.streams[stream]; st != nil {
		st.room += n
	}
	c.wake()
}

// wake makes those look again who wait for room. mu is held.
func (c *conn) wake() {
	if !c.closed {
		close(c.moved)
		c.moved = make(chan struct{})
	}
}

// call begins a call. It returns how long the frame is that was read last.
func (c *conn) call(f frame) (last int, err error) {
	id, ended, done := f.stream, f.has(flagEndStream), f.has(flagEndHeaders)
	block, err := f.content()
	c.path = ""
	for total := 0; err == nil; {
		last = headerBytes + len(f.payload)
		if total += len(block); total > maxHeaders {
			return 0, fmt.Errorf("%w: headers of more than %d bytes", errFrame, maxHeaders)
		}
		if _, err = c.headers.Write(block); err != nil || done {
			break
		}
		f, err = readFrame(c.in, last)
		if err == nil && (f.kind != frameContinuation || f.stream != id) {
			err = fmt.Errorf("%w: headers do not go on", errFrame)
		}
		done, block = f.has(flagEndHeaders), f.payload
	}
	if err = errors.Join(err, c.headers.Close()); err != nil {
		return 0, err
	}
	if id%2 == 0 || id <= c.newest {
		// Trailers, of which there is nothing to learn but that they are the end.
		if st := c.find(id); st != nil && ended {
			st.close()
		}
		return last, nil
	}
	c.newest = id
	c.begin(id, ended)
	return last, nil
}

// begin makes a stream of a call whose headers have come.
func (c *conn) begin(id uint32, ended bool) {
	st := &stream{
		conn: c, id: id, method: methodOf(c.path),
		messages: make(chan []byte, maxPending), over: make(chan struct{}),
	}
	c.mu.Lock()
	st.room = c.initial
	c.streams[id] = st
	c.mu.Unlock()
	if st.method == nil {
		st.refuse(Unimplemented, "unknown method %.200q", c.path)
	} else if ended {
		st.close()
	}
}

// find returns the stream of a number, nil if it is over.
func (c *conn) find(id uint32) *stream {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.streams[id]
}

// forget ends a stream.
func (c *conn) forget(id uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if st := c.streams[id]; st != nil {
		delete(c.streams, id)
		st.end()
		c.wake()
	}
}

// data gives what came to its stream, and the supervisor as much room again: a
// message has to be whole before anybody can take it.
func (c *conn) data(f frame) error {
	b, err := f.content()
	if err != nil {
		return err
	}
	st := c.find(f.stream)
	var more []byte
	if c.spent += len(f.payload); c.spent >= wire.Window/4 {
		more = appendWindowUpdate(more, 0, c.spent)
		c.spent = 0
	}
	if st != nil {
		if st.spent += len(f.payload); st.spent >= wire.Window/4 {
			more = appendWindowUpdate(more, f.stream, st.spent)
			st.spent = 0
		}
		st.add(b)
		if f.has(flagEndStream) {
			st.close()
		}
	}
	if more == nil {
		return nil
	}
	return c.write(more)
}

// write writes frames.
func (c *conn) write(b []byte) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	_, err := c.rw.Write(b)
	return err
}
