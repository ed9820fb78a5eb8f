package serve

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Frames of HTTP/2 (RFC 9113, 6) and their flags.
const (
	frameData         = 0
	frameHeaders      = 1
	frameResetStream  = 3
	frameSettings     = 4
	framePing         = 6
	frameWindowUpdate = 8
	frameContinuation = 9

	flagEndStream  = 0x1 // of DATA and HEADERS
	flagAck        = 0x1 // of SETTINGS and PING
	flagEndHeaders = 0x4
	flagPadded     = 0x8
	flagPriority   = 0x20

	settingInitialWindow = 4
	settingMaxFrame      = 5
)

const (
	headerBytes = 9
	// maxFrame is the largest payload of a frame that the other end may send: it
	// is not told of another one than RFC 9113's.
	maxFrame = 16 << 10
	// maxHeaders bounds the headers of a call, in bytes as sent.
	maxHeaders = 64 << 10
	// defaultWindow is every window before anybody says otherwise.
	defaultWindow = 1<<16 - 1
	// preface is what a client's connection begins with.
	preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
)

var errFrame = errors.New("what came is not HTTP/2")

// A frame is what was read. Its payload is valid until the next one is read.
type frame struct {
	kind    byte
	flags   byte
	stream  uint32
	payload []byte
}

func (f frame) has(flag byte) bool { return f.flags&flag != 0 }

// readFrame reads a frame. The reader's buffer must have room for one.
func readFrame(r *bufio.Reader, last int) (frame, error) {
	if _, err := r.Discard(last); err != nil {
		return frame{}, err
	}
	h, err := r.Peek(headerBytes)
	if err != nil {
		return frame{}, err
	}
	n := int(h[0])<<16 | int(h[1])<<8 | int(h[2])
	f := frame{kind: h[3], flags: h[4], stream: binary.BigEndian.Uint32(h[5:]) &^ (1 << 31)}
	if n > maxFrame {
		return f, fmt.Errorf("%w: a frame of %d bytes", errFrame, n)
	}
	whole, err := r.Peek(headerBytes + n)
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return f, err
	}
	f.payload = whole[headerBytes:]
	return f, nil
}

// content is the payload without padding and priority.
func (f frame) content() ([]byte, error) {
	b, padding := f.payload, 0
	if f.has(flagPadded) {
		if len(b) == 0 {
			return nil, fmt.Errorf("%w: padding", errFrame)
		}
		b, padding = b[1:], int(b[0])
	}
	if f.kind == frameHeaders && f.has(flagPriority) {
		if len(b) < 5 {
			return nil, fmt.Errorf("%w: priority", errFrame)
		}
		b = b[5:]
	}
	if padding > len(b) {
		return nil, fmt.Errorf("%w: padding", errFrame)
	}
	return b[:len(b)-padding], nil
}

// appendFrame appends a frame's header, for a payload of n bytes.
func appendFrame(b []byte, kind, flags byte, stream uint32, n int) []byte {
	b = append(b, byte(n>>16), byte(n>>8), byte(n), kind, flags)
	return binary.BigEndian.AppendUint32(b, stream)
}

func appendSetting(b []byte, id uint16, value uint32) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint16(b, id), value)
}

func appendWindowUpdate(b []byte, stream uint32, n int) []byte {
	return binary.BigEndian.AppendUint32(appendFrame(b, frameWindowUpdate, 0, stream, 4), uint32(n))
}
