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
	panic(&reflect.ValueError{Method: "reflect.Value." + method, Kind: r.Kind()})
}

// assignable panics as reflect does if the value cannot be set.
func (r ReflectValue) assignable(method string) {
	switch {
	case r.t == nil:
		panic(&reflect.ValueError{Method: "reflect.Value." + method, Kind: reflect.Invalid})
	case r.hidden:
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	case !r.v.CanSet():
		panic("reflect: reflect.Value." + method + " using unaddressable value")
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
		panic(&reflect.ValueError{Method: "reflect.Value.Type", Kind: reflect.Invalid})
	}
	return reflectType{r.t}
}

func (r ReflectValue) Interface() any {
	switch {
	case r.t == nil:
		panic(&reflect.ValueError{Method: "reflect.Value.Interface", Kind: reflect.Invalid})
	case r.hidden:
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
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

func (r ReflectValue) Bool() bool          { return r.v.Bool() }
func (r ReflectValue) Int() int64          { return r.v.Int() }
func (r ReflectValue) Uint() uint64        { return r.v.Uint() }
func (r ReflectValue) Float() float64      { return r.v.Float() }
func (r ReflectValue) Complex() complex128 { return r.v.Complex() }
func (r ReflectValue) Bytes() []byte       { return r.v.Bytes() }
func (r ReflectValue) Len() int            { return r.v.Len() }
func (r ReflectValue) Cap() int            { return r.v.Cap() }
func (r ReflectValue) CanInt() bool        { return r.t != nil && r.v.CanInt() }
func (r ReflectValue) CanUint() bool       { return r.t != nil && r.v.CanUint() }
func (r ReflectValue) CanFloat() bool      { return r.t != nil && r.v.CanFloat() }

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
	if r.Kind() == reflect.Interface && r.v.Type() == ifaceType {
		return r.v.Interface().(Iface).T == nil
	}
	return r.v.IsNil()
}

func (r ReflectValue) IsZero() bool {
	if r.t == nil {
		panic(&reflect.ValueError{Method: "reflect.Value.IsZero", Kind: reflect.Invalid})
	}
	return r.v.IsZero()
}

func (r ReflectValue) Elem() ReflectValue {
	r.must("Elem", reflect.Interface, reflect.Pointer)
	if r.IsNil() {
		return ReflectValue{}
	}
	if r.t.Kind == reflect.Pointer {
		return ReflectValue{r.t.Elem, r.v.Elem(), r.hidden}
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
		panic("reflect: Field index out of range")
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
				panic("reflect: indirection through nil pointer to embedded struct")
			}
			r = r.Elem()
		}
		r = r.Field(i)
	}
	return r
}

func (r ReflectValue) Index(i int) ReflectValue {
	r.must("Index", reflect.Array, reflect.Slice, reflect.String)
	if r.t.Kind == reflect.String {
		return ReflectValue{r.t.u.OfNative(basicTypes[reflect.Uint8]), r.v.Index(i), r.hidden}
	}
	return ReflectValue{r.t.Elem, r.v.Index(i), r.hidden}
}

func (r ReflectValue) Slice(i, j int) ReflectValue {
	r.must("Slice", reflect.Array, reflect.Slice, reflect.String)
	t := r.t
	if t.Kind == reflect.Array {
		t = t.u.SliceOf(t.Elem)
	}
	return ReflectValue{t, r.v.Slice(i, j), r.hidden}
}

func (r ReflectValue) MapKeys() []ReflectValue {
	r.must("MapKeys", reflect.Map)
	keys := make([]ReflectValue, 0, r.v.Len())
	for _, k := range r.t.u.mapKeys(r.v) {
		keys = append(keys, ReflectValue{r.t.Key, k, r.hidden})
	}
	return keys
}

func (r ReflectValue) MapIndex(key ReflectValue) ReflectValue {
	r.must("MapIndex", reflect.Map)
	v := r.v.MapIndex(key.as(r.t.Key, r.v.Type().Key(), "MapIndex"))
	if !v.IsValid() {
		return ReflectValue{}
	}
	return ReflectValue{r.t.Elem, v, r.hidden}
}

// as is the value as one of type t, whose values are held as rep.
func (r ReflectValue) as(t *Type, rep reflect.Type, method string) reflect.Value {
	switch {
	case r.t == t:
		return r.v
	case t.Kind == reflect.Interface && r.t != nil && rep == ifaceType && t.u.Implements(r.t, t):
		return reflect.ValueOf(r.boxed())
	case r.t == nil:
		panic(&reflect.ValueError{Method: "reflect.Value." + method, Kind: reflect.Invalid})
	}
	panic("reflect." + method + ": value of type " + r.t.Name + " is not assignable to type " + t.Name)
}

func (r ReflectValue) Set(x ReflectValue) {
	r.assignable("Set")
	r.v.Set(x.as(r.t, r.v.Type(), "Set"))
}

func (r ReflectValue) SetBool(x bool)     { r.assignable("SetBool"); r.v.SetBool(x) }
func (r ReflectValue) SetInt(x int64)     { r.assignable("SetInt"); r.v.SetInt(x) }
func (r ReflectValue) SetUint(x uint64)   { r.assignable("SetUint"); r.v.SetUint(x) }
func (r ReflectValue) SetFloat(x float64) { r.assignable("SetFloat"); r.v.SetFloat(x) }
func (r ReflectValue) SetString(x string) { r.assignable("SetString"); r.v.SetString(x) }

func (r ReflectValue) SetMapIndex(key, elem ReflectValue) {
	r.must("SetMapIndex", reflect.Map)
	k := key.as(r.t.Key, r.v.Type().Key(), "SetMapIndex")
	if elem.t == nil {
		r.v.SetMapIndex(k, reflect.Value{})
		return
	}
	r.v.SetMapIndex(k, elem.as(r.t.Elem, r.v.Type().Elem(), "SetMapIndex"))
}

// Call calls a function.
func (r ReflectValue) Call(in []ReflectValue) []ReflectValue {
	r.must("Call", reflect.Func)
	if r.v.IsNil() {
		panic("reflect: call of nil function")
	}
	switch n := len(r.t.Params); {
	case len(in) < n && !r.t.Variadic, len(in) < n-1:
		panic("reflect: Call with too few input arguments")
	case len(in) > n && !r.t.Variadic:
		panic("reflect: Call with too many input arguments")
	}
	args := make([]reflect.Value, len(in))
	for i, a := range in {
		t, rep := r.param(i)
		args[i] = a.as(t, rep, "Call")
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
