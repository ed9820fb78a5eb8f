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
