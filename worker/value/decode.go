package value

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
)

// Decode turns JSON into a value of type t. Interfaces other than any,
// functions and channels have no JSON; but null is nil for every type that has
// one.
//
// In an any, numbers become float64, as encoding/json has it. Errors wrap
// ErrArguments.
func Decode(raw json.RawMessage, t reflect.Type) (reflect.Value, error) {
	if err := check(raw); err != nil {
		return reflect.Value{}, err
	}
	d := decoder{scanner: scanner{data: raw}}
	v := reflect.New(t).Elem()
	if err := d.value(v); err != nil {
		return reflect.Value{}, err
	}
	return v, nil
}

// check tests the text as a whole, so that the rest can rely on its syntax.
func check(raw []byte) error {
	if len(raw) > MaxBytes {
		return refuse(ErrTooLarge, "%d bytes, limit %d", len(raw), MaxBytes)
	}
	if json.Valid(raw) {
		return nil
	}
	var ignored json.RawMessage
	return refuse(ErrSyntax, "%v: %v", ErrSyntax, json.Unmarshal(raw, &ignored))
}

func refuse(kind error, format string, args ...any) error {
	return &valueError{text: fmt.Sprintf(format, args...), errs: []error{ErrArguments, kind}}
}

// A decoder reads one value.
type decoder struct {
	scanner
	depth  int
	fields fieldCache
}

// want is the error for a value of the wrong kind.
func (d *decoder) want(t reflect.Type, raw []byte) error {
	return refuse(ErrType, "want %s, got %s", typeName(t), got(raw))
}

// value decodes what comes next into v, which can be set.
func (d *decoder) value(v reflect.Value) error {
	t := v.Type()
	// A null is the pointer's or the interface's own, whatever methods there are.
	if nilable(t.Kind()) && d.null() {
		return nil
	}
	if compiled(t) {
		if ok, err := d.byMethod(v); ok {
			return err
		}
	}
	switch t.Kind() {
	case reflect.Func, reflect.Chan, reflect.UnsafePointer, reflect.Complex64, reflect.Complex128:
		return refuse(ErrType, "a %s cannot be given as JSON", typeName(t))
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map, reflect.Struct:
		if err := d.enter(); err != nil {
			return err
		}
		err := d.container(v)
		d.depth--
		return err
	case reflect.Interface:
		return d.iface(v)
	}
	return d.scalar(v)
}

// enter goes one level down.
func (d *decoder) enter() error {
	if d.depth++; d.depth > MaxDepth {
		return refuse(ErrTooDeep, "nests deeper than %d", MaxDepth)
	}
	return nil
}

func nilable(k reflect.Kind) bool {
	switch k {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface, reflect.Func, reflect.Chan:
		return true
	}
	return false
}

// byMethod lets a compiled type decode itself.
func (d *decoder) byMethod(v reflect.Value) (bool, error) {
	if !hasMethods(v.Type()) {
		return false, nil
	}
	start := d.pos
	raw := d.skip()
	ok, err := unmarshal(raw, v)
	if !ok {
		d.pos = start
		return false, nil
	}
	if err != nil {
		return true, refuse(ErrType, "want %s, got %s: %s", typeName(v.Type()), got(raw), clip(err.Error()))
	}
	return true, nil
}

// scalar decodes a bool, a number or a string.
func (d *decoder) scalar(v reflect.Value) error {
	t := v.Type()
	raw := d.skip()
	c := raw[0]
	number := c == '-' || c >= '0' && c <= '9'
	switch t.Kind() {
	case reflect.Bool:
		if c == 't' || c == 'f' {
			v.SetBool(c == 't')
			return nil
		}
	case reflect.String:
		if c == '"' {
			s := scanner{data: raw}
			v.SetString(s.string())
			return nil
		}
	case reflect.Float32, reflect.Float64:
		if number {
			f, err := strconv.ParseFloat(string(raw), t.Bits())
			if err != nil {
				return refuse(ErrType, "%s does not fit %s", got(raw), typeName(t))
			}
			v.SetFloat(f)
			return nil
		}
		if c == '"' {
			s := scanner{data: raw}
			if f, ok := special(s.string()); ok {
				v.SetFloat(f)
				return nil
			}
		}
	default:
		if number {
			return d.integer(v, raw)
		}
	}
	return d.want(t, raw)
}

func (d *decoder) integer(v reflect.Value, raw []byte) error {
	t := v.Type()
	digits, ok := integer(string(raw))
	if !ok {
		return d.want(t, raw)
	}
	if v.CanInt() {
		n, err := strconv.ParseInt(digits, 10, t.Bits())
		if err == nil {
			v.SetInt(n)
			return nil
		}
	} else {
		n, err := strconv.ParseUint(digits, 10, t.Bits())
		if err == nil {
			v.SetUint(n)
			return nil
		}
	}
	return refuse(ErrType, "%s does not fit %s", got(raw), typeName(t))
}
