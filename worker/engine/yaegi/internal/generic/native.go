package generic

import (
	"reflect"
	"slices"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/native"
)

// Native builds the table of NativePath. Its functions take slices of any
// type; they are called with well typed arguments only.
func Native() map[string]reflect.Value {
	return map[string]reflect.Value{
		"Equal":   reflect.ValueOf(equal),
		"Index":   reflect.ValueOf(index),
		"Reverse": reflect.ValueOf(reverse),
		"Sort":    reflect.ValueOf(native.SortOrdered),
	}
}

// index is slices.Index.
func index(s, v any) int {
	switch s := s.(type) {
	case []int:
		if v, ok := v.(int); ok {
			return slices.Index(s, v)
		}
	case []string:
		if v, ok := v.(string); ok {
			return slices.Index(s, v)
		}
	}
	list := reflect.ValueOf(s)
	if !list.IsValid() {
		return -1
	}
	// An untyped constant arrives with its default type.
	if elem, value := list.Type().Elem(), reflect.ValueOf(v); value.IsValid() && value.Type() != elem &&
		elem.Kind() != reflect.Interface && value.CanConvert(elem) {
		v = value.Convert(elem).Interface()
	}
	for i := range list.Len() {
		if list.Index(i).Interface() == v {
			return i
		}
	}
	return -1
}

// equal is slices.Equal.
func equal(s1, s2 any) bool {
	a, b := reflect.ValueOf(s1), reflect.ValueOf(s2)
	if !a.IsValid() || !b.IsValid() { // an untyped nil
		return (!a.IsValid() || a.Len() == 0) && (!b.IsValid() || b.Len() == 0)
	}
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if a.Index(i).Interface() != b.Index(i).Interface() {
			return false
		}
	}
	return true
}

// reverse is slices.Reverse.
func reverse(s any) {
	v := reflect.ValueOf(s)
	if !v.IsValid() {
		return
	}
	swap := reflect.Swapper(s)
	for i, j := 0, v.Len()-1; i < j; i, j = i+1, j-1 {
		swap(i, j)
	}
}
