package rt

import "reflect"

// A defined type that contains itself without a struct in between, such as
// type Dir map[string]Dir, has no representation by reflection. Its values are
// held as Iface: the underlying value inside, or the zero Iface for nil.

// wraps says whether a value of a type is held so.
func (t *Type) wraps(v reflect.Value) bool {
	return v.Type() == ifaceType && t.Kind != reflect.Interface
}

// opened is a value of a type by its underlying type.
func (t *Type) opened(v reflect.Value) reflect.Value {
	for t.wraps(v) {
		x := v.Interface().(Iface)
		if x.T == nil {
			return reflect.Zero(t.inside())
		}
		v = bare(reflect.ValueOf(x.V))
	}
	return v
}

// inside is the type of what is in the values of a type that contains itself.
// Where the emitter has not told how the parts are held, no value is made of
// it but nil.
func (t *Type) inside() reflect.Type {
	if rep := repOf(t); rep != nil {
		return rep
	}
	switch t.Kind {
	case reflect.Map:
		return reflect.TypeFor[map[Iface]Iface]()
	case reflect.Slice:
		return reflect.TypeFor[[]Iface]()
	case reflect.Chan:
		return reflect.TypeFor[chan Iface]()
	case reflect.Func:
		return reflect.TypeFor[func()]()
	}
	return reflect.TypeFor[*Iface]()
}

// wrapped is the reverse of opened.
func (t *Type) wrapped(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return reflect.Zero(ifaceType)
	}
	return reflect.ValueOf(Iface{t, v.Interface()})
}
