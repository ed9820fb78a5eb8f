package rt

import "fmt"

// PanicText is what the Go run time prints of a panic value that is an error
// or has a String method.
func (u *Universe) PanicText(x Iface) (text string, ok bool) {
	if text, ok = x.T.text("Error", x.V); ok {
		return text, true
	}
	if text, ok = x.T.text("String", x.V); ok {
		return text, true
	}
	if x.T.Native == nil {
		return "", false
	}
	switch v := x.V.(type) {
	case error:
		return v.Error(), true
	case fmt.Stringer:
		return v.String(), true
	}
	return "", false
}
