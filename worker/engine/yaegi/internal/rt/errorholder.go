package rt

// An errorHolder is an error of a genome in compiled code. Two are equal if
// the errors are.
type errorHolder struct{ x Iface }

// PetriValue gives the error back.
func (e errorHolder) PetriValue() any { return e.x }

func (e errorHolder) Error() string {
	text, _ := e.x.T.text("Error", e.x.V)
	return text
}

// Unwrap is there for compiled code that looks for a cause; the genome itself
// asks errors.Is and errors.As of this package.
func (e errorHolder) Unwrap() error {
	inner, _ := e.x.T.u.unwrapOne(e.x)
	return e.x.T.u.ToError(inner)
}
