package yaegi

import (
	"errors"
	"go/types"
	"reflect"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// A function is an interpreted function, wrapped once into a Go function
// value. It is safe for concurrent use as far as the genome's code is.
type function struct {
	program *program
	value   reflect.Value
	typ     reflect.Type // as callers see it
}

var (
	ifaceType = reflect.TypeFor[rt.Iface]()
	errorType = reflect.TypeFor[error]()
	anyType   = reflect.TypeFor[any]()
)

// opaque stands for an interface type of the genome, of which nothing but nil
// can be given from outside.
type opaque interface{ PetriInterface() }

// newFunction shows a function of core to callers: interface types are native
// ones.
func newFunction(p *program, value reflect.Value, sig *types.Signature) *function {
	return &function{program: p, value: value, typ: p.shown(value.Type(), sig)}
}

// shown is the type of a function of core as callers see it.
func (p *program) shown(ft reflect.Type, sig *types.Signature) reflect.Type {
	var in, out []reflect.Type
	for i := range ft.NumIn() {
		in = append(in, p.presented(ft.In(i), sig.Params().At(i).Type(), true))
	}
	for i := range ft.NumOut() {
		out = append(out, p.presented(ft.Out(i), sig.Results().At(i).Type(), false))
	}
	return reflect.FuncOf(in, out, ft.IsVariadic())
}

// presented is the type that callers see in place of one of core.
func (p *program) presented(core reflect.Type, t types.Type, param bool) reflect.Type {
	if core != ifaceType {
		return withoutIfaces(core)
	}
	if types.Identical(t, types.Universe.Lookup("error").Type()) {
		return errorType
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		tables := newTables(p.env)
		if r, ok := tables.native(n.Obj().Pkg().Path(), n.Obj().Name()); ok {
			return r
		}
	}
	if param && t.Underlying().(*types.Interface).NumMethods() > 0 {
		return reflect.TypeFor[opaque]()
	}
	return anyType
}

// withoutIfaces replaces rt.Iface inside slices, arrays and maps.
func withoutIfaces(t reflect.Type) reflect.Type {
	if t == ifaceType {
		return anyType
	}
	if t.Name() != "" {
		return t
	}
	switch t.Kind() {
	case reflect.Slice:
		if e := withoutIfaces(t.Elem()); e != t.Elem() {
			return reflect.SliceOf(e)
		}
	case reflect.Array:
		if e := withoutIfaces(t.Elem()); e != t.Elem() {
			return reflect.ArrayOf(t.Len(), e)
		}
	case reflect.Map:
		if e := withoutIfaces(t.Elem()); e != t.Elem() {
			return reflect.MapOf(t.Key(), e)
		}
	}
	return t
}

func (f *function) Type() reflect.Type {
	if f.typ == nil {
		return f.value.Type()
	}
	return f.typ
}

func (f *function) Call(args []reflect.Value) (results []reflect.Value, panicked *engine.Panic) {
	p := f.program
	returned := false
	end := p.watch()
	defer func() {
		if returned {
			return
		}
		value := recover()
		end()
		if value == nil {
			return // runtime.Goexit goes on
		}
		results, panicked = nil, p.panicOf(value, p.traces.take())
	}()
	in := make([]reflect.Value, len(args))
	for i, a := range args {
		in[i] = p.adopt(a, f.parameter(i))
	}
	results = f.value.Call(in)
	f.speak(results)
	returned = true
	end()
	if limit := p.limit.Load(); limit > 0 && p.Steps() > limit {
		p.overstep()
	}
	for i, r := range results {
		if r.Type() == ifaceType { // an error has been put into words
			results[i] = p.release(r.Interface().(rt.Iface), f.Type().Out(i))
		}
	}
	return results, nil
}

// speak puts an error that is the last result into words while a panic of its
// Error method is still one of the call: an engine.Panic, with a trace.
func (f *function) speak(results []reflect.Value) {
	last := len(results) - 1
	if last < 0 || results[last].Type() != ifaceType || f.Type().Out(last) != errorType {
		return
	}
	err := f.program.universe.ToError(results[last].Interface().(rt.Iface))
	if err != nil {
		results[last] = reflect.New(errorType).Elem()
		results[last].Set(reflect.ValueOf(errors.New(err.Error())))
	}
}

// parameter is the type in core of argument i.
func (f *function) parameter(i int) reflect.Type {
	t := f.value.Type()
	if t.IsVariadic() && i >= t.NumIn()-1 {
		return t.In(t.NumIn() - 1).Elem()
	}
	return t.In(i)
}

// adopt makes an argument a value of core.
func (p *program) adopt(v reflect.Value, to reflect.Type) reflect.Value {
	switch {
	case v.Type() == to:
		return v
	case to == ifaceType:
		if v.Kind() == reflect.Interface && v.IsNil() {
			return reflect.ValueOf(rt.Iface{})
		}
		return reflect.ValueOf(p.universe.FromNative(v.Interface()))
	case !v.IsValid():
		return reflect.Zero(to)
	}
	out := reflect.New(to).Elem()
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return out
		}
		out.Set(reflect.MakeSlice(to, v.Len(), v.Len()))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			out.Index(i).Set(p.adopt(v.Index(i), to.Elem()))
		}
	case reflect.Map:
		if v.IsNil() {
			return out
		}
		out.Set(reflect.MakeMapWithSize(to, v.Len()))
		for it := v.MapRange(); it.Next(); {
			out.SetMapIndex(it.Key(), p.adopt(it.Value(), to.Elem()))
		}
	default:
		return v
	}
	return out
}

// release gives a result of interface type to a caller.
func (p *program) release(x rt.Iface, want reflect.Type) reflect.Value {
	out := reflect.New(want).Elem()
	switch {
	case x.T == nil:
	case want == errorType:
		out.Set(reflect.ValueOf(p.universe.ToError(x)))
	case want == anyType:
		if x.V != nil {
			out.Set(reflect.ValueOf(x.V))
		}
	default:
		out.Set(p.universe.ToNative(x, want))
	}
	return out
}

// Inner looks into the interface values of genomes.
func (interpreter) Inner(v reflect.Value) (reflect.Value, bool) {
	if !v.IsValid() || v.Type() != ifaceType {
		return reflect.Value{}, false
	}
	return reflect.ValueOf(v.Interface().(rt.Iface).V), true
}
