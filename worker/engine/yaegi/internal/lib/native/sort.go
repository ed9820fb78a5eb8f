// Package native holds what the sources of package lib leave to compiled code.
package native

import (
	"cmp"
	"reflect"
	"slices"
)

// SortOrdered is slices.Sort on a slice of any type whose elements are ordered.
// It panics if they are not.
func SortOrdered(s any) {
	if s == nil {
		return
	}
	for _, sort := range []func(any) bool{
		sortKind[int], sortKind[string], sortKind[float64], sortKind[uint8], sortKind[int32],
		sortKind[int64], sortKind[uint64], sortKind[uint], sortKind[uint32], sortKind[uint16],
		sortKind[int16], sortKind[int8], sortKind[float32], sortKind[uintptr],
	} {
		if sort(s) {
			return
		}
	}
	panic("slices.Sort: elements of type " + reflect.TypeOf(s).Elem().String() + " are not ordered")
}

// sortKind sorts []T and, through a copy, slices whose elements have another
// type of the same kind, like []time.Duration.
func sortKind[T cmp.Ordered](s any) bool {
	if plain, ok := s.([]T); ok {
		slices.Sort(plain)
		return true
	}
	v, t := reflect.ValueOf(s), reflect.TypeFor[T]()
	if v.Type().Elem().Kind() != t.Kind() {
		return false
	}
	plain := make([]T, v.Len())
	for i := range plain {
		plain[i] = v.Index(i).Convert(t).Interface().(T)
	}
	slices.Sort(plain)
	for i, e := range plain {
		v.Index(i).Set(reflect.ValueOf(e).Convert(v.Type().Elem()))
	}
	return true
}
