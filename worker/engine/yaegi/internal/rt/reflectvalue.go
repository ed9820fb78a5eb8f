package rt

import "reflect"

// A ReflectValue is what genomes get for reflect.Value: a value with the
// descriptor of its type. The zero ReflectValue stands for no value.
type ReflectValue struct {
	t      *Type
	v      reflect.Value
	hidden bool // reached through an unexported field
}

// valueOf is reflect.ValueOf.
func (u *Universe) valueOf(x Iface) ReflectValue {
	if x.T == nil {
		return ReflectValue{}
	}
	return ReflectValue{t: x.T, v: bare(reflect.ValueOf(x.V))}
}

// must panics as reflect does if the value is not of one of the kinds that a
// method is for.
func (r ReflectValue) must(method string, kinds ...reflect.Kind) {
	for _, k := range kinds {
		if r.Kind() == k {
			return
		}
	}
	complain(&reflect.ValueError{Method: "reflect.Value." + method, Kind: r.Kind()})
}

// mustIf is must where the kinds are those of which another method tells.
func (r ReflectValue) mustIf(is bool, method string) {
	if !is {
		complain(&reflect.ValueError{Method: "reflect.Value." + method, Kind: r.Kind()})
	}
}

// IsValid and the methods below are those of reflect.Value.
func (r ReflectValue) IsValid() bool      { return r.t != nil }
func (r ReflectValue) CanInterface() bool { return !r.hidden }
func (r ReflectValue) CanAddr() bool      { return r.t != nil && r.v.CanAddr() }
func (r ReflectValue) CanSet() bool       { return r.t != nil && r.v.CanSet() && !r.hidden }

func (r ReflectValue) Kind() reflect.Kind {
	if r.t == nil {
		return reflect.Invalid
	}
	return r.t.Kind
}

func (r ReflectValue) Type() TypeView {
	if r.t == nil {
		complain(&reflect.ValueError{Method: "reflect.Value.Type", Kind: reflect.Invalid})
	}
	return reflectType{r.t}
}

func (r ReflectValue) Interface() any {
	switch {
	case r.t == nil:
		complain(&reflect.ValueError{Method: "reflect.Value.Interface", Kind: reflect.Invalid})
	case r.hidden:
		complain("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	return r.boxed()
}

// boxed is the value as an interface value.
func (r ReflectValue) boxed() Iface {
	if x, ok := r.v.Interface().(Iface); ok && r.t.Kind == reflect.Interface {
		return x
	}
	return Iface{r.t, r.v.Interface()}
}

func (r ReflectValue) CanInt() bool   { return r.t != nil && r.v.CanInt() }
func (r ReflectValue) CanUint() bool  { return r.t != nil && r.v.CanUint() }
func (r ReflectValue) CanFloat() bool { return r.t != nil && r.v.CanFloat() }

func (r ReflectValue) Bool() bool {
	r.must("Bool", reflect.Bool)
	return r.v.Bool()
}

func (r ReflectValue) Int() int64 {
	r.mustIf(r.CanInt(), "Int")
	return r.v.Int()
}

func (r ReflectValue) Uint() uint64 {
	r.mustIf(r.CanUint(), "Uint")
	return r.v.Uint()
}

func (r ReflectValue) Float() float64 {
	r.mustIf(r.CanFloat(), "Float")
	return r.v.Float()
}

func (r ReflectValue) Complex() complex128 {
	r.must("Complex", reflect.Complex64, reflect.Complex128)
	return r.v.Complex()
}

func (r ReflectValue) Bytes() []byte {
	r.must("Bytes", reflect.Slice, reflect.Array)
	defer relay()
	return r.v.Bytes()
}

func (r ReflectValue) Len() int {
	r.must("Len", reflect.Array, reflect.Chan, reflect.Map, reflect.Pointer, reflect.Slice, reflect.String)
	defer relay()
	return r.t.opened(r.v).Len()
}

func (r ReflectValue) Cap() int {
	r.must("Cap", reflect.Array, reflect.Chan, reflect.Pointer, reflect.Slice)
	defer relay()
	return r.t.opened(r.v).Cap()
}

func (r ReflectValue) String() string {
	switch {
	case r.t == nil:
		return "<invalid Value>"
	case r.t.Kind == reflect.String:
		return r.v.String()
	}
	return "<" + r.t.Name + " Value>"
}

func (r ReflectValue) IsNil() bool {
	r.must("IsNil", reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer)
	if r.v.Type() == ifaceType {
		return r.v.Interface().(Iface).T == nil
	}
	return r.v.IsNil()
}

func (r ReflectValue) IsZero() bool {
	if r.t == nil {
		complain(&reflect.ValueError{Method: "reflect.Value.IsZero", Kind: reflect.Invalid})
	}
	return r.v.IsZero()
}

func (r ReflectValue) Elem() ReflectValue {
	r.must("Elem", reflect.Interface, reflect.Pointer)
	if r.IsNil() {
		return ReflectValue{}
	}
	if r.t.Kind == reflect.Pointer {
		return ReflectValue{r.t.Elem, r.t.opened(r.v).Elem(), r.hidden}
	}
	if x, ok := r.v.Interface().(Iface); ok {
		return ReflectValue{x.T, bare(reflect.ValueOf(x.V)), r.hidden}
	}
	v := bare(r.v)
	return ReflectValue{r.t.u.OfNative(v.Type()), v, r.hidden}
}

func (r ReflectValue) NumField() int {
	r.must("NumField", reflect.Struct)
	return len(r.t.Fields)
}

func (r ReflectValue) Field(i int) ReflectValue {
	r.must("Field", reflect.Struct)
	if i < 0 || i >= len(r.t.Fields) {
		complain("reflect: Field index out of range")
	}
	f := r.t.Fields[i]
	return ReflectValue{f.Type, r.v.Field(i), r.hidden || !f.Exported}
}

func (r ReflectValue) FieldByName(name string) ReflectValue {
	r.must("FieldByName", reflect.Struct)
	index, ok := fieldIndex(r.t, name)
	if !ok {
		return ReflectValue{}
	}
	for n, i := range index {
		if n > 0 && r.Kind() == reflect.Pointer {
			if r.IsNil() {
				complain("reflect: indirection through nil pointer to embedded struct")
			}
			r = r.Elem()
		}
		r = r.Field(i)
	}
	return r
}

func (r ReflectValue) Index(i int) ReflectValue {
	r.must("Index", reflect.Array, reflect.Slice, reflect.String)
	defer relay()
	if r.t.Kind == reflect.String {
		return ReflectValue{r.t.u.OfNative(basicTypes[reflect.Uint8]), r.v.Index(i), r.hidden}
	}
	return ReflectValue{r.t.Elem, r.t.opened(r.v).Index(i), r.hidden}
}

func (r ReflectValue) Slice(i, j int) ReflectValue {
	r.must("Slice", reflect.Array, reflect.Slice, reflect.String)
	defer relay()
	t := r.t
	if t.Kind == reflect.Array {
		t = t.u.SliceOf(t.Elem)
	}
	v := r.v
	if t.wraps(v) {
		v = t.wrapped(t.opened(v).Slice(i, j))
	} else {
		v = v.Slice(i, j)
	}
	return ReflectValue{t, v, r.hidden}
}

func (r ReflectValue) MapKeys() []ReflectValue {
	r.must("MapKeys", reflect.Map)
	m := r.t.opened(r.v)
	keys := make([]ReflectValue, 0, m.Len())
	for _, k := range r.t.u.mapKeys(m) {
		keys = append(keys, ReflectValue{r.t.Key, k, r.hidden})
	}
	return keys
}

func (r ReflectValue) MapIndex(key ReflectValue) ReflectValue {
	r.must("MapIndex", reflect.Map)
	m := r.t.opened(r.v)
	v := m.MapIndex(key.as(r.t.Key, m.Type().Key(), "reflect.Value.MapIndex"))
	if !v.IsValid() {
		return ReflectValue{}
	}
	return ReflectValue{r.t.Elem, v, r.hidden}
}
