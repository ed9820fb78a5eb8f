package value

import (
	"encoding/base64"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// container decodes what holds other values. Its caller keeps the depth.
func (d *decoder) container(v reflect.Value) error {
	switch t := v.Type(); t.Kind() {
	case reflect.Slice:
		return d.slice(v)
	case reflect.Array:
		return d.array(v)
	case reflect.Map:
		return d.mapping(v)
	case reflect.Struct:
		return d.object(v)
	default:
		p := reflect.New(t.Elem())
		if err := d.value(p.Elem()); err != nil {
			return err
		}
		v.Set(p)
		return nil
	}
}

func (d *decoder) slice(v reflect.Value) error {
	t := v.Type()
	c := d.peek()
	if c == '"' && t.Elem().Kind() == reflect.Uint8 {
		s := d.string()
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return refuse(ErrType, "want %s in base64, got string %q: %s", typeName(t), clip(s), err)
		}
		v.SetBytes(b)
		return nil
	}
	if c != '[' {
		return d.want(t, d.skip())
	}
	grown := reflect.New(t).Elem()
	grown.Set(reflect.MakeSlice(t, 0, 0)) // an empty array is not nil
	for i := 0; d.next(i == 0); i++ {
		if i == grown.Cap() {
			grown.Grow(1)
		}
		grown.SetLen(i + 1)
		if err := d.value(grown.Index(i)); err != nil {
			return within(err, indexStep(i))
		}
	}
	v.Set(grown)
	return nil
}

func (d *decoder) array(v reflect.Value) error {
	if d.peek() != '[' {
		return d.want(v.Type(), d.skip())
	}
	i := 0
	for ; d.next(i == 0); i++ {
		if i >= v.Len() {
			d.skip()
			continue
		}
		if err := d.value(v.Index(i)); err != nil {
			return within(err, indexStep(i))
		}
	}
	if i != v.Len() {
		return refuse(ErrType, "want %s, got array of %d", typeName(v.Type()), i)
	}
	return nil
}

func (d *decoder) mapping(v reflect.Value) error {
	t := v.Type()
	if d.peek() != '{' {
		return d.want(t, d.skip())
	}
	m := reflect.MakeMap(t)
	for first := true; d.next(first); first = false {
		name := d.key()
		key := reflect.New(t.Key()).Elem()
		if err := decodeKey(name, key); err != nil {
			return within(err, keyStep(name))
		}
		elem := reflect.New(t.Elem()).Elem()
		if err := d.value(elem); err != nil {
			return within(err, keyStep(name))
		}
		m.SetMapIndex(key, elem)
	}
	v.Set(m)
	return nil
}

// decodeKey turns an object's name into a map's key.
func decodeKey(name string, key reflect.Value) error {
	t := key.Type()
	if compiled(t) && hasMethods(t) {
		raw := appendString(nil, name)
		if ok, err := unmarshal(raw, key); ok {
			if err != nil {
				return refuse(ErrType, "want %s as key: %s", typeName(t), clip(err.Error()))
			}
			return nil
		}
	}
	switch {
	case t.Kind() == reflect.String:
		key.SetString(name)
		return nil
	case key.CanInt():
		if n, err := strconv.ParseInt(name, 10, t.Bits()); err == nil {
			key.SetInt(n)
			return nil
		}
	case key.CanUint():
		if n, err := strconv.ParseUint(name, 10, t.Bits()); err == nil {
			key.SetUint(n)
			return nil
		}
	default:
		return refuse(ErrType, "a map with keys of type %s cannot be given as JSON", typeName(t))
	}
	return refuse(ErrType, "want %s as key", typeName(t))
}

func (d *decoder) object(v reflect.Value) error {
	t := v.Type()
	fields := d.fields.of(t)
	if compiled(t) && len(fields) == 0 && t.NumField() > 0 {
		// Without its unexported fields the value would mean nothing.
		return refuse(ErrType, "a %s cannot be given as JSON", typeName(t))
	}
	if d.peek() != '{' {
		return d.want(t, d.skip())
	}
	for first := true; d.next(first); first = false {
		name := d.key()
		f := find(fields, name)
		if f == nil {
			return within(refuse(ErrType, "%s has no such field", typeName(t)), fieldStep(name))
		}
		if err := d.field(v, f); err != nil {
			return within(err, fieldStep(f.name))
		}
	}
	return nil
}

// field decodes into a field of v, making the embedded structs on the way.
func (d *decoder) field(v reflect.Value, f *field) error {
	for _, i := range f.index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				if !v.CanSet() {
					return refuse(ErrType, "belongs to an embedded pointer of unexported type, which is nil")
				}
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	if !f.quoted {
		return d.value(v)
	}
	if d.peek() != '"' {
		return d.want(reflect.TypeFor[string](), d.skip())
	}
	inner, err := Decode(json.RawMessage(d.string()), v.Type())
	if err == nil {
		v.Set(inner)
	}
	return err
}

// find prefers the exact name to one that differs in case.
func find(fields []field, name string) *field {
	var folded *field
	for i := range fields {
		f := &fields[i]
		if f.name == name {
			return f
		}
		if folded == nil && strings.EqualFold(f.name, name) {
			folded = f
		}
	}
	return folded
}
