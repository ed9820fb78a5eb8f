package rt

import (
	"cmp"
	"reflect"
	"slices"
)

// An entry is one key of a map with its value.
type entry struct{ key, value reflect.Value }

// sortedEntries lists a map in the order in which fmt prints it.
func sortedEntries(m reflect.Value) []entry {
	list := make([]entry, 0, m.Len())
	for iter := m.MapRange(); iter.Next(); {
		list = append(list, entry{iter.Key(), iter.Value()})
	}
	slices.SortStableFunc(list, func(a, b entry) int { return order(a.key, b.key) })
	return list
}

// order compares two keys: numbers and strings as they are, NaN before other
// floats, false before true, pointers and channels by address, structs and
// arrays part by part, interfaces by type and then by value.
func order(a, b reflect.Value) int {
	if a.Type() == ifaceType {
		return orderIface(a.Interface().(Iface), b.Interface().(Iface))
	}
	switch {
	case a.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.CanFloat():
		return cmp.Compare(a.Float(), b.Float())
	case a.CanComplex():
		x, y := a.Complex(), b.Complex()
		return cmp.Or(cmp.Compare(real(x), real(y)), cmp.Compare(imag(x), imag(y)))
	}
	switch a.Kind() {
	case reflect.String:
		return cmp.Compare(a.String(), b.String())
	case reflect.Bool:
		return orderBool(a.Bool(), b.Bool())
	case reflect.Pointer, reflect.UnsafePointer, reflect.Chan:
		return cmp.Compare(a.Pointer(), b.Pointer())
	case reflect.Struct:
		for i := range a.NumField() {
			if c := order(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
	case reflect.Array:
		for i := range a.Len() {
			if c := order(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
	case reflect.Interface:
		return orderInterface(a, b)
	}
	return 0
}

func orderBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func orderIface(a, b Iface) int {
	switch {
	case a.T == b.T && a.T != nil:
		return order(bare(reflect.ValueOf(a.V)), bare(reflect.ValueOf(b.V)))
	case a.T == nil || b.T == nil:
		return orderBool(a.T != nil, b.T != nil)
	}
	return cmp.Or(cmp.Compare(typeRank(a.T), typeRank(b.T)), cmp.Compare(a.T.ID, b.T.ID))
}

// typeRank orders types as fmt does, as far as that is known: fmt compares the
// addresses of the types' descriptors, and the linker puts pointers first, then
// named numbers and strings of the program, then the predeclared types in the
// order of the compiler's list.
func typeRank(t *Type) int {
	if t.Kind == reflect.Pointer {
		return 0
	}
	order := [...]reflect.Kind{reflect.String, reflect.Int8, reflect.Uint8, reflect.Int16, reflect.Uint16,
		reflect.Int32, reflect.Uint32, reflect.Int64, reflect.Uint64, reflect.Int, reflect.Uint, reflect.Uintptr,
		reflect.Complex64, reflect.Complex128, reflect.Float32, reflect.Float64, reflect.Bool}
	i := slices.Index(order[:], t.Kind)
	switch {
	case i >= 0 && t.Pkg == "":
		return 2 + i
	case i >= 0:
		return 1
	}
	return 2 + len(order)
}

func orderInterface(a, b reflect.Value) int {
	switch {
	case a.IsNil() || b.IsNil():
		return orderBool(!a.IsNil(), !b.IsNil())
	case a.Elem().Type() == b.Elem().Type():
		return order(a.Elem(), b.Elem())
	}
	return cmp.Compare(a.Elem().Type().String(), b.Elem().Type().String())
}
