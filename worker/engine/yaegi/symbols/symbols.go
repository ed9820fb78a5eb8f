// Package symbols holds what a genome may see of Go's standard library, in
// the form that the interpreter wants: for each package a table from names to
// reflect values. The tables are generated (see internal/gensym) from a list
// that only ever allows.
//
// Nothing is built until it is asked for, and each call builds anew, so no two
// programs share a table. Package variables are copies: assigning io.EOF in a
// genome changes the genome's io.EOF only. A copy is shallow; what a variable
// points to is shared with the rest of the process.
package symbols

import (
	"go/constant"
	"math/big"
	"reflect"
)

// Paths lists the packages that have a table, sorted by import path.
func Paths() []string { return paths() }

// Table builds the table of a package and tells its package name. It returns
// a nil map if the package is not allowed.
func Table(path string) (name string, symbols map[string]reflect.Value) { return table(path) }

// Wrappers builds the interface wrappers of a package, without which no
// interpreted value can be passed to compiled code as one of its interfaces.
// A program needs those of all packages, imported or not: fmt.Fprintf wants an
// io.Writer of a genome that never imports io. It returns a nil map if the
// package has no interfaces.
func Wrappers(path string) (name string, symbols map[string]reflect.Value) { return wrappers(path) }

// variable gives a genome its own copy of a package variable. The copy keeps
// the declared type, an interface type included, and is assignable.
func variable[T any](v T) reflect.Value { return reflect.ValueOf(&v).Elem() }

// float makes an exact untyped constant: sign times mantissa, a big-endian
// integer, times two to the exponent.
func float(sign, exponent int, mantissa string) constant.Value {
	n := new(big.Int).SetBytes([]byte(mantissa))
	f := new(big.Float).SetPrec(512).SetInt(n)
	if sign < 0 {
		f.Neg(f)
	}
	return constant.Make(f.SetMantExp(f, exponent))
}
