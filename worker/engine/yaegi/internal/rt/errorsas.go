package rt

import "reflect"

// ErrorsAs is errors.As. The target is a pointer to a variable of an interface
// type or of a type that is an error.
func (u *Universe) ErrorsAs(err, target Iface) bool {
	if err.T == nil {
		return false
	}
	if target.T == nil {
		panic(u.ErrorsNew("errors: target cannot be nil").V.(error).Error())
	}
	slot := bare(reflect.ValueOf(target.V))
	if target.T.Kind != reflect.Pointer || slot.IsNil() {
		panic("errors: target must be a non-nil pointer")
	}
	want := target.T.Elem
	if want.Kind != reflect.Interface && !u.isError(want) {
		panic("errors: *target must be interface or implement error")
	}
	return u.as(err, target, want, slot.Elem())
}

func (u *Universe) as(err, target Iface, want *Type, slot reflect.Value) bool {
	for err.T != nil {
		switch {
		case want.Kind == reflect.Interface:
			if u.Implements(err.T, want) {
				setInterface(u, slot, err)
				return true
			}
		case err.T == want:
			slot.Set(fit(reflect.ValueOf(err.V), slot.Type()))
			return true
		}
		if u.asMethod(err, target) {
			return true
		}
		if list, ok := u.unwrapMany(err); ok {
			for _, e := range list {
				if e.T != nil && u.as(e, target, want, slot) {
					return true
				}
			}
			return false
		}
		err, _ = u.unwrapOne(err)
	}
	return false
}

// setInterface stores x in a variable of interface type.
func setInterface(u *Universe, slot reflect.Value, x Iface) {
	if slot.Type() == ifaceType {
		slot.Set(reflect.ValueOf(x))
		return
	}
	slot.Set(u.ToNative(x, slot.Type()))
}

// asMethod calls As(any) bool.
func (u *Universe) asMethod(err, target Iface) bool {
	if f, ok := err.T.methods["As"]; ok {
		t := f.Type()
		if t.NumIn() != 2 || t.In(1) != ifaceType || t.NumOut() != 1 || t.Out(0).Kind() != reflect.Bool {
			return false
		}
		out, _ := err.T.call(reflect.ValueOf(err.V), "As", reflect.ValueOf(target))
		return out[0].Bool()
	}
	if e, ok := err.V.(interface{ As(any) bool }); ok && target.T.Native != nil {
		return e.As(target.V)
	}
	return false
}

// isError says whether a type has the method Error() string.
func (u *Universe) isError(t *Type) bool {
	if t.Native != nil && t.Native.Implements(errorType) {
		return true
	}
	return t.has("Error")
}
