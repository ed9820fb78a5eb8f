package value

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
)

// Interfaces that compiled types may implement.
var (
	jsonMarshaler   = reflect.TypeFor[json.Marshaler]()
	textMarshaler   = reflect.TypeFor[encoding.TextMarshaler]()
	jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// hasMethods tells whether a type goes to and from JSON by methods of its own.
func hasMethods(t reflect.Type) bool {
	if !compiled(t) {
		return false
	}
	p := reflect.PointerTo(t)
	return p.Implements(jsonMarshaler) || p.Implements(textMarshaler) ||
		p.Implements(jsonUnmarshaler) || p.Implements(textUnmarshaler)
}

// marshal encodes a value of a compiled type by its own method, if it has one.
// The result is valid JSON.
func marshal(v reflect.Value) (out []byte, ok bool, err error) {
	p := reflect.PointerTo(v.Type())
	if !p.Implements(jsonMarshaler) {
		text, ok, err := marshalText(v)
		if !ok || err != nil {
			return nil, ok, err
		}
		return appendString(nil, text), true, nil
	}
	if !v.CanInterface() {
		return nil, false, nil
	}
	defer caught(v.Type(), &ok, &err)
	raw, err := pointer(v).(json.Marshaler).MarshalJSON()
	if err != nil {
		return nil, true, err
	}
	var b bytes.Buffer
	err = json.Compact(&b, raw)
	return b.Bytes(), true, err
}

// marshalText is marshal for types that are text, which may be keys too.
func marshalText(v reflect.Value) (text string, ok bool, err error) {
	if !reflect.PointerTo(v.Type()).Implements(textMarshaler) || !v.CanInterface() {
		return "", false, nil
	}
	defer caught(v.Type(), &ok, &err)
	raw, err := pointer(v).(encoding.TextMarshaler).MarshalText()
	return string(raw), true, err
}

// pointer returns the address of v or of a copy, because methods may have
// pointer receivers.
func pointer(v reflect.Value) any {
	if v.CanAddr() {
		return v.Addr().Interface()
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.Interface()
}

// caught turns a panic into an error. The methods that are called here were not
// written for values of a hostile program.
func caught(t reflect.Type, ok *bool, err *error) {
	if r := recover(); r != nil {
		*ok, *err = true, fmt.Errorf("%s panicked: %v", typeName(t), r)
	}
}

// unmarshal decodes into a value of a compiled type by its own method, if it
// has one.
func unmarshal(raw []byte, v reflect.Value) (ok bool, err error) {
	p := reflect.PointerTo(v.Type())
	byJSON, byText := p.Implements(jsonUnmarshaler), p.Implements(textUnmarshaler)
	if !byJSON && !(byText && raw[0] == '"') {
		return false, nil
	}
	defer caught(v.Type(), &ok, &err)
	return true, json.Unmarshal(raw, v.Addr().Interface())
}
