// Package facade says in Go declarations what others can call of a module, so
// that a harness can be type-checked and run in another process than the
// module: Describe makes a facade of a type-checked package, Check makes source
// of a facade that comes from a process which may have been taken over.
//
// What crosses is what has JSON both ways. Values are copied: who changes a
// slice or what a pointer leads to changes his own. Types cross as their
// exported fields, without methods and unexported fields; a trailing error
// crosses as its text.
package facade

// A Facade is what others can call of a module.
type Facade struct {
	Module  string
	Text    []byte // one file: types, constants, functions without a body
	LeftOut []LeftOut
}

// LeftOut is an exported name that a facade does not have. That of a method is
// TYPE.METHOD.
type LeftOut struct {
	Name   string
	Reason string // why, and what to write instead
}

// Bounds of a facade that Check accepts and Describe keeps.
const (
	MaxText     = 256 << 10
	MaxLeftOut  = 500
	maxReason   = 300
	maxName     = 200
	maxConstant = 4 << 10 // bytes of a constant's text
)

// carried tells whether a compiled type crosses: it has JSON of its own, both
// ways, or is a number.
func carried(path, name string) bool {
	switch path + "." + name {
	case "time.Time", "time.Duration", "time.Month", "time.Weekday",
		"math/big.Int", "math/big.Rat", "math/big.Float":
		return true
	}
	return false
}

// importable are the standard packages that have such types.
func importable(path string) bool { return path == "time" || path == "math/big" }
