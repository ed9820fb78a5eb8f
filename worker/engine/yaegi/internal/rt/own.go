package rt

import (
	"context"
	"reflect"
)

// own finds a function that this package has in place of a compiled one.
func (u *Universe) own(path, name string) (reflect.Value, bool) {
	var f any
	switch path {
	case "errors":
		f = u.ownErrors(name)
	case "fmt":
		f = u.ownFmt(name)
	case "encoding/json":
		f = u.ownJSON(name)
	case "math/rand":
		f = u.ownRand(name)
	case "math/rand/v2":
		f = u.ownRandV2(name)
	case "time":
		f = u.ownTime(name)
	case "context":
		if name == "AfterFunc" {
			return u.Lower(reflect.ValueOf(func(ctx context.Context, f func()) func() bool {
				return context.AfterFunc(ctx, u.apart(f))
			})), true
		}
	case "reflect":
		switch name {
		case "DeepEqual":
			f = deepEqual
		case "TypeOf":
			f = u.typeOf
		case "ValueOf":
			f = u.valueOf
		case "Indirect":
			f = func(r ReflectValue) ReflectValue {
				if r.Kind() != reflect.Pointer {
					return r
				}
				return r.Elem()
			}
		}
	case "runtime":
		if name == "NumGoroutine" {
			f = u.opt.Goroutines
		}
	case "encoding/binary":
		f = u.ownBinary(name)
	case "sort", "slices":
		f = ownSort(name)
	case "sync/atomic":
		if name == "sameType" {
			f = func(x, y Iface) bool { return x.T == y.T }
		}
	}
	return reflect.ValueOf(f), f != nil
}

// apart makes a function of the genome one that compiled code may run in a
// goroutine of its own.
func (u *Universe) apart(f func()) func() {
	if u.opt.Apart == nil {
		return f
	}
	return func() { u.opt.Apart(f) }
}

func (u *Universe) ownErrors(name string) any {
	switch name {
	case "New":
		return u.ErrorsNew
	case "Unwrap":
		return u.ErrorsUnwrap
	case "Join":
		return u.ErrorsJoin
	case "Is":
		return u.ErrorsIs
	case "As":
		return u.ErrorsAs
	}
	return nil
}

func (u *Universe) ownFmt(name string) any {
	switch name {
	case "Append":
		return u.Append
	case "Appendf":
		return u.Appendf
	case "Appendln":
		return u.Appendln
	case "Errorf":
		return u.Errorf
	case "Fprint":
		return u.Fprint
	case "Fprintf":
		return u.Fprintf
	case "Fprintln":
		return u.Fprintln
	case "Print":
		return u.Print
	case "Printf":
		return u.Printf
	case "Println":
		return u.Println
	case "Sprint":
		return u.Sprint
	case "Sprintf":
		return u.Sprintf
	case "Sprintln":
		return u.Sprintln
	}
	return u.ownScan(name)
}

// deepEqual is reflect.DeepEqual. Values are held as their types demand, so
// that the types are compared along with what interfaces in them hold.
func deepEqual(x, y Iface) bool {
	return x.T == y.T && reflect.DeepEqual(x.V, y.V)
}
