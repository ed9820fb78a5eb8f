package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// errSignal is the cause of a context that a signal cancelled.
type errSignal struct{ sig os.Signal }

func (e errSignal) Error() string { return e.sig.String() }

// signals turns the first SIGINT, SIGTERM or SIGHUP into a cancelled context
// and swallows later ones: cleaning up is bounded in time anyway, and to die
// half-way through would leave a runtime directory behind.
type signals struct {
	c    chan os.Signal
	done chan struct{}
}

func notify(w io.Writer) (context.Context, *signals) {
	ctx, cancel := context.WithCancelCause(context.Background())
	s := &signals{c: make(chan os.Signal, 1), done: make(chan struct{})}
	for _, sig := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		// nohup, or a shell that runs this in the background, wants it so.
		if !signal.Ignored(sig) {
			signal.Notify(s.c, sig)
		}
	}
	// A reader that went away (supervisor run ... | head) must not kill this
	// process before it has cleaned up; the write fails with EPIPE instead.
	signal.Ignore(syscall.SIGPIPE)
	go func() {
		defer close(s.done)
		told := false
		for sig := range s.c {
			if ctx.Err() == nil {
				cancel(errSignal{sig})
				continue
			}
			if !told {
				told = true
				fmt.Fprintln(w, "supervisor: still cleaning up, this takes a few seconds at most")
			}
		}
	}()
	return ctx, s
}

// stop ends the goroutine. Signals then do what they do by default.
func (s *signals) stop() {
	signal.Stop(s.c)
	close(s.c)
	<-s.done
}
