package genome

import "fmt"

// CheckName tells whether a module may have this name: slash-separated
// identifiers in ASCII, not empty. The error wraps ErrBadName.
func CheckName(name string) error {
	if name == "" {
		return fmt.Errorf("%w: a module without a name", ErrBadName)
	}
	return checkModuleName(name)
}
