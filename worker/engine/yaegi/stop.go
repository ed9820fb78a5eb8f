package yaegi

import (
	"context"
	"runtime"
	"sync"

	"github.com/traefik/yaegi/interp"
)

// holdSource is compiled by every interpreter first. Its import is looked for
// in the memory file system, which keeps the interpreter waiting there.
const (
	holdImport = "petri.hold"
	holdSource = "package petri_hold; import _ \"" + holdImport + "\""
)

// armStop makes an interpreter stoppable and returns what stops it: a function
// that never blocks and may be called once.
//
// The interpreter offers only one way to stop: cancelling the context of an
// EvalWithContext call. That ends all execution at the next statement and all
// waits on channels, whoever started them, but only on channels that were
// waited on after that call began. So the call has to begin before anything
// else and to last as long as the program: its source waits, inside the
// compiler, in the memory file system. Nothing of the waiting compilation
// shares state with the compilation and execution that go on meanwhile, and
// runtime.Goexit ends it without it touching the interpreter again.
func armStop(in *interp.Interpreter, files *memFS) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = in.EvalWithContext(ctx, holdSource)
		files.hold.release()
	}()
	<-files.hold.reached
	return cancel
}

// A hold is where the waiting compilation waits.
type hold struct {
	once     sync.Once
	reached  chan struct{}
	released chan struct{}
}

func newHold() *hold {
	return &hold{reached: make(chan struct{}), released: make(chan struct{})}
}

// wait ends the calling goroutine when the hold is released.
func (h *hold) wait() {
	h.once.Do(func() { close(h.reached) })
	<-h.released
	runtime.Goexit()
}

func (h *hold) release() { close(h.released) }
