package rt

import (
	"math/rand/v2"
	"reflect"
)

// Entries sets keys and values, pointers to slices, to what is in a map: in an
// order that is as good as random, and the same whenever the program has gone
// through the same maps since Begin.
func (u *Universe) Entries(m, keys, values any) {
	list := u.entries(reflect.ValueOf(m))
	k := reflect.ValueOf(keys).Elem()
	v := reflect.ValueOf(values).Elem()
	k.Set(reflect.MakeSlice(k.Type(), len(list), len(list)))
	v.Set(reflect.MakeSlice(v.Type(), len(list), len(list)))
	for i, e := range list {
		k.Index(i).Set(e.key)
		v.Index(i).Set(e.value)
	}
}

func (u *Universe) entries(m reflect.Value) []entry {
	list := sortedEntries(m)
	u.mu.Lock()
	defer u.mu.Unlock()
	u.mapOrder.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// mapKeys lists a map's keys for reflection.
func (u *Universe) mapKeys(m reflect.Value) []reflect.Value {
	if !u.opt.FixedMapOrder {
		return m.MapKeys()
	}
	list := u.entries(m)
	keys := make([]reflect.Value, len(list))
	for i, e := range list {
		keys[i] = e.key
	}
	return keys
}

// newMapOrder is what shuffles the entries of maps.
func newMapOrder(seed *uint64) *rand.Rand {
	var s uint64
	if seed != nil {
		s = *seed
	}
	return rand.New(rand.NewPCG(s, 0x6d617073)) // a stream of its own
}

// Odd tells whether a value is not equal to itself.
func Odd(x any) bool {
	if i, ok := x.(Iface); ok {
		return i.T != nil && !Eq(i, i)
	}
	return !reflect.ValueOf(x).Equal(reflect.ValueOf(x))
}
