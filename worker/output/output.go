// Package output keeps the last part of what a program writes, and counts the
// rest.
package output

import (
	"errors"
	"sync"
)

// ErrLimit is what a write returns once the limit is passed.
var ErrLimit = errors.New("output limit passed")

// A Pair is a program's standard output and standard error under one limit.
// It is safe for concurrent use.
type Pair struct {
	mu      sync.Mutex
	limit   int64
	written int64
	onLimit func()
	out     tail
	err     tail
}

// New returns a pair that takes limit bytes in all and keeps the last keep
// bytes of each stream. onLimit is called, once until the next Reset, by the
// write that passes the limit; it must not write.
func New(limit, keep int64, onLimit func()) *Pair {
	return &Pair{limit: limit, onLimit: onLimit, out: tail{keep: int(keep)}, err: tail{keep: int(keep)}}
}

// Stdout is the standard output's writer.
func (p *Pair) Stdout() Writer { return Writer{p, &p.out} }

// Stderr is the standard error's writer.
func (p *Pair) Stderr() Writer { return Writer{p, &p.err} }

// Taken is what Take returns.
type Taken struct {
	Stdout, Stderr []byte
	Truncated      bool // something before them is gone, or was refused
	Passed         bool // the limit was passed
}

// Take returns what was kept and starts anew.
func (p *Pair) Take() Taken {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := Taken{
		Stdout:    p.out.take(),
		Stderr:    p.err.take(),
		Truncated: p.out.dropped || p.err.dropped || p.written > p.limit,
		Passed:    p.written > p.limit,
	}
	p.written = 0
	p.out.dropped, p.err.dropped = false, false
	return t
}

// Passed tells whether the limit was passed since the last Take.
func (p *Pair) Passed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.written > p.limit
}

// A Writer is one stream of a Pair.
type Writer struct {
	pair *Pair
	tail *tail
}

// Write keeps the tail of b. The write that passes the limit is kept as far as
// the limit goes and fails with ErrLimit, as do all after it.
func (w Writer) Write(b []byte) (int, error) {
	n, crossed, err := w.write(b)
	if crossed {
		w.pair.onLimit()
	}
	return n, err
}

func (w Writer) write(b []byte) (n int, crossed bool, err error) {
	p := w.pair
	p.mu.Lock()
	defer p.mu.Unlock()
	room := p.limit - p.written
	if int64(len(b)) <= room {
		p.written += int64(len(b))
		w.tail.add(b)
		return len(b), false, nil
	}
	crossed = room >= 0
	room = max(room, 0)
	w.tail.add(b[:room])
	// One past the limit, however much was refused: that is what Passed sees.
	p.written = p.limit + 1
	return int(room), crossed, ErrLimit
}

// A tail keeps the last keep bytes. Its buffer grows to twice that, so that
// each byte is moved once on average.
type tail struct {
	keep    int
	buf     []byte
	dropped bool
}

func (t *tail) add(b []byte) {
	if len(b) > t.keep {
		b = b[len(b)-t.keep:]
		t.dropped = true
	}
	if len(t.buf)+len(b) > 2*t.keep {
		t.trim(t.keep - len(b))
	}
	t.buf = append(t.buf, b...)
}

func (t *tail) trim(keep int) {
	if len(t.buf) > keep {
		t.buf = append(t.buf[:0], t.buf[len(t.buf)-keep:]...)
		t.dropped = true
	}
}

func (t *tail) take() []byte {
	t.trim(t.keep)
	b := t.buf
	t.buf = nil
	return b
}
