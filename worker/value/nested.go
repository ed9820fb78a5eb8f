package value

import (
	"encoding/base64"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// nested appends a value that holds others.
func (e *encoder) nested(v reflect.Value) error {
	if err := e.enter(); err != nil {
		return err
	}
	defer func() { e.depth-- }()
	switch v.Kind() {
	case reflect.Slice:
		if elem := v.Type().Elem(); elem.Kind() == reflect.Uint8 && !hasMethods(elem) {
			return e.bytes(v.Bytes())
		}
		return e.list(v)
	case reflect.Array:
		return e.list(v)
	case reflect.Map:
		return e.mapping(v)
	case reflect.Struct:
		return e.object(v)
	}
	return e.value(v.Elem())
}

func (e *encoder) bytes(b []byte) error {
	if err := e.room(base64.StdEncoding.EncodedLen(len(b)) + 2); err != nil {
		return err
	}
	e.buf = append(e.buf, '"')
	e.buf = base64.StdEncoding.AppendEncode(e.buf, b)
	e.buf = append(e.buf, '"')
	return nil
}

func (e *encoder) list(v reflect.Value) error {
	n := v.Len()
	// Every element has at least one byte and a comma or a bracket.
	if err := e.room(2 * n); err != nil {
		return err
	}
	e.buf = append(e.buf, '[')
	for i := range n {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		if err := e.value(v.Index(i)); err != nil {
			return within(err, indexStep(i))
		}
	}
	e.buf = append(e.buf, ']')
	return e.room(0)
}

// mapping appends a map, its names sorted.
func (e *encoder) mapping(v reflect.Value) error {
	// Every member has at least quotes, a colon, one byte and a comma.
	if v.Len() > e.MaxBytes/4 {
		return e.room(e.MaxBytes + 1)
	}
	type member struct {
		name  string
		value reflect.Value
	}
	members := make([]member, 0, v.Len())
	total := 0
	for it := v.MapRange(); it.Next(); {
		name, err := e.keyName(it.Key())
		if err != nil {
			return err
		}
		if total += len(name) + 4; total > e.MaxBytes {
			return e.room(total)
		}
		members = append(members, member{name, it.Value()})
	}
	slices.SortFunc(members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	e.buf = append(e.buf, '{')
	for i, m := range members {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		e.buf = appendString(e.buf, m.name)
		e.buf = append(e.buf, ':')
		if err := e.value(m.value); err != nil {
			return within(err, keyStep(m.name))
		}
	}
	e.buf = append(e.buf, '}')
	return e.room(0)
}

// keyName is a map's key as an object's name.
func (e *encoder) keyName(key reflect.Value) (string, error) {
	t := key.Type()
	switch {
	case t.Kind() == reflect.String:
		return key.String(), nil
	case compiled(t) && t.Kind() != reflect.Interface:
		text, ok, err := marshalText(key)
		if err != nil {
			return "", fail(ErrUnencodable, "key of type %s: %s", typeName(t), clip(err.Error()))
		}
		if ok {
			return text, nil
		}
	}
	switch {
	case key.CanInt():
		return strconv.FormatInt(key.Int(), 10), nil
	case key.CanUint():
		return strconv.FormatUint(key.Uint(), 10), nil
	}
	name := typeName(t)
	if e.Unwrap != nil && t.Kind() == reflect.Struct && compiled(t) {
		if _, wrapped := e.Unwrap(key); wrapped {
			name = "any"
		}
	}
	return "", fail(ErrUnencodable, "a map with keys of type %s has no JSON", name)
}

func (e *encoder) object(v reflect.Value) error {
	e.buf = append(e.buf, '{')
	empty := true
	for i, fields := 0, e.fields.of(v.Type()); i < len(fields); i++ {
		f := &fields[i]
		fv, ok := reach(v, f.index)
		if !ok || f.omitEmpty && isEmpty(fv) || f.omitZero && fv.IsZero() {
			continue
		}
		if !empty {
			e.buf = append(e.buf, ',')
		}
		empty = false
		e.buf = appendString(e.buf, f.name)
		e.buf = append(e.buf, ':')
		if err := e.field(fv, f.quoted); err != nil {
			return within(err, fieldStep(f.name))
		}
	}
	e.buf = append(e.buf, '}')
	return e.room(0)
}

func (e *encoder) field(v reflect.Value, quoted bool) error {
	if !quoted {
		return e.value(v)
	}
	start := len(e.buf)
	if err := e.value(v); err != nil {
		return err
	}
	e.buf = appendString(e.buf[:start], string(e.buf[start:]))
	return nil
}

// reach follows an index path; it reports false where an embedded pointer is
// nil.
func reach(v reflect.Value, index []int) (reflect.Value, bool) {
	for _, i := range index {
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

// isEmpty is what omitempty omits.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
