package yaegi

import (
	"go/types"
	"reflect"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// outcall makes a function of core that is elsewhere.
func (p *program) outcall(module, name string, sig *types.Signature, core reflect.Type) reflect.Value {
	t := p.shown(core, sig)
	return reflect.MakeFunc(core, func(args []reflect.Value) []reflect.Value {
		given := make([]reflect.Value, len(args))
		for i, a := range args {
			given[i] = a
			if a.Type() != t.In(i) {
				given[i] = p.given(a, t.In(i))
			}
		}
		results, err := p.env.Outcall(module, name, t, given)
		if err != nil {
			raise(p.universe.FromNative(err.Error()))
		}
		for i, r := range results {
			results[i] = p.adopt(r, core.Out(i))
		}
		return results
	})
}

// given is an argument as an outcall gets it. What is inside of lists stays as
// core has it: Inner looks into it.
func (p *program) given(v reflect.Value, want reflect.Type) reflect.Value {
	if v.Type() != ifaceType {
		return v
	}
	if want == reflect.TypeFor[opaque]() {
		want = anyType
	}
	return p.release(v.Interface().(rt.Iface), want)
}
