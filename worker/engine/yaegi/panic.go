package yaegi

import (
	"fmt"
	"reflect"
	"runtime"

	"github.com/petri-lab/petri/worker/value"
)

// panicMessage prints the value of a panic as the Go runtime does.
func (s *sources) panicMessage(raised any) string {
	switch v := unwrap(raised).(type) {
	case nil:
		return new(runtime.PanicNilError).Error()
	case error:
		return s.goWords(call(v.Error))
	case fmt.Stringer:
		return call(v.String)
	case string:
		return s.goWords(v)
	default:
		return show(v)
	}
}

// maxShown bounds how much of a value a message shows, in bytes.
const maxShown = 1000

// show prints a value that could be large, deep, or lead in a circle.
func show(v any) string {
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Array, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice, reflect.Struct:
	default:
		return fmt.Sprint(v)
	}
	raw, err := value.Encoder{MaxBytes: maxShown, Unwrap: interpreter{}.Inner}.Encode([]reflect.Value{r})
	if err != nil {
		return "a " + r.Kind().String()
	}
	return string(raw)
}

// call guards against methods of the genome that panic themselves.
func call(f func() string) (text string) {
	defer func() {
		if v := recover(); v != nil {
			text = "panic while printing panic value"
		}
	}()
	return f()
}

// unwrap takes a value out of what the interpreter puts around it: panic
// passes reflect values, and values of interface type are pairs of a type and
// a reflect value in an unexported struct.
func unwrap(value any) any {
	for range 8 { // deeper nesting has not been seen
		v, ok := value.(reflect.Value)
		if !ok {
			v = reflect.ValueOf(value)
			if !isValueInterface(v) {
				return value
			}
			v = innerValue(v)
		}
		if !v.IsValid() {
			return nil
		}
		if !v.CanInterface() {
			return v.String()
		}
		value = v.Interface()
	}
	return value
}

func isValueInterface(v reflect.Value) bool {
	return v.IsValid() && v.Kind() == reflect.Struct && v.Type().Name() == "valueInterface"
}

// nilPointer is what compiled code says of every use of nil.
const nilPointer = "runtime error: invalid memory address or nil pointer dereference"

// runtimeWords leads from reflect's messages to those of compiled code for
// errors that mean the same. Where compiled code would tell numbers, they are
// not known here.
var runtimeWords = map[string]string{
	"reflect: slice index out of range":                      "runtime error: index out of range",
	"reflect: array index out of range":                      "runtime error: index out of range",
	"reflect: string index out of range":                     "runtime error: index out of range",
	"reflect.Value.Slice: slice index out of bounds":         "runtime error: slice bounds out of range",
	"reflect.Value.Slice: string slice index out of bounds":  "runtime error: slice bounds out of range",
	"reflect.Value.Slice3: slice index out of bounds":        "runtime error: slice bounds out of range",
	"reflect.MakeSlice: negative len":                        "runtime error: makeslice: len out of range",
	"reflect.MakeSlice: negative cap":                        "runtime error: makeslice: cap out of range",
	"reflect.MakeSlice: len > cap":                           "runtime error: makeslice: cap out of range",
	"reflect.Value.Call: call of nil function":               nilPointer,
	"reflect: Method on nil interface value":                 nilPointer,
	"reflect: call of reflect.Value.Field on zero Value":     nilPointer,
	"reflect: call of reflect.Value.Interface on zero Value": nilPointer,
}

func (s *sources) goWords(message string) string {
	if words, ok := runtimeWords[message]; ok {
		return words
	}
	return s.strip(message)
}
