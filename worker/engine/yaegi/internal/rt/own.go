package rt

import "reflect"

// own finds a function that this package has in place of a compiled one.
func (u *Universe) own(path, name string) (reflect.Value, bool) {
	var f any
	switch path {
	case "errors":
		f = u.ownErrors(name)
	}
	return reflect.ValueOf(f), f != nil
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
