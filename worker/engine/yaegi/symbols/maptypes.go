package symbols

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
)

// MapTypes builds the interpreter's table of functions that take values of any
// type and look for methods in them. Without an entry such a function sees an
// interpreted value bare, and fmt.Println prints a Stringer's fields.
//
// For each function the first interface that a value implements counts, so the
// order is that in which the function itself asks. find looks a function up in
// the program's own tables; the entries are keyed by those very values.
func MapTypes(find func(path, name string) reflect.Value) map[reflect.Value][]reflect.Type {
	types := map[reflect.Value][]reflect.Type{}
	add := func(path string, names []string, list ...reflect.Type) {
		for _, name := range names {
			if f := find(path, name); f.IsValid() {
				types[f] = list
			}
		}
	}
	add("fmt", []string{
		"Append", "Appendf", "Appendln", "Errorf", "Fprint", "Fprintf", "Fprintln",
		"Print", "Printf", "Println", "Sprint", "Sprintf", "Sprintln",
	}, reflect.TypeFor[fmt.Formatter](), reflect.TypeFor[error](), reflect.TypeFor[fmt.Stringer]())
	add("fmt", []string{
		"Fscan", "Fscanf", "Fscanln", "Scan", "Scanf", "Scanln", "Sscan", "Sscanf", "Sscanln",
	}, reflect.TypeFor[fmt.Scanner]())
	add("encoding/json", []string{"Marshal", "MarshalIndent"},
		reflect.TypeFor[json.Marshaler](), reflect.TypeFor[encoding.TextMarshaler]())
	add("encoding/json", []string{"Unmarshal"},
		reflect.TypeFor[json.Unmarshaler](), reflect.TypeFor[encoding.TextUnmarshaler]())
	return types
}
