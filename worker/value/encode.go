package value

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
)

// An Encoder says how results become JSON. The zero value is ready to use.
type Encoder struct {
	// MaxBytes bounds the JSON; if it is not positive, the constant MaxBytes
	// does.
	MaxBytes int
	// Unwrap looks into the wrappers that an engine puts around values in
	// interfaces. It is called for values of struct types that have a name,
	// which interpreted types have not, and reports false for one that is not a
	// wrapper. Nil stands for an engine without wrappers.
	Unwrap func(reflect.Value) (inner reflect.Value, ok bool)
}

// Encode is Encoder.Encode with the given limit and nothing to unwrap.
func Encode(vals []reflect.Value, maxBytes int) (json.RawMessage, error) {
	return Encoder{MaxBytes: maxBytes}.Encode(vals)
}

// Encode turns the results of a function, without its trailing error, into
// JSON: one becomes itself, several become an array, none becomes null.
//
// The error wraps ErrTooLarge, ErrTooDeep (which is also what a cycle comes to)
// or ErrUnencodable, and names the path. It is the genome's failure, never the
// host's. Memory is bounded by a small multiple of the limit, apart from what
// the methods of compiled types use.
func (c Encoder) Encode(vals []reflect.Value) (json.RawMessage, error) {
	e := encoder{Encoder: c, buf: make([]byte, 0, 32)}
	if e.MaxBytes <= 0 {
		e.MaxBytes = MaxBytes
	}
	if err := e.results(vals); err != nil {
		return nil, err
	}
	if err := e.room(0); err != nil {
		return nil, err
	}
	return e.buf, nil
}

type encoder struct {
	Encoder
	buf    []byte
	depth  int
	fields fieldCache
}

func (e *encoder) results(vals []reflect.Value) error {
	switch len(vals) {
	case 0:
		e.buf = append(e.buf, "null"...)
		return nil
	case 1:
		return e.value(vals[0])
	}
	e.buf = append(e.buf, '[')
	for i, v := range vals {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		if err := e.value(v); err != nil {
			return under(err, "result", i+1)
		}
	}
	e.buf = append(e.buf, ']')
	return nil
}

// room tells whether n more bytes are within the limit. It is asked before
// anything is copied or sorted, so that the limit bounds work and memory too.
func (e *encoder) room(n int) error {
	if n > e.MaxBytes-len(e.buf) {
		return fail(ErrTooLarge, "JSON of more than %d bytes", e.MaxBytes)
	}
	return nil
}

func fail(kind error, format string, args ...any) error {
	return &valueError{text: fmt.Sprintf(format, args...), errs: []error{kind}}
}

// value appends one value.
func (e *encoder) value(v reflect.Value) error {
	if !v.IsValid() {
		e.buf = append(e.buf, "null"...)
		return nil
	}
	if nilable(v.Kind()) && v.IsNil() {
		return e.null(v.Type())
	}
	if t := v.Type(); compiled(t) && t.Kind() != reflect.Interface {
		if done, err := e.compiled(v); done {
			return err
		}
	}
	switch v.Kind() {
	case reflect.Interface:
		return e.value(v.Elem()) // never another interface, so no level of its own
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map, reflect.Struct:
		return e.nested(v)
	case reflect.Bool:
		e.buf = strconv.AppendBool(e.buf, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.buf = strconv.AppendInt(e.buf, v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		e.buf = strconv.AppendUint(e.buf, v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		e.buf = appendFloat(e.buf, v.Float(), v.Type().Bits())
	case reflect.String:
		if err := e.room(v.Len() + 2); err != nil {
			return err
		}
		e.buf = appendString(e.buf, v.String())
	default:
		return fail(ErrUnencodable, "a %s has no JSON", typeName(v.Type()))
	}
	return nil
}

// null appends a nil. Of a function or a channel even nil has no JSON: a
// genome that is right only for nil would be a trap.
func (e *encoder) null(t reflect.Type) error {
	if k := t.Kind(); k == reflect.Func || k == reflect.Chan {
		return fail(ErrUnencodable, "a %s has no JSON", typeName(t))
	}
	e.buf = append(e.buf, "null"...)
	return nil
}

// compiled appends a value of a compiled type, if that type has methods for it
// or is an engine's wrapper.
func (e *encoder) compiled(v reflect.Value) (done bool, err error) {
	if e.Unwrap != nil && v.Kind() == reflect.Struct {
		if inner, ok := e.Unwrap(v); ok {
			if err := e.enter(); err != nil {
				return true, err
			}
			defer func() { e.depth-- }()
			return true, e.value(inner)
		}
	}
	raw, ok, err := marshal(v)
	if !ok {
		return false, nil
	}
	if err != nil {
		return true, fail(ErrUnencodable, "%s: %s", typeName(v.Type()), clip(err.Error()))
	}
	if err := e.room(len(raw)); err != nil {
		return true, err
	}
	e.buf = append(e.buf, raw...)
	return true, nil
}

// enter goes one level down. A cycle is found by its depth: every way around it
// goes deeper.
func (e *encoder) enter() error {
	if e.depth++; e.depth > MaxDepth {
		return fail(ErrTooDeep, "nests deeper than %d, or in a cycle", MaxDepth)
	}
	return nil
}
