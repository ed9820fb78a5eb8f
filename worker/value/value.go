// Package value carries values between JSON and the functions of a genome.
//
// Towards the genome, [DecodeArgs] turns a JSON array into arguments of exactly
// the types that a function has. Nothing is lost or guessed: integers never
// pass through a float, what does not fit is an error, and every error says at
// which path, what was wanted and what was found. On the way back, [Encoder]
// turns results into JSON.
//
// The mapping is that of encoding/json, with these differences:
//
//   - An integer may be written in any way that has an exact integer value: 3,
//     3.0 and 3e2, but not 3.5. Other languages write integers as floats.
//   - NaN and the infinities are the strings "NaN", "+Inf" and "-Inf", both
//     ways, for float types. In an any they stay strings.
//   - Unknown names in an object, and null for what cannot be nil, are errors.
//   - A []byte may also be given as an array of numbers.
//   - Methods (MarshalJSON, UnmarshalJSON, MarshalText, UnmarshalText) count
//     only on compiled types, such as time.Time and *big.Int. An interpreted
//     type has none that reflection could see.
//   - <, > and & are not escaped.
//
// Values that come from a genome are hostile. Depth, size and cycles are
// bounded. What cannot be guarded is a value that the genome goes on changing
// while it is encoded: that is a data race, and for a map the end of the
// process.
//
// All functions may be called concurrently.
package value

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf8"
)

const (
	// MaxDepth bounds how deep values nest, both ways: structs, maps, lists and
	// pointers are a level each.
	MaxDepth = 1000
	// MaxBytes bounds the JSON that is decoded, and that is encoded where no
	// other limit is given.
	MaxBytes = 16 << 20
)

// Every error of Decode and DecodeArgs wraps ErrArguments and one of the errors
// below it.
var (
	ErrArguments = errors.New("arguments do not fit the function")
	ErrCount     = errors.New("wrong number of arguments")
	ErrType      = errors.New("wrong type of argument")
	ErrSyntax    = errors.New("not JSON")
)

// ErrTooLarge and ErrTooDeep are for both ways, ErrUnencodable is for values
// that have no JSON: functions, channels, complex numbers.
var (
	ErrTooLarge    = errors.New("value too large")
	ErrTooDeep     = errors.New("value nests too deeply")
	ErrUnencodable = errors.New("value has no JSON")
)

// A valueError says what is wrong with a value at a path.
type valueError struct {
	root string // "argument 2", "result 1", or empty
	path string // ".name[3]"
	cut  bool   // path is long enough and has lost its beginning
	text string
	errs []error // what it wraps
}

func (e *valueError) Error() string {
	switch {
	case e.root != "" && e.path != "":
		return e.root + ": " + e.path + ": " + e.text
	case e.root != "" || e.path != "":
		return e.root + e.path + ": " + e.text
	}
	return e.text
}

func (e *valueError) Unwrap() []error { return e.errs }

// within says where in a container an error happened. Paths are built on the
// way out, so that values without errors pay nothing for them.
func within(err error, step string) error {
	const limit = 240
	e, ok := err.(*valueError)
	switch {
	case !ok || e.cut:
	case len(e.path)+len(step) > limit:
		e.path, e.cut = "..."+e.path, true
	default:
		e.path = step + e.path
	}
	return err
}

// under names the argument or result that an error is about.
func under(err error, what string, number int) error {
	if e, ok := err.(*valueError); ok {
		e.root = what + " " + strconv.Itoa(number)
	}
	return err
}

func indexStep(i int) string       { return "[" + strconv.Itoa(i) + "]" }
func keyStep(key string) string    { return "[" + strconv.Quote(clip(key)) + "]" }
func fieldStep(name string) string { return "." + clip(name) }

// clip shortens text of the caller's or the genome's for a message.
func clip(s string) string {
	const limit = 40
	if len(s) <= limit {
		return s
	}
	cut := limit
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "..."
}

// typeName is a type as a message calls it. Interpreted struct types have no
// names, only definitions as long as they like.
func typeName(t reflect.Type) string {
	if t.PkgPath() == "" {
		switch t.Kind() {
		case reflect.Struct:
			return "struct"
		case reflect.Pointer:
			if e := t.Elem(); e.Kind() != reflect.Pointer {
				return "*" + typeName(e)
			}
		case reflect.Slice:
			if e := t.Elem(); e.Kind() != reflect.Slice {
				return "[]" + typeName(e)
			}
		case reflect.Array:
			if e := t.Elem(); e.Kind() != reflect.Array {
				return fmt.Sprintf("[%d]%s", t.Len(), typeName(e))
			}
		case reflect.Interface:
			if t.NumMethod() == 0 {
				return "any"
			}
		}
	}
	return clip(t.String())
}

// compiled tells whether a type was declared in a compiled package, and may
// therefore have methods. Interpreted and predeclared types were not.
func compiled(t reflect.Type) bool { return t.PkgPath() != "" }
