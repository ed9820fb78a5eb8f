package rt

import "reflect"

// A MapIter is what genomes get for reflect.MapIter.
type MapIter struct {
	m    ReflectValue
	keys []ReflectValue
	at   int // of the entry after the current one
}

// MapRange is reflect's. Unlike there, entries that are added on the way are
// not met.
func (r ReflectValue) MapRange() *MapIter {
	r.must("MapRange", reflect.Map)
	return &MapIter{m: r, keys: r.MapKeys()}
}

// Next goes on to the next entry that is still there.
func (it *MapIter) Next() bool {
	for it.at < len(it.keys) {
		it.at++
		if it.m.MapIndex(it.keys[it.at-1]).IsValid() {
			return true
		}
	}
	it.at = len(it.keys) + 1
	return false
}

// Key is the key of the current entry.
func (it *MapIter) Key() ReflectValue { return it.current("Key") }

// Value is the value of the current entry.
func (it *MapIter) Value() ReflectValue { return it.m.MapIndex(it.current("Value")) }

func (it *MapIter) current(method string) ReflectValue {
	switch {
	case it.at == 0:
		complain("MapIter." + method + " called before Next")
	case it.at > len(it.keys):
		complain("MapIter." + method + " called on exhausted iterator")
	}
	return it.keys[it.at-1]
}
