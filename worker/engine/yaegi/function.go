package yaegi

import (
	"reflect"

	"github.com/petri-lab/petri/worker/engine"
)

// A function is an interpreted function, wrapped once into a Go function
// value. It is safe for concurrent use as far as the genome's code is.
type function struct {
	program *program
	value   reflect.Value
}

func (f *function) Type() reflect.Type { return f.value.Type() }

func (f *function) Call(args []reflect.Value) (results []reflect.Value, panicked *engine.Panic) {
	p := f.program
	returned := false
	defer func() {
		if returned {
			return
		}
		value := recover()
		if value == nil {
			return // runtime.Goexit goes on
		}
		results, panicked = nil, p.sources.panicOf(value, p.traces.take())
	}()
	results = f.value.Call(args)
	returned = true
	return results, nil
}
