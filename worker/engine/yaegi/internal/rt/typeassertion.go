package rt

import "reflect"

// A TypeAssertionError is what a failed type assertion panics with. The Go run
// time's own type of that name cannot be filled in by others; this one prints
// its name and words.
type TypeAssertionError struct {
	words string
}

// RuntimeError marks it as a runtime.Error.
func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string { return e.words }

// AssertionError is the panic value of x.(T) on an interface type of the name
// static that holds x, where want is T. missing names the method that the
// dynamic type lacks if T is an interface.
func AssertionError(static *Type, x Iface, want *Type, missing string) any {
	inter := static.Name
	switch {
	case x.T == nil && want.Kind == reflect.Interface:
		return &TypeAssertionError{"interface conversion: interface is nil, not " + want.Name}
	case x.T == nil:
		return &TypeAssertionError{"interface conversion: " + inter + " is nil, not " + want.Name}
	case missing != "":
		return &TypeAssertionError{"interface conversion: " + x.T.Name + " is not " + want.Name + ": missing method " + missing}
	}
	words := "interface conversion: " + inter + " is " + x.T.Name + ", not " + want.Name
	if x.T.Name == want.Name {
		if x.T.Pkg != want.Pkg {
			words += " (types from different packages)"
		} else {
			words += " (types from different scopes)"
		}
	}
	return &TypeAssertionError{words}
}
