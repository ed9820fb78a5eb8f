package rt

import (
	"errors"
	"reflect"
)

// A wrapError is what Errorf makes of one %w; its own type name is printed by
// %T as fmt's.
type wrapError struct {
	Msg string
	Err Iface
}

// A wrapErrors is what Errorf makes of several %w.
type wrapErrors struct {
	Msg  string
	Errs []Iface
}

// A joinError is what errors.Join makes.
type joinError struct{ Errs []Iface }

func (e *wrapError) Error() string  { return e.Msg }
func (e *wrapErrors) Error() string { return e.Msg }

// Unwrap is there for type assertions of the genome and for compiled code.
func (e *wrapError) Unwrap() error { return toError(e.Err) }

// Unwrap is there for type assertions of the genome and for compiled code.
func (e *wrapErrors) Unwrap() []error { return toErrors(e.Errs) }

// Unwrap is there for type assertions of the genome and for compiled code.
func (e *joinError) Unwrap() []error { return toErrors(e.Errs) }

func toError(x Iface) error {
	if x.T == nil {
		return nil
	}
	return x.T.u.ToError(x)
}

func toErrors(list []Iface) []error {
	out := make([]error, len(list))
	for i, x := range list {
		out[i] = toError(x)
	}
	return out
}

func (e *joinError) Error() string {
	text := ""
	for i, x := range e.Errs {
		if i > 0 {
			text += "\n"
		}
		text += ErrorText(x)
	}
	return text
}

// ErrorText calls the Error method of an error. A nil error gives Go's panic.
func ErrorText(x Iface) string {
	if x.T == nil {
		panic(nilDereference())
	}
	if text, ok := x.T.text("Error", x.V); ok {
		return text
	}
	return x.V.(error).Error()
}

// unwrapOne calls Unwrap() error.
func (u *Universe) unwrapOne(x Iface) (Iface, bool) {
	if x.T == nil {
		return Iface{}, false
	}
	if f, ok := x.T.methods["Unwrap"]; ok {
		if f.Type().NumOut() != 1 || f.Type().Out(0) != ifaceType {
			return Iface{}, false
		}
		out, _ := x.T.call(reflect.ValueOf(x.V), "Unwrap")
		return out[0].Interface().(Iface), true
	}
	switch e := x.V.(type) {
	case *wrapError:
		return e.Err, true
	case interface{ Unwrap() error }:
		return u.FromNative(e.Unwrap()), true
	}
	return Iface{}, false
}

// unwrapMany calls Unwrap() []error.
func (u *Universe) unwrapMany(x Iface) ([]Iface, bool) {
	if f, ok := x.T.methods["Unwrap"]; ok {
		if f.Type().NumOut() != 1 || f.Type().Out(0) != reflect.TypeFor[[]Iface]() {
			return nil, false
		}
		out, _ := x.T.call(reflect.ValueOf(x.V), "Unwrap")
		return out[0].Interface().([]Iface), true
	}
	switch e := x.V.(type) {
	case *wrapErrors:
		return e.Errs, true
	case *joinError:
		return e.Errs, true
	case interface{ Unwrap() []error }:
		var list []Iface
		for _, err := range e.Unwrap() {
			list = append(list, u.FromNative(err))
		}
		return list, true
	}
	return nil, false
}

// ErrorsNew is errors.New.
func (u *Universe) ErrorsNew(text string) Iface { return u.FromNative(errors.New(text)) }

// ErrorsUnwrap is errors.Unwrap.
func (u *Universe) ErrorsUnwrap(err Iface) Iface {
	inner, _ := u.unwrapOne(err)
	return inner
}

// ErrorsJoin is errors.Join.
func (u *Universe) ErrorsJoin(errs ...Iface) Iface {
	var kept []Iface
	for _, e := range errs {
		if e.T != nil {
			kept = append(kept, e)
		}
	}
	if len(kept) == 0 {
		return Iface{}
	}
	return u.FromNative(&joinError{kept})
}

// ErrorsIs is errors.Is.
func (u *Universe) ErrorsIs(err, target Iface) bool {
	if err.T == nil || target.T == nil {
		return err.T == target.T
	}
	return u.is(err, target)
}

func (u *Universe) is(err, target Iface) bool {
	for err.T != nil {
		if target.T.Comparable && Eq(err, target) {
			return true
		}
		if u.isMethod(err, target) {
			return true
		}
		if list, ok := u.unwrapMany(err); ok {
			for _, e := range list {
				if e.T != nil && u.is(e, target) {
					return true
				}
			}
			return false
		}
		err, _ = u.unwrapOne(err)
	}
	return false
}

// isMethod calls Is(error) bool.
func (u *Universe) isMethod(err, target Iface) bool {
	if f, ok := err.T.methods["Is"]; ok {
		t := f.Type()
		if t.NumIn() != 2 || t.In(1) != ifaceType || t.NumOut() != 1 || t.Out(0).Kind() != reflect.Bool {
			return false
		}
		out, _ := err.T.call(reflect.ValueOf(err.V), "Is", reflect.ValueOf(target))
		return out[0].Bool()
	}
	if e, ok := err.V.(interface{ Is(error) bool }); ok {
		return e.Is(u.ToError(target))
	}
	return false
}
