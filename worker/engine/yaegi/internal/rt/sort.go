package rt

import (
	"reflect"
	"sort"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/native"
)

// ownSort finds the sorting functions that take a slice of any type.
func ownSort(name string) any {
	switch name {
	case "Slice":
		return func(x Iface, less func(i, j int) bool) { sort.Slice(elements(x), less) }
	case "SliceStable":
		return func(x Iface, less func(i, j int) bool) { sort.SliceStable(elements(x), less) }
	case "SliceIsSorted":
		return func(x Iface, less func(i, j int) bool) bool { return sort.SliceIsSorted(elements(x), less) }
	case "sortOrdered":
		return func(x Iface) { native.SortOrdered(elements(x)) }
	}
	return nil
}

// elements is the slice in an interface value.
func elements(x Iface) any {
	if x.T == nil {
		return nil // which package sort panics about
	}
	return bare(reflect.ValueOf(x.V)).Interface()
}
