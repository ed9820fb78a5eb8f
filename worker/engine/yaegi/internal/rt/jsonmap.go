package rt

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

func (e *jsonEncoder) mapping(t *Type, v reflect.Value) {
	if t.Key.Kind != reflect.String && !isInteger(t.Key.Kind) && !e.textual(t.Key) {
		e.unsupported(t)
	}
	if v.IsNil() {
		e.str("null")
		return
	}
	defer e.enter(t, v)()
	type pair struct {
		key   string
		value reflect.Value
	}
	var list []pair
	for iter := v.MapRange(); iter.Next(); {
		list = append(list, pair{e.key(t, iter.Key()), iter.Value()})
	}
	slices.SortFunc(list, func(a, b pair) int { return strings.Compare(a.key, b.key) })
	e.str("{")
	for i, p := range list {
		if i > 0 {
			e.str(",")
		}
		e.leaf(p.key)
		e.str(":")
		e.value(t.Elem, p.value)
	}
	e.str("}")
}

func isInteger(k reflect.Kind) bool { return k >= reflect.Int && k <= reflect.Uintptr }

func (e *jsonEncoder) textual(t *Type) bool {
	if t.Native != nil {
		_, ok := t.Native.MethodByName("MarshalText")
		return ok
	}
	return t.marshals("MarshalText")
}

// key is the text of a key of a map.
func (e *jsonEncoder) key(m *Type, v reflect.Value) string {
	t := m.Key
	switch {
	case t.Kind == reflect.String:
		return v.String()
	case t.marshals("MarshalText"):
		if v.Kind() == reflect.Pointer && v.IsNil() {
			return ""
		}
		text, err := e.call(t, v, "MarshalText")
		if err != nil {
			e.badKey(m, err)
		}
		return string(text)
	case t.Native != nil && e.textual(t):
		if x, ok := v.Interface().(interface{ MarshalText() ([]byte, error) }); ok {
			text, err := x.MarshalText()
			if err != nil {
				e.badKey(m, err)
			}
			return string(text)
		}
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10)
	}
	return strconv.FormatInt(v.Int(), 10)
}

func (e *jsonEncoder) badKey(m *Type, err error) {
	panic(jsonError{fmt.Errorf("json: encoding error for type %q: %q", m.Name, err.Error())})
}
