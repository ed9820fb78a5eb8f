package rt

import "fmt"

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

// Format implements fmt.Formatter, for compiled code that prints a panic's
// value: it is printed as the genome would have it.
func (x Iface) Format(s fmt.State, verb rune) {
	format := fmt.FormatString(s, verb)
	if x.T == nil || x.T.u == nil {
		_, _ = fmt.Fprintf(s, format, x.V)
		return
	}
	_, _ = s.Write(x.T.u.Appendf(nil, format, x))
}
