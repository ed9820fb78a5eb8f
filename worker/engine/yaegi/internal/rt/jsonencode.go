package rt

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// A jsonEncoder writes values as encoding/json does, but for the escaping of
// HTML, which is done on the whole text. It panics with jsonError.
type jsonEncoder struct {
	u    *Universe
	buf  []byte
	deep int
	seen map[any]bool // pointers on the way, once the way is long
}

// A jsonError carries an error out of the depth of an encoder or decoder.
type jsonError struct{ err error }

// encodeJSON writes a value without indentation, and HTML unescaped.
func (u *Universe) encodeJSON(x Iface) (text []byte, err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case jsonError:
			err = v.err
		default:
			panic(v)
		}
	}()
	e := jsonEncoder{u: u}
	e.iface(x)
	return e.buf, nil
}

// startDetecting is the depth from which on encoding/json looks for cycles.
const startDetecting = 1000

func (e *jsonEncoder) str(s string) { e.buf = append(e.buf, s...) }

func (e *jsonEncoder) iface(x Iface) {
	if x.T == nil {
		e.str("null")
		return
	}
	e.value(x.T, bare(reflect.ValueOf(x.V)))
}

// leaf leaves a value to encoding/json.
func (e *jsonEncoder) leaf(v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(jsonError{err})
	}
	e.buf = append(e.buf, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}

func (e *jsonEncoder) value(t *Type, v reflect.Value) {
	if v.Type() == ifaceType && t.Kind == reflect.Interface {
		e.iface(v.Interface().(Iface))
		return
	}
	if t.Native != nil && !t.disguised {
		e.leaf(v.Interface())
		return
	}
	if e.marshaler(t, v) {
		return
	}
	v = t.opened(v)
	switch t.Kind {
	case reflect.Struct:
		e.structure(t, v)
	case reflect.Map:
		e.mapping(t, v)
	case reflect.Slice, reflect.Array:
		e.list(t, v)
	case reflect.Pointer:
		if v.IsNil() {
			e.str("null")
			return
		}
		defer e.enter(t, v)()
		e.value(t.Elem, v.Elem())
	case reflect.Interface:
		e.leaf(v.Interface())
	case reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		e.unsupported(t)
	default:
		e.leaf(v.Interface())
	}
}

func (e *jsonEncoder) unsupported(t *Type) {
	panic(jsonError{&json.UnsupportedTypeError{Type: e.u.reflectType(t)}})
}

// enter counts the levels of pointers, maps and slices, and refuses cycles.
func (e *jsonEncoder) enter(t *Type, v reflect.Value) (leave func()) {
	e.deep++
	if e.deep <= startDetecting {
		return func() { e.deep-- }
	}
	key := any(v.UnsafePointer())
	if v.Kind() == reflect.Slice {
		key = [2]any{v.UnsafePointer(), v.Len()}
	}
	if e.seen[key] {
		panic(jsonError{&json.UnsupportedValueError{Value: v, Str: "encountered a cycle via " + t.Name}})
	}
	if e.seen == nil {
		e.seen = map[any]bool{}
	}
	e.seen[key] = true
	return func() {
		e.deep--
		delete(e.seen, key)
	}
}

// marshaler writes a value that has a method for it, or whose pointer has one
// if it can be had.
func (e *jsonEncoder) marshaler(t *Type, v reflect.Value) bool {
	for _, name := range []string{"MarshalJSON", "MarshalText"} {
		at, recv := t, v
		if !at.marshals(name) && t.Kind != reflect.Pointer && v.CanAddr() && e.u.PtrTo(t).marshals(name) {
			at, recv = e.u.PtrTo(t), v.Addr()
		}
		if !at.marshals(name) {
			continue
		}
		if recv.Kind() == reflect.Pointer && recv.IsNil() {
			e.str("null")
			return true
		}
		text, err := e.call(at, recv, name)
		if err != nil {
			e.failed(at, name, err)
		}
		if name == "MarshalText" {
			e.leaf(string(text))
			return true
		}
		var b bytes.Buffer
		if err := json.Compact(&b, text); err != nil {
			e.failed(at, name, err)
		}
		e.buf = append(e.buf, b.Bytes()...)
		return true
	}
	return false
}

// marshals says whether a type has a method func() ([]byte, error).
func (t *Type) marshals(name string) bool {
	f, ok := t.methods[name]
	return ok && f.Type().NumIn() == 1 && f.Type().NumOut() == 2 &&
		f.Type().Out(0) == reflect.TypeFor[[]byte]() && f.Type().Out(1) == ifaceType
}

func (e *jsonEncoder) call(t *Type, v reflect.Value, name string) ([]byte, error) {
	out, _ := t.call(v, name)
	return out[0].Bytes(), e.u.ToError(out[1].Interface().(Iface))
}

// A textFailure has encoding/json make the error that names MarshalText.
type textFailure struct{ err error }

func (f textFailure) MarshalText() ([]byte, error) { return nil, f.err }

// failed ends the encoding because a method of a type has failed.
func (e *jsonEncoder) failed(t *Type, name string, err error) {
	failure := &json.MarshalerError{Err: err}
	if name == "MarshalText" {
		_, err = json.Marshal(textFailure{err})
		errors.As(err, &failure)
	}
	failure.Type = e.u.reflectType(t)
	panic(jsonError{failure})
}

func (e *jsonEncoder) structure(t *Type, v reflect.Value) {
	e.str("{")
	first := true
	for _, f := range e.u.jsonFields(t) {
		field, ok := e.follow(t, v, f.index)
		if !ok || f.omitEmpty && isEmpty(f.typ, field) || f.omitZero && e.isZero(f.typ, field) {
			continue
		}
		if !first {
			e.str(",")
		}
		first = false
		e.leaf(f.name)
		e.str(":")
		if f.quoted {
			e.quoted(f.typ, field)
		} else {
			e.value(f.typ, field)
		}
	}
	e.str("}")
}

// follow goes to a field through embedded structs; ok is false if a pointer on
// the way is nil.
func (e *jsonEncoder) follow(t *Type, v reflect.Value, index []int) (field reflect.Value, ok bool) {
	for _, i := range index {
		v = bare(v)
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v, true
}

// quoted writes a value of a field with the option string.
func (e *jsonEncoder) quoted(t *Type, v reflect.Value) {
	start := len(e.buf)
	e.value(t, v)
	text := string(e.buf[start:])
	if text == "null" {
		return
	}
	e.buf = e.buf[:start]
	if strings.HasPrefix(text, `"`) {
		e.leaf(text)
		return
	}
	e.str(`"` + text + `"`)
}

func isEmpty(t *Type, v reflect.Value) bool {
	if v = t.opened(v); v.Type() == ifaceType {
		return v.Interface().(Iface).T == nil
	}
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// isZero says whether a field is left out by the option omitzero.
func (e *jsonEncoder) isZero(t *Type, v reflect.Value) bool {
	if z, ok := v.Interface().(interface{ IsZero() bool }); ok && t.Native != nil {
		return v.Kind() == reflect.Pointer && v.IsNil() || z.IsZero()
	}
	at, recv := t, v
	if !t.has("IsZero") && e.u.PtrTo(t).has("IsZero") {
		at, recv = e.u.PtrTo(t), reflect.New(v.Type())
		recv.Elem().Set(v)
	}
	if !at.has("IsZero") {
		return v.IsZero()
	}
	if recv.Kind() == reflect.Pointer && recv.IsNil() {
		return true
	}
	out, _ := at.call(recv, "IsZero")
	return out[0].Bool()
}

func (e *jsonEncoder) list(t *Type, v reflect.Value) {
	if t.Kind == reflect.Slice {
		if v.IsNil() {
			e.str("null")
			return
		}
		if elem := e.u.PtrTo(t.Elem); t.Elem.Kind == reflect.Uint8 && !elem.marshals("MarshalJSON") && !elem.marshals("MarshalText") {
			e.str(`"` + base64.StdEncoding.EncodeToString(bytesOf(v)) + `"`)
			return
		}
		defer e.enter(t, v)()
	}
	e.str("[")
	for i := range v.Len() {
		if i > 0 {
			e.str(",")
		}
		e.value(t.Elem, v.Index(i))
	}
	e.str("]")
}

// A namedType is the type of a genome's value under the name that the genome
// knows it by, for errors that carry a reflect.Type.
type namedType struct {
	reflect.Type
	t *Type
}

func (n namedType) String() string  { return n.t.Name }
func (n namedType) Name() string    { return n.t.Base }
func (n namedType) PkgPath() string { return n.t.Pkg }
func (n namedType) Format(s fmt.State, verb rune) {
	fmt.Fprintf(s, fmt.FormatString(s, verb), n.t.Name)
}

func (u *Universe) reflectType(t *Type) reflect.Type {
	if t.Native != nil {
		return t.Native
	}
	if t.Rep != nil {
		return namedType{t.Rep, t}
	}
	return namedType{ifaceType, t}
}
