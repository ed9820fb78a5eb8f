package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"
)

// interruptible returns what f returns, or the cause of ctx's end if that comes
// first. f is then left behind: to read from a terminal or to write to a pipe
// may block for ever, and nothing else can be done about it.
func interruptible[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type answer struct {
		v   T
		err error
	}
	c := make(chan answer, 1)
	go func() {
		v, err := f()
		c <- answer{v, err}
	}()
	select {
	case a := <-c:
		return a.v, a.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}

// outputGrace is how long an interrupted command waits for a reader that does
// not read.
const outputGrace = 3 * time.Second

var errStalled = errors.New("nobody reads the output")

// impatientWriter writes to w, but does not wait for it longer than grace once
// ctx is done: a pipe that nobody reads must not keep an interrupted command
// from cleaning up. It is not safe for concurrent use.
type impatientWriter struct {
	ctx     context.Context
	w       io.Writer
	grace   time.Duration
	stalled bool
}

func (i *impatientWriter) Write(p []byte) (int, error) {
	if i.stalled {
		return 0, errStalled
	}
	patience, cancel := context.WithCancelCause(context.WithoutCancel(i.ctx))
	defer cancel(nil)
	stop := context.AfterFunc(i.ctx, func() {
		time.AfterFunc(i.grace, func() { cancel(errStalled) })
	})
	defer stop()
	p = bytes.Clone(p) // the caller may use his again when this gives up
	n, err := interruptible(patience, func() (int, error) { return i.w.Write(p) })
	i.stalled = errors.Is(err, errStalled)
	return n, err
}
