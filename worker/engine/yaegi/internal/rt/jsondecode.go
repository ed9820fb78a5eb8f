package rt

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// A jsonDecoder stores JSON as encoding/json does. Its text is valid. What
// does not fit a type is remembered, once, and decoding goes on; an error of a
// method ends it, by a panic with jsonError.
type jsonDecoder struct {
	u         *Universe
	data      []byte
	at        int
	before    int // what a stream holds before data, for positions
	useNumber bool
	strict    bool // unknown fields are errors
	saved     error
	structure *Type    // the innermost struct
	path      []string // the fields that led here
}

// decodeJSON stores a valid text in the variable that a non-nil pointer leads
// to.
func (d *jsonDecoder) decodeJSON(x Iface) (err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case jsonError:
			err = v.err
		default:
			panic(v)
		}
	}()
	d.value(x.T, bare(reflect.ValueOf(x.V)))
	return d.saved
}

func (d *jsonDecoder) save(err error) {
	if d.saved == nil {
		d.saved = d.inContext(err)
	}
}

// inContext tells a type error which field it is about.
func (d *jsonDecoder) inContext(err error) error {
	if e, ok := err.(*json.UnmarshalTypeError); ok && d.structure != nil {
		e.Struct = d.structure.Base
		path := d.path
		if e.Field != "" {
			path = append(path[:len(path):len(path)], e.Field)
		}
		e.Field = strings.Join(path, ".")
	}
	return err
}

// mismatch remembers that a value does not fit a type. Its place is the end of
// what has been read of it: one byte of an object, an array or a map's key, all
// of others.
func (d *jsonDecoder) mismatch(value string, t *Type, read int) {
	d.save(&json.UnmarshalTypeError{Value: value, Type: d.u.reflectType(t), Offset: int64(d.before + read)})
}

// mismatched skips a value that does not fit a type, and remembers it.
func (d *jsonDecoder) mismatched(t *Type, first byte) {
	d.space()
	read := d.at + 1
	d.raw()
	if first != '{' && first != '[' {
		read = d.at
	}
	d.mismatch(jsonKind(first), t, read)
}

func (d *jsonDecoder) space() {
	for d.at < len(d.data) && strings.IndexByte(" \t\r\n", d.data[d.at]) >= 0 {
		d.at++
	}
}

// take skips white space and one byte.
func (d *jsonDecoder) take() byte {
	d.space()
	c := d.data[d.at]
	d.at++
	return c
}

func (d *jsonDecoder) peek() byte {
	d.space()
	return d.data[d.at]
}

// raw skips a value and returns its text.
func (d *jsonDecoder) raw() []byte {
	d.space()
	start, depth := d.at, 0
	for d.at < len(d.data) {
		switch c := d.data[d.at]; c {
		case '"':
			d.skipString()
			if depth == 0 {
				return d.data[start:d.at]
			}
			continue
		case '{', '[':
			depth++
		case '}', ']', ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return d.data[start:d.at]
			}
			if c == '}' || c == ']' {
				if depth--; depth == 0 {
					d.at++
					return d.data[start:d.at]
				}
			}
		}
		d.at++
	}
	return d.data[start:d.at]
}

func (d *jsonDecoder) skipString() {
	for d.at++; d.data[d.at] != '"'; d.at++ {
		if d.data[d.at] == '\\' {
			d.at++
		}
	}
	d.at++
}

// unquote is the text of a JSON string.
func unquote(raw []byte) (s string) {
	_ = json.Unmarshal(raw, &s) // the text is valid
	return s
}

// value stores the next value. v can be set, or is a pointer.
func (d *jsonDecoder) value(t *Type, v reflect.Value) {
	first := d.peek()
	t, v, done := d.indirect(t, v, first)
	if done {
		return
	}
	switch {
	case t.Kind == reflect.Interface:
		d.anything(t, v, first)
	case t.wraps(v):
		d.wrapped(t, v)
	case first == 'n':
		d.raw()
		switch v.Kind() {
		case reflect.Pointer, reflect.Map, reflect.Slice:
			v.SetZero()
		}
	case t.Native != nil && v.CanAddr():
		d.leaf(t, v)
	case first == '{':
		switch t.Kind {
		case reflect.Struct:
			d.object(t, v)
		case reflect.Map:
			d.mapping(t, v)
		default:
			d.mismatched(t, first)
		}
	case first == '[':
		if t.Kind != reflect.Slice && t.Kind != reflect.Array {
			d.mismatched(t, first)
			return
		}
		d.list(t, v)
	default:
		d.literal(t, v, first)
	}
}

// wrapped stores the next value in a variable of a type that contains itself.
func (d *jsonDecoder) wrapped(t *Type, v reflect.Value) {
	inner := reflect.New(t.inside()).Elem()
	if old := t.opened(v); old.Type() == inner.Type() {
		inner.Set(old)
	}
	if t.Kind == reflect.Pointer {
		if d.peek() == 'n' {
			d.raw()
			inner.SetZero()
		} else {
			inner.Set(reflect.New(inner.Type().Elem()))
			d.value(t.Elem, inner.Elem())
		}
	} else {
		d.value(t, inner)
	}
	v.Set(t.wrapped(inner))
}

// indirect goes through pointers, which it makes where they are nil, and lets
// a method take the value, if there is one: then it is done.
func (d *jsonDecoder) indirect(t *Type, v reflect.Value, first byte) (*Type, reflect.Value, bool) {
	null, target := first == 'n', t
	for {
		if v.Type() == ifaceType && t.Kind == reflect.Interface {
			x := v.Interface().(Iface)
			if x.T == nil || x.T.Kind != reflect.Pointer || null && x.T.Elem.Kind != reflect.Pointer {
				return t, v, false
			}
			p := bare(reflect.ValueOf(x.V))
			if p.IsNil() {
				return t, v, false
			}
			t, v = x.T, p
		}
		if t.Kind != reflect.Pointer || t.wraps(v) {
			return t, v, v.CanAddr() && d.method(d.u.PtrTo(t), v.Addr(), first, target)
		}
		if null && v.CanSet() {
			return t, v, false
		}
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		t, v = t.Elem, v.Elem()
	}
}

// method lets UnmarshalJSON or UnmarshalText take the next value. The target is
// what an error names: the type before all pointers.
func (d *jsonDecoder) method(t *Type, p reflect.Value, first byte, target *Type) bool {
	switch {
	case t.unmarshals("UnmarshalJSON"):
		d.call(t, p, "UnmarshalJSON", d.raw())
		return true
	case first == 'n' || !t.unmarshals("UnmarshalText"):
		return false
	}
	if first != '"' {
		d.mismatched(target, first)
		return true
	}
	d.call(t, p, "UnmarshalText", []byte(unquote(d.raw())))
	return true
}

// jsonKind names what a JSON value that begins with a byte is.
func jsonKind(first byte) string {
	switch first {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "bool"
	}
	return "number"
}

// unmarshals says whether a type has a method func([]byte) error.
func (t *Type) unmarshals(name string) bool {
	f, ok := t.methods[name]
	return ok && f.Type().NumIn() == 2 && f.Type().In(1) == reflect.TypeFor[[]byte]() &&
		f.Type().NumOut() == 1 && f.Type().Out(0) == ifaceType
}

func (d *jsonDecoder) call(t *Type, p reflect.Value, name string, text []byte) {
	out, _ := t.call(p, name, reflect.ValueOf(append([]byte(nil), text...)))
	if err := d.u.ToError(out[0].Interface().(Iface)); err != nil {
		panic(jsonError{d.inContext(err)})
	}
}

// leaf leaves the next value to encoding/json.
func (d *jsonDecoder) leaf(t *Type, v reflect.Value) {
	raw := d.raw()
	if err := d.native(raw, v.Addr().Interface()); err != nil {
		d.failed(t, raw, err)
	}
}

// failed remembers that the value that has just been read does not fit; other
// errors end decoding.
func (d *jsonDecoder) failed(t *Type, raw []byte, err error) {
	e, ok := err.(*json.UnmarshalTypeError)
	if !ok {
		panic(jsonError{err})
	}
	e.Offset += int64(d.before + d.at - len(raw))
	if t.Native == nil && t.Kind != reflect.Interface && e.Field == "" {
		e.Type = d.u.reflectType(t)
	}
	d.save(e)
}

func (d *jsonDecoder) native(raw []byte, target any) error {
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	if d.useNumber {
		dec.UseNumber()
	}
	if d.strict {
		dec.DisallowUnknownFields()
	}
	return dec.Decode(target)
}

// anything stores the next value in an interface.
func (d *jsonDecoder) anything(t *Type, v reflect.Value, first byte) {
	switch {
	case first == 'n':
		d.raw()
		v.SetZero()
	case len(t.Names) > 0:
		d.mismatched(t, first)
	default:
		raw := d.raw()
		var native any
		if err := d.native(raw, &native); err != nil {
			d.failed(t, raw, err)
		}
		v.Set(reflect.ValueOf(d.u.FromNative(native)))
	}
}

// literal stores a number, string or boolean in a variable of a named type.
func (d *jsonDecoder) literal(t *Type, v reflect.Value, first byte) {
	raw := d.raw()
	if first == '"' && t.Kind == reflect.Slice && t.Elem.Kind == reflect.Uint8 {
		var b []byte
		if err := json.Unmarshal(raw, &b); err != nil {
			d.save(err)
			return
		}
		s := reflect.MakeSlice(v.Type(), len(b), len(b))
		reflect.Copy(s, reflect.ValueOf(b).Convert(v.Type()))
		v.Set(s)
		return
	}
	if t.Kind >= reflect.Array && t.Kind != reflect.String {
		d.mismatch(jsonKind(first), t, d.at)
		return
	}
	if err := json.Unmarshal(raw, v.Addr().Interface()); err != nil {
		d.failed(t, raw, err)
	}
}

// unknown says that a struct has no field of a name.
func (d *jsonDecoder) unknown(name string) {
	if d.strict {
		d.save(fmt.Errorf("json: unknown field %q", name))
	}
}
