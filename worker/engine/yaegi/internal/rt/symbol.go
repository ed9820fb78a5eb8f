package rt

import (
	"fmt"
	"go/types"
	"reflect"
)

// Func finds a function of a compiled package, with the signature by which
// genomes call it: every interface type in it is replaced by Iface. Functions
// that look into values of any type are this package's own.
func (u *Universe) Func(path, name string) (fn reflect.Value, ok bool) {
	if fn, ok = u.own(path, name); ok {
		return fn, true
	}
	if u.opt.Symbol == nil {
		return reflect.Value{}, false
	}
	fn, ok = u.opt.Symbol(path, name)
	if !ok || fn.Kind() != reflect.Func {
		return reflect.Value{}, false
	}
	return u.Lower(fn), true
}

// Var finds a variable of a compiled package, in the representation of
// genomes. It is the program's own copy, and assignable.
func (u *Universe) Var(path, name string) (v reflect.Value, ok bool) {
	if u.opt.Symbol == nil {
		return reflect.Value{}, false
	}
	v, ok = u.opt.Symbol(path, name)
	if !ok {
		return reflect.Value{}, false
	}
	rep := u.toRep(v)
	if rep.CanSet() {
		return rep, true
	}
	slot := reflect.New(rep.Type()).Elem()
	slot.Set(rep)
	return slot, true
}

// Method finds a method of a compiled type, lowered, with the receiver first.
// changed says whether the signature mentions an interface; if not, the method
// can as well be called directly. The receiver of an interface type's method
// is an Iface.
func (u *Universe) Method(t reflect.Type, name string) (fn reflect.Value, changed, ok bool) {
	if f := u.ownJSONMethod(t, name); f != nil {
		return reflect.ValueOf(f), true, true
	}
	m, ok := t.MethodByName(name)
	if !ok {
		return reflect.Value{}, false, false
	}
	if t.Kind() == reflect.Interface {
		return u.dispatcher(name, m.Type), true, true
	}
	fn = u.Lower(m.Func)
	return fn, fn.Type() != m.Func.Type(), true
}

// dispatcher calls a method by name on an Iface of native dynamic type, or of
// a type that had the method set.
func (u *Universe) dispatcher(name string, t reflect.Type) reflect.Value {
	in := []reflect.Type{ifaceType}
	for i := range t.NumIn() {
		in = append(in, u.RepType(t.In(i)))
	}
	var out []reflect.Type
	for i := range t.NumOut() {
		out = append(out, u.RepType(t.Out(i)))
	}
	return u.Dispatcher(name, reflect.FuncOf(in, out, t.IsVariadic()))
}

// Dispatcher makes a function of type t, whose first parameter is an Iface,
// that calls the method name of that value. The nil interface gives Go's
// run-time panic.
func (u *Universe) Dispatcher(name string, t reflect.Type) reflect.Value {
	return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		x := args[0].Interface().(Iface)
		if x.T == nil {
			panic(nilDereference())
		}
		if f, ok := x.T.methods[name]; ok {
			args[0] = fit(reflect.ValueOf(x.V), f.Type().In(0))
			return invoke(f, args)
		}
		if x.T.Native == nil {
			// A type whose values the program itself never puts into an
			// interface, had by reflection.
			panic(fmt.Sprintf("petri: method %s of %s cannot be called on a value that reflect put into an interface", name, x.T.Name))
		}
		unmark(args[1:])
		return invoke(u.Lower(u.methodOf(x, name)), args[1:])
	})
}

// methodOf is a method of a value of compiled type.
func (u *Universe) methodOf(x Iface, name string) reflect.Value {
	v := u.toNative(reflect.ValueOf(x.V), x.T.Native)
	return v.MethodByName(name)
}

// IfaceMethod is Dispatcher for a method of an interface type of the source.
// ok is false if its signature mentions types that only the genome has.
func (u *Universe) IfaceMethod(t types.Type, name string) (fn reflect.Value, ok bool) {
	inter, isInterface := t.Underlying().(*types.Interface)
	if !isInterface {
		return reflect.Value{}, false
	}
	for i := range inter.NumMethods() {
		m := inter.Method(i)
		if m.Name() != name {
			continue
		}
		sig := u.Of(m.Type())
		rep := repFuncOf(sig)
		if rep == nil {
			return reflect.Value{}, false
		}
		in := []reflect.Type{ifaceType}
		for j := range rep.NumIn() {
			in = append(in, rep.In(j))
		}
		var out []reflect.Type
		for j := range rep.NumOut() {
			out = append(out, rep.Out(j))
		}
		return u.Dispatcher(name, reflect.FuncOf(in, out, rep.IsVariadic())), true
	}
	return reflect.Value{}, false
}

// Assert says whether x is of a type that has the methods of an interface
// type; the nil interface is not.
func (u *Universe) Assert(x Iface, i *Type) bool { return x.T != nil && u.Implements(x.T, i) }
