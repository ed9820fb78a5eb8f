package rt

// An Iface is a value of interface type: a dynamic type and a value of it in
// the interpreter's representation. The zero Iface is the nil interface.
//
// Two Ifaces are compared by Eq, which panics as Go does when the dynamic type
// cannot be compared; == is the same for all others.
type Iface struct {
	T *Type
	V any
}

// Box makes an interface value of a concrete one.
func Box(t *Type, v any) Iface { return Iface{t, v} }

// IsNil says whether x is the nil interface. A nil pointer in an interface is
// not.
func (x Iface) IsNil() bool { return x.T == nil }
