package rt

import "reflect"

// isComparable says whether the language allows == on a type.
func isComparable(t *Type) bool {
	switch t.Kind {
	case reflect.Func, reflect.Map, reflect.Slice:
		return false
	case reflect.Array:
		return isComparable(t.Elem)
	case reflect.Struct:
		for _, f := range t.Fields {
			if !isComparable(f.Type) {
				return false
			}
		}
	}
	return true
}

// isPlain says whether == on two values of a type, as they are held, is the language's ==:
// it never panics, and blank fields do not count.
func isPlain(t *Type) bool {
	switch t.Kind {
	case reflect.Func, reflect.Map, reflect.Slice, reflect.Interface:
		return false
	case reflect.Array:
		return isPlain(t.Elem)
	case reflect.Struct:
		for _, f := range t.Fields {
			if f.Name == "_" || !isPlain(f.Type) {
				return false
			}
		}
	}
	return true
}

// Eq is == on two interface values. It panics with Go's words if their common
// dynamic type cannot be compared.
func Eq(a, b Iface) bool {
	if a.T != b.T {
		return false
	}
	if a.T == nil {
		return true
	}
	if !a.T.Comparable {
		panic(uncomparable(a.T))
	}
	if a.T.plain {
		return a.V == b.V
	}
	return equal(a.T, reflect.ValueOf(a.V), reflect.ValueOf(b.V))
}

// equal compares two values of a type in the order of its parts, because an
// interface in them may hold what cannot be compared.
func equal(t *Type, a, b reflect.Value) bool {
	switch t.Kind {
	case reflect.Struct:
		for i, f := range t.Fields {
			if f.Name != "_" && !equal(f.Type, a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Array:
		for i := range t.Len {
			if !equal(t.Elem, a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Interface:
		if t.u == nil || a.Type() != ifaceType {
			return a.Interface() == b.Interface()
		}
		return Eq(a.Interface().(Iface), b.Interface().(Iface))
	}
	return a.Interface() == b.Interface()
}

// MustHash panics with Go's words if x cannot be a key of a map. They name the
// type of the interface value that cannot be hashed, not the part of it for
// which that is so.
func MustHash(x Iface) {
	if x.T == nil || x.T.plain {
		return
	}
	if !x.T.Comparable {
		panic(unhashable(x.T))
	}
	mustHash(x.T, bare(reflect.ValueOf(x.V)))
}

func mustHash(t *Type, v reflect.Value) {
	switch t.Kind {
	case reflect.Func, reflect.Map, reflect.Slice:
		panic(unhashable(t))
	case reflect.Struct:
		if t.Native != nil {
			return
		}
		for i := range t.Fields {
			mustHash(t.Fields[i].Type, v.Field(i))
		}
	case reflect.Array:
		for i := range t.Len {
			mustHash(t.Elem, v.Index(i))
		}
	case reflect.Interface:
		if x, ok := v.Interface().(Iface); ok {
			MustHash(x)
		}
	}
}
