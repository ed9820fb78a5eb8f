package rt

import "reflect"

// basicTypes are the predeclared types by kind.
var basicTypes = [...]reflect.Type{
	reflect.Bool:          reflect.TypeFor[bool](),
	reflect.Int:           reflect.TypeFor[int](),
	reflect.Int8:          reflect.TypeFor[int8](),
	reflect.Int16:         reflect.TypeFor[int16](),
	reflect.Int32:         reflect.TypeFor[int32](),
	reflect.Int64:         reflect.TypeFor[int64](),
	reflect.Uint:          reflect.TypeFor[uint](),
	reflect.Uint8:         reflect.TypeFor[uint8](),
	reflect.Uint16:        reflect.TypeFor[uint16](),
	reflect.Uint32:        reflect.TypeFor[uint32](),
	reflect.Uint64:        reflect.TypeFor[uint64](),
	reflect.Uintptr:       reflect.TypeFor[uintptr](),
	reflect.Float32:       reflect.TypeFor[float32](),
	reflect.Float64:       reflect.TypeFor[float64](),
	reflect.Complex64:     reflect.TypeFor[complex64](),
	reflect.Complex128:    reflect.TypeFor[complex128](),
	reflect.String:        reflect.TypeFor[string](),
	reflect.UnsafePointer: nil,
}

func (u *Universe) ofNative(t reflect.Type) *Type {
	if d := u.native[t]; d != nil {
		return d
	}
	d, fresh := u.enter(reflectKey(t))
	if !fresh {
		return d
	}
	d.Name, d.Kind = t.String(), t.Kind()
	if name, ok := disguise(t); ok {
		d.Name, d.disguised = name, true
	}
	d.Named, d.Base, d.Pkg = t.Name() != "", t.Name(), t.PkgPath()
	switch {
	case d.Kind == reflect.Interface:
		d.iface = t
	case (d.Named || d.Kind == reflect.UnsafePointer) && u.repType(t) == t:
		d.Native = t
		u.native[t] = d
	}
	u.describeNative(d, t)
	u.finish(d)
	return d
}

func (u *Universe) describeNative(d *Type, t reflect.Type) {
	switch d.Kind {
	case reflect.Pointer:
		d.Elem = u.ofNative(t.Elem())
		d.Elem.ptr = d.Elem.ptrOr(d)
	case reflect.Slice:
		d.Elem = u.ofNative(t.Elem())
	case reflect.Array:
		d.Elem, d.Len = u.ofNative(t.Elem()), t.Len()
	case reflect.Map:
		d.Key, d.Elem = u.ofNative(t.Key()), u.ofNative(t.Elem())
	case reflect.Chan:
		d.Elem, d.Dir = u.ofNative(t.Elem()), t.ChanDir()
	case reflect.Func:
		d.Variadic = t.IsVariadic()
		for i := range t.NumIn() {
			d.Params = append(d.Params, u.ofNative(t.In(i)))
		}
		for i := range t.NumOut() {
			d.Results = append(d.Results, u.ofNative(t.Out(i)))
		}
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			d.Fields = append(d.Fields, Field{Name: f.Name, Pkg: f.PkgPath, Exported: f.IsExported(),
				Embedded: f.Anonymous, Tag: f.Tag, Type: u.ofNative(f.Type)})
		}
	case reflect.Interface:
		for i := range t.NumMethod() {
			d.Names = append(d.Names, t.Method(i).Name)
			d.sigs = append(d.sigs, reflectSignatureKey(t.Method(i).Type))
		}
	}
}

// nativeOf is the type of the values of an unnamed type, if it is the same in
// compiled code and in genomes: if there is neither a type of the genome nor
// an interface in it. Structs are left out, because the names of their fields
// differ, and so are functions, which the interpreter holds in its own way.
func nativeOf(t *Type) reflect.Type {
	if t.Named {
		return nil
	}
	var elem, key reflect.Type
	if t.Elem != nil {
		elem = t.Elem.Native
	}
	if t.Key != nil {
		key = t.Key.Native
	}
	switch {
	case elem == nil:
	case t.Kind == reflect.Pointer:
		return reflect.PointerTo(elem)
	case t.Kind == reflect.Slice:
		return reflect.SliceOf(elem)
	case t.Kind == reflect.Array:
		return reflect.ArrayOf(t.Len, elem)
	case t.Kind == reflect.Chan:
		return reflect.ChanOf(t.Dir, elem)
	case t.Kind == reflect.Map && key != nil:
		return reflect.MapOf(key, elem)
	}
	return nil
}

// disguise names the type of the standard library that a type of this package
// stands for.
func disguise(t reflect.Type) (name string, ok bool) {
	switch t {
	case reflect.TypeFor[*wrapError]():
		name = "*fmt.wrapError"
	case reflect.TypeFor[*wrapErrors]():
		name = "*fmt.wrapErrors"
	case reflect.TypeFor[*joinError]():
		name = "*errors.joinError"
	case reflect.TypeFor[*TypeAssertionError]():
		name = "*runtime.TypeAssertionError"
	case reflect.TypeFor[reflectType]():
		name = "*reflect.rtype"
	case reflect.TypeFor[ReflectValue]():
		name = "reflect.Value"
	case reflect.TypeFor[*MapIter]():
		name = "*reflect.MapIter"
	case reflect.TypeFor[*state]():
		name = "*fmt.pp"
	}
	return name, name != ""
}

// repOf is the type by which programs hold values of a type, or nil if that
// does not follow from its parts.
func repOf(t *Type) reflect.Type {
	switch {
	case t.Native != nil:
		return t.Native
	case t.Kind == reflect.Interface:
		return ifaceType
	case t.Kind < reflect.Array && t.Kind != reflect.Invalid, t.Kind == reflect.String:
		return basicTypes[t.Kind]
	case t.Kind == reflect.Func:
		return repFuncOf(t)
	case t.Elem == nil || repOfPart(t.Elem) == nil:
		return nil
	}
	elem := repOfPart(t.Elem)
	switch t.Kind {
	case reflect.Pointer:
		return reflect.PointerTo(elem)
	case reflect.Slice:
		return reflect.SliceOf(elem)
	case reflect.Array:
		return reflect.ArrayOf(t.Len, elem)
	case reflect.Chan:
		return reflect.ChanOf(t.Dir, elem)
	case reflect.Map:
		if key := repOfPart(t.Key); key != nil {
			return reflect.MapOf(key, elem)
		}
	}
	return nil
}

// repOfPart is repOf for a part of a type: named types that the emitter has
// not told about are not followed, because they may contain themselves.
func repOfPart(t *Type) reflect.Type {
	if t.Rep != nil {
		return t.Rep
	}
	if t.Named && t.Native == nil && t.Kind >= reflect.Array && t.Kind != reflect.String && t.Kind != reflect.Interface {
		return nil
	}
	return repOf(t)
}

func repFuncOf(t *Type) reflect.Type {
	in, out := repsOf(t.Params), repsOf(t.Results)
	if in == nil || out == nil {
		return nil
	}
	return reflect.FuncOf(in, out, t.Variadic)
}

func repsOf(list []*Type) []reflect.Type {
	reps := make([]reflect.Type, len(list))
	for i, t := range list {
		if reps[i] = repOfPart(t); reps[i] == nil {
			return nil
		}
	}
	return reps
}
