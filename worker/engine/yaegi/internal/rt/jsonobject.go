package rt

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// members calls f for each member of the next object, which must take the
// value; f gets the text of its name, and where that begins.
func (d *jsonDecoder) members(f func(raw []byte, at int)) {
	d.take()
	if d.peek() == '}' {
		d.at++
		return
	}
	for {
		raw := d.raw()
		at := d.at - len(raw)
		d.take() // the colon
		f(raw, at)
		if d.take() == '}' {
			return
		}
	}
}

func (d *jsonDecoder) object(t *Type, v reflect.Value) {
	fields := d.u.jsonFields(t)
	outer, depth := d.structure, len(d.path)
	d.members(func(raw []byte, _ int) {
		name := unquote(raw)
		f := fieldNamed(fields, name)
		if f == nil {
			d.unknown(name)
			d.raw()
			return
		}
		d.structure, d.path = t, append(append(d.path, f.path...), f.name)
		if field, ok := d.reach(t, v, f.index); ok {
			if f.quoted {
				d.quoted(f.typ, field)
			} else {
				d.value(f.typ, field)
			}
		} else {
			d.raw()
		}
		d.structure, d.path = outer, d.path[:depth]
	})
}

// fieldNamed finds a field by its name, or else the first one by its name in
// other letters.
func fieldNamed(fields []jsonField, name string) *jsonField {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	for i := range fields {
		if strings.EqualFold(fields[i].name, name) {
			return &fields[i]
		}
	}
	return nil
}

// reach goes to a field through embedded structs and makes those that are not
// there.
func (d *jsonDecoder) reach(t *Type, v reflect.Value, index []int) (field reflect.Value, ok bool) {
	for n, i := range index {
		if t.Kind == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			t, v = t.Elem, v.Elem()
		}
		f := &t.Fields[i]
		v = v.Field(i)
		if n < len(index)-1 && f.Type.Kind == reflect.Pointer && !f.Exported && v.IsNil() {
			d.save(fmt.Errorf("json: cannot set embedded pointer to unexported struct: %v", f.Type.Elem))
			return v, false
		}
		t = f.Type
	}
	return v, true
}

// quoted stores the value of a field with the option string.
func (d *jsonDecoder) quoted(t *Type, v reflect.Value) {
	raw := d.raw()
	text := raw
	switch raw[0] {
	case 'n':
	case '"':
		text = []byte(unquote(raw))
	default:
		d.save(fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal unquoted value into %v", t))
		return
	}
	inner := jsonDecoder{u: d.u, data: text, structure: d.structure, path: d.path}
	if !json.Valid(text) {
		d.save(fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal %q into %v", text, t))
		return
	}
	inner.value(t, v)
	if inner.saved != nil {
		d.save(fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal %q into %v", text, t))
	}
}

func (d *jsonDecoder) mapping(t *Type, v reflect.Value) {
	key := d.u.PtrTo(t.Key)
	if t.Key.Kind != reflect.String && !isInteger(t.Key.Kind) && !key.unmarshals("UnmarshalText") && !nativeText(t.Key) {
		d.mismatched(t, '{')
		return
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
	}
	d.members(func(raw []byte, at int) {
		elem := reflect.New(v.Type().Elem()).Elem()
		d.value(t.Elem, elem)
		if k, ok := d.key(t.Key, v.Type().Key(), raw, at); ok {
			v.SetMapIndex(k, elem)
		}
	})
}

// nativeText says whether a compiled type reads itself from a text.
func nativeText(t *Type) bool {
	if t.Native == nil {
		return false
	}
	_, ok := reflect.PointerTo(t.Native).MethodByName("UnmarshalText")
	return ok
}

// key makes a map's key of a member's name, whose text begins at a place.
func (d *jsonDecoder) key(t *Type, rep reflect.Type, raw []byte, at int) (reflect.Value, bool) {
	k, name := reflect.New(rep), unquote(raw)
	switch {
	case d.u.PtrTo(t).unmarshals("UnmarshalText"):
		d.call(d.u.PtrTo(t), k, "UnmarshalText", []byte(name))
	case nativeText(t):
		if err := json.Unmarshal(raw, k.Interface()); err != nil {
			panic(jsonError{err})
		}
	case t.Kind == reflect.String:
		k.Elem().SetString(name)
	case k.Elem().CanInt():
		n, err := strconv.ParseInt(name, 10, 64)
		if err != nil || k.Elem().OverflowInt(n) {
			d.mismatch("number "+name, t, at+1)
			return k, false
		}
		k.Elem().SetInt(n)
	default:
		n, err := strconv.ParseUint(name, 10, 64)
		if err != nil || k.Elem().OverflowUint(n) {
			d.mismatch("number "+name, t, at+1)
			return k, false
		}
		k.Elem().SetUint(n)
	}
	return k.Elem(), true
}

func (d *jsonDecoder) list(t *Type, v reflect.Value) {
	d.take()
	n := 0
	for d.peek() != ']' {
		if n > 0 {
			d.take() // the comma
		}
		switch {
		case t.Kind == reflect.Array && n >= t.Len:
			d.raw()
		default:
			if t.Kind == reflect.Slice {
				if n >= v.Cap() {
					v.Grow(1)
				}
				if n >= v.Len() {
					v.SetLen(n + 1)
				}
			}
			d.value(t.Elem, v.Index(n))
		}
		n++
	}
	d.at++
	switch {
	case t.Kind == reflect.Array:
		for ; n < t.Len; n++ {
			v.Index(n).SetZero()
		}
	case n == 0:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	default:
		v.SetLen(n)
	}
}
