package rt

import "reflect"

// RepType is the type by which genomes hold values of a compiled type: every
// interface in its structure is replaced by Iface. Defined types of compiled
// packages stay, but for function types with an interface in the signature.
func (u *Universe) RepType(t reflect.Type) reflect.Type {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.repType(t)
}

func (u *Universe) repType(t reflect.Type) reflect.Type {
	if r := u.reps[t]; r != nil {
		return r
	}
	r := u.makeRep(t)
	u.reps[t] = r
	return r
}

func (u *Universe) makeRep(t reflect.Type) reflect.Type {
	switch {
	case t.Kind() == reflect.Interface:
		return ifaceType
	case t.PkgPath() == "iter": // which is held in source form
		in := make([]reflect.Type, t.NumIn())
		for i := range in {
			in[i] = u.repType(t.In(i))
		}
		return reflect.FuncOf(in, nil, false)
	case t.Name() != "" && t.Kind() != reflect.Func:
		return t
	}
	switch t.Kind() {
	case reflect.Pointer:
		if e := u.repType(t.Elem()); e != t.Elem() {
			return reflect.PointerTo(e)
		}
	case reflect.Slice:
		if e := u.repType(t.Elem()); e != t.Elem() {
			return reflect.SliceOf(e)
		}
	case reflect.Array:
		if e := u.repType(t.Elem()); e != t.Elem() {
			return reflect.ArrayOf(t.Len(), e)
		}
	case reflect.Chan:
		if e := u.repType(t.Elem()); e != t.Elem() {
			return reflect.ChanOf(t.ChanDir(), e)
		}
	case reflect.Map:
		if k, e := u.repType(t.Key()), u.repType(t.Elem()); k != t.Key() || e != t.Elem() {
			return reflect.MapOf(k, e)
		}
	case reflect.Func:
		return u.repFunc(t)
	}
	return t
}

func (u *Universe) repFunc(t reflect.Type) reflect.Type {
	same := true
	rep := func(p reflect.Type) reflect.Type {
		r := u.repType(p)
		same = same && r == p
		return r
	}
	var in, out []reflect.Type
	for i := range t.NumIn() {
		in = append(in, rep(t.In(i)))
	}
	for i := range t.NumOut() {
		out = append(out, rep(t.Out(i)))
	}
	if same {
		return t
	}
	return reflect.FuncOf(in, out, t.IsVariadic())
}

// toRep converts a compiled value to its representation in genomes. Slices,
// maps and arrays with interfaces in them are copied.
func (u *Universe) toRep(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		if v.IsNil() {
			return reflect.Zero(ifaceType)
		}
		return reflect.ValueOf(u.FromNative(v.Interface()))
	}
	rep := u.RepType(v.Type())
	if rep == v.Type() {
		return v
	}
	if v.Type().ConvertibleTo(rep) {
		return v.Convert(rep)
	}
	return rebuild(v, rep, func(e reflect.Value, _ reflect.Type) reflect.Value { return u.toRep(e) },
		func(f reflect.Value) reflect.Value { return u.lowerFunc(f, rep) })
}

// toNative converts a value of a genome to a compiled type.
func (u *Universe) toNative(v reflect.Value, t reflect.Type) reflect.Value {
	switch {
	case v.Type() == t:
		return v
	case t.Kind() == reflect.Interface:
		x, ok := v.Interface().(Iface)
		if !ok {
			return v // the interpreter gave the compiled value itself
		}
		native := u.ToNative(x, t)
		if native.Type() != t { // reflect wants exactly t from a function
			slot := reflect.New(t).Elem()
			slot.Set(native)
			return slot
		}
		return native
	case v.Kind() == reflect.Interface:
		return u.toNative(bare(v), t)
	case v.Type().ConvertibleTo(t):
		return v.Convert(t)
	case u.RepType(t) == t:
		return v
	}
	return rebuild(v, t, u.toNative, func(f reflect.Value) reflect.Value { return u.raiseFunc(f, t) })
}

// rebuild copies a composite value into one of type t, part by part.
func rebuild(v reflect.Value, t reflect.Type, part func(reflect.Value, reflect.Type) reflect.Value,
	function func(reflect.Value) reflect.Value) reflect.Value {
	switch t.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return reflect.Zero(t)
		}
		out := reflect.MakeSlice(t, v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(part(v.Index(i), t.Elem()))
		}
		return out
	case reflect.Array:
		out := reflect.New(t).Elem()
		for i := range v.Len() {
			out.Index(i).Set(part(v.Index(i), t.Elem()))
		}
		return out
	case reflect.Map:
		if v.IsNil() {
			return reflect.Zero(t)
		}
		out := reflect.MakeMapWithSize(t, v.Len())
		for iter := v.MapRange(); iter.Next(); {
			out.SetMapIndex(part(iter.Key(), t.Key()), part(iter.Value(), t.Elem()))
		}
		return out
	case reflect.Func:
		if v.IsNil() {
			return reflect.Zero(t)
		}
		return function(v)
	}
	panic("rt: " + v.Type().String() + " cannot be passed between a genome and compiled code as " + t.String())
}

// Lower gives a compiled function the signature by which genomes call it. A
// function without interfaces in its signature comes back as it is.
func (u *Universe) Lower(f reflect.Value) reflect.Value {
	rep := u.RepType(f.Type())
	if rep == f.Type() {
		return f
	}
	return u.lowerFunc(f, rep)
}

func (u *Universe) lowerFunc(f reflect.Value, rep reflect.Type) reflect.Value {
	t := f.Type()
	in, out := changed(rep.NumIn(), rep.In, t.In), changed(rep.NumOut(), rep.Out, t.Out)
	return reflect.MakeFunc(rep, func(args []reflect.Value) []reflect.Value {
		for _, i := range in {
			args[i] = u.toNative(args[i], t.In(i))
		}
		results := invoke(f, args)
		for _, i := range out {
			results[i] = u.toRep(results[i])
		}
		return results
	})
}

// changed lists the parameters or results by which two function types differ.
func changed(n int, a, b func(int) reflect.Type) (list []int) {
	for i := range n {
		if a(i) != b(i) {
			list = append(list, i)
		}
	}
	return list
}

// raiseFunc gives a function of a genome to compiled code.
func (u *Universe) raiseFunc(f reflect.Value, t reflect.Type) reflect.Value {
	return reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		for i := range args {
			args[i] = u.toRep(args[i])
		}
		return u.toNatives(invoke(f, args), t)
	})
}
