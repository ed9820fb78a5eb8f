package worker

import (
	"errors"
	"reflect"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/value"
)

// invoke calls f and takes its results apart: those before a trailing error,
// and that error. A panic is an error too, an *engine.Panic.
//
// It must run under guard, and what it returns need not: a genome's error has
// been put into words by then, because its methods are the genome's code.
func invoke(f engine.Func, args []reflect.Value) ([]reflect.Value, error) {
	results, p := f.Call(args)
	if p != nil {
		return nil, p
	}
	results, errValue := value.SplitError(results, f.Type())
	if !errValue.IsValid() || errValue.IsZero() {
		return results, nil
	}
	if err, ok := errValue.Interface().(error); ok {
		return nil, errors.New(clip(err.Error()))
	}
	return results, nil
}
