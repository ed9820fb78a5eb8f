package nodes

import (
	"reflect"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/traefik/yaegi/interp"
)

// A stopLayout is where an interpreter has what stops it.
type stopLayout struct {
	run    uintptr // the number that the frames of a run carry, and end without
	done   uintptr // the channel that waits on channels watch as well
	cancel uintptr // whether they do
}

var theStopLayout = sync.OnceValues(findStopLayout)

func findStopLayout() (*stopLayout, error) {
	l, f := &stopLayout{}, finder{}
	in := reflect.TypeFor[interp.Interpreter]()
	f.field(in, "id", reflect.Uint64, &l.run)
	f.field(in, "cancelChan", reflect.Bool, &l.cancel)
	if done := f.field(in, "done", reflect.Chan, &l.done); done != nil && done != reflect.TypeFor[chan struct{}]() {
		f.fail("Interpreter.done", done)
	}
	return l, f.err
}

// Stoppable makes an interpreter stoppable that has compiled nothing yet. stop
// ends all execution at the next statement, and all waits on channels, whoever
// began them; it never blocks, and must be called once at most. The error is
// ErrLayout.
//
// The interpreter itself does this for the time of a call with a context
// (Interpreter.EvalWithContext), of which there would have to be one that lasts
// as long as the program: two goroutines and the compilation of something that
// waits.
func Stoppable(in *interp.Interpreter) (stop func(), err error) {
	l, err := theStopLayout()
	if err != nil {
		return nil, err
	}
	p, done := unsafe.Pointer(in), make(chan struct{})
	*at[chan struct{}](p, l.done) = done
	*at[bool](p, l.cancel) = true
	return func() {
		atomic.AddUint64(at[uint64](p, l.run), 1)
		close(done)
	}, nil
}
