package rt

import (
	"fmt"
	"reflect"
)

var (
	ifaceType = reflect.TypeFor[Iface]()
	errorType = reflect.TypeFor[error]()
	anyType   = reflect.TypeFor[any]()
)

// A holder is what stands for a genome's value in compiled code.
type holder interface{ PetriValue() any }

// FromNative makes an interface value of one that compiled code gave. Values
// that were handed to compiled code before come back as they were.
func (u *Universe) FromNative(v any) Iface {
	switch v := v.(type) {
	case nil:
		return Iface{}
	case Iface:
		return v
	case holder:
		if x, ok := v.PetriValue().(Iface); ok {
			return x
		}
	}
	t := u.OfNative(reflect.TypeOf(v))
	if t.Native == reflect.TypeOf(v) {
		return Iface{t, v}
	}
	return Iface{t, u.toRep(reflect.ValueOf(v)).Interface()}
}

// ToNative gives an interface value to compiled code as a value of the
// interface type want: the value itself if compiled code knows its type, or a
// holder that has the methods of want.
func (u *Universe) ToNative(x Iface, want reflect.Type) reflect.Value {
	if x.T == nil {
		return reflect.Zero(want)
	}
	if x.T.Native != nil {
		v := bare(reflect.ValueOf(x.V))
		if v.Type() != x.T.Native && v.Type().ConvertibleTo(x.T.Native) {
			v = v.Convert(x.T.Native)
		}
		if v.Type().Implements(want) {
			return v
		}
	}
	switch {
	case want == errorType:
		return reflect.ValueOf(errorHolder{x})
	case want.NumMethod() == 0:
		if x.T.has("Error") {
			return reflect.ValueOf(errorHolder{x})
		}
		return reflect.ValueOf(x)
	}
	if h := holdWell(x, want.String()); h != nil {
		return reflect.ValueOf(h)
	}
	return u.hold(x, want)
}

// ToError is ToNative for errors.
func (u *Universe) ToError(x Iface) error {
	if x.T == nil {
		return nil
	}
	err, _ := u.ToNative(x, errorType).Interface().(error)
	return err
}

// ToAny is ToNative for the empty interface.
func (u *Universe) ToAny(x Iface) any {
	if x.T == nil {
		return nil
	}
	return u.ToNative(x, anyType).Interface()
}

// hold fills a wrapper of package symbols with functions that call the methods
// of x.
func (u *Universe) hold(x Iface, want reflect.Type) reflect.Value {
	sample, ok := u.opt.Symbol(want.PkgPath(), "_"+want.Name())
	if !ok {
		panic(fmt.Sprintf("rt: a value of type %s cannot be passed to compiled code as %s", x.T.Name, want))
	}
	w := reflect.New(sample.Type().Elem()).Elem()
	for i := range w.NumField() {
		f := w.Type().Field(i)
		if f.Name == "IValue" {
			w.Field(i).Set(reflect.ValueOf(x))
			continue
		}
		w.Field(i).Set(u.methodFunc(x, f.Name[len("W"):], f.Type))
	}
	return w
}

// methodFunc is the method of a value as a compiled function.
func (u *Universe) methodFunc(x Iface, name string, t reflect.Type) reflect.Value {
	f, ok := x.T.methods[name]
	if !ok {
		if x.T.Native != nil {
			return reflect.ValueOf(x.V).MethodByName(name)
		}
		panic(fmt.Sprintf("rt: method %s of %s is not set", name, x.T.Name))
	}
	recv := fit(reflect.ValueOf(x.V), f.Type().In(0))
	return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		in := make([]reflect.Value, 1, len(args)+1)
		in[0] = recv
		for _, a := range args {
			in = append(in, u.toRep(a))
		}
		return u.toNatives(invoke(f, in), t)
	})
}

// invoke calls a function whose arguments hold a variadic one as a slice.
func invoke(f reflect.Value, in []reflect.Value) []reflect.Value {
	if f.Type().IsVariadic() {
		return f.CallSlice(in)
	}
	return f.Call(in)
}

// toNatives converts the results of a function to what a compiled function of
// type t returns.
func (u *Universe) toNatives(out []reflect.Value, t reflect.Type) []reflect.Value {
	for i := range out {
		out[i] = u.toNative(out[i], t.Out(i))
	}
	return out
}

// bare takes a value out of the empty interfaces around it.
func bare(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	return v
}
