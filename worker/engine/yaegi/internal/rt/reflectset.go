package rt

import "reflect"

// assignable panics as reflect does if the value cannot be set.
func (r ReflectValue) assignable(method string) {
	switch {
	case r.t == nil:
		complain(&reflect.ValueError{Method: "reflect.Value." + method, Kind: reflect.Invalid})
	case r.hidden:
		complain("reflect: reflect.Value." + method + " using value obtained using unexported field")
	case !r.v.CanSet():
		complain("reflect: reflect.Value." + method + " using unaddressable value")
	}
}

// as is the value as one of type t, whose values are held as rep.
func (r ReflectValue) as(t *Type, rep reflect.Type, method string) reflect.Value {
	v, ok := r.assignableTo(t, rep)
	switch {
	case ok:
	case r.t == nil:
		complain(&reflect.ValueError{Method: method, Kind: reflect.Invalid})
	default:
		complain(method + ": value of type " + r.t.Name + " is not assignable to type " + t.Name)
	}
	return v
}

func (r ReflectValue) assignableTo(t *Type, rep reflect.Type) (v reflect.Value, ok bool) {
	switch {
	case r.t == t:
		return r.v, true
	case t.Kind == reflect.Interface && r.t != nil && rep == ifaceType && t.u.Implements(r.t, t):
		return reflect.ValueOf(r.boxed()), true
	}
	return reflect.Value{}, false
}

func (r ReflectValue) Set(x ReflectValue) {
	r.assignable("Set")
	r.v.Set(x.as(r.t, r.v.Type(), "reflect.Set"))
}

func (r ReflectValue) SetBool(x bool) {
	r.assignable("SetBool")
	r.must("SetBool", reflect.Bool)
	r.v.SetBool(x)
}

func (r ReflectValue) SetInt(x int64) {
	r.assignable("SetInt")
	r.mustIf(r.CanInt(), "SetInt")
	r.v.SetInt(x)
}

func (r ReflectValue) SetUint(x uint64) {
	r.assignable("SetUint")
	r.mustIf(r.CanUint(), "SetUint")
	r.v.SetUint(x)
}

func (r ReflectValue) SetFloat(x float64) {
	r.assignable("SetFloat")
	r.mustIf(r.CanFloat(), "SetFloat")
	r.v.SetFloat(x)
}

func (r ReflectValue) SetString(x string) {
	r.assignable("SetString")
	r.must("SetString", reflect.String)
	r.v.SetString(x)
}

func (r ReflectValue) SetMapIndex(key, elem ReflectValue) {
	r.must("SetMapIndex", reflect.Map)
	m := r.t.opened(r.v)
	k := key.as(r.t.Key, m.Type().Key(), "reflect.Value.SetMapIndex")
	if elem.t == nil {
		m.SetMapIndex(k, reflect.Value{})
		return
	}
	m.SetMapIndex(k, elem.as(r.t.Elem, m.Type().Elem(), "reflect.Value.SetMapIndex"))
}
