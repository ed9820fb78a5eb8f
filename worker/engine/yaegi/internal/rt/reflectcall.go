package rt

import "reflect"

// Call calls a function.
func (r ReflectValue) Call(in []ReflectValue) []ReflectValue {
	r.must("Call", reflect.Func)
	if r.v.IsNil() {
		complain("reflect.Value.Call: call of nil function")
	}
	switch n := len(r.t.Params); {
	case len(in) < n && !r.t.Variadic, len(in) < n-1:
		complain("reflect: Call with too few input arguments")
	case len(in) > n && !r.t.Variadic:
		complain("reflect: Call with too many input arguments")
	}
	args := make([]reflect.Value, len(in))
	for i, a := range in {
		t, rep := r.param(i)
		v, ok := a.assignableTo(t, rep)
		switch {
		case ok:
		case a.t == nil:
			complain("reflect: Call using zero Value argument")
		default:
			complain("reflect: Call using " + a.t.Name + " as type " + t.Name)
		}
		args[i] = v
	}
	out := r.v.Call(args)
	results := make([]ReflectValue, len(out))
	for i, v := range out {
		results[i] = ReflectValue{t: r.t.Results[i], v: v}
	}
	return results
}

// param is the type of an argument, which may be one of the variadic ones.
func (r ReflectValue) param(i int) (*Type, reflect.Type) {
	if last := len(r.t.Params) - 1; r.t.Variadic && i >= last {
		return r.t.Params[last].Elem, r.v.Type().In(last).Elem()
	}
	return r.t.Params[i], r.v.Type().In(i)
}
