// Generic types of generic types.
package main

import (
	"fmt"
	"strconv"
)

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func MakePair[K comparable, V any](k K, v V) Pair[K, V] { return Pair[K, V]{k, v} }

func (p Pair[K, V]) Swap(f func(V) K, g func(K) V) Pair[K, V] { return Pair[K, V]{f(p.Val), g(p.Key)} }

type OrderedMap[K comparable, V any] struct {
	pairs []Pair[K, V]
	index map[K]int
}

func (m *OrderedMap[K, V]) Set(k K, v V) {
	if m.index == nil {
		m.index = make(map[K]int)
	}
	if i, ok := m.index[k]; ok {
		m.pairs[i].Val = v
		return
	}
	m.index[k] = len(m.pairs)
	m.pairs = append(m.pairs, MakePair(k, v))
}

type Matrix[T any] [][]T
type Cache[T any] map[string]Pair[int, []T]

func main() {
	var m OrderedMap[string, Pair[int, bool]]
	m.Set("z", MakePair(1, true))
	m.Set("a", MakePair(2, false))
	m.Set("z", MakePair(3, false))
	fmt.Println(m.pairs, len(m.index))
	fmt.Println(MakePair("1", 2).Swap(strconv.Itoa, func(s string) int { n, _ := strconv.Atoi(s); return n }))
	c := Cache[float64]{"k": {1, []float64{2.5}}}
	fmt.Printf("%v %+v\n", c, Matrix[Pair[string, int]]{{{"a", 1}}, nil})
}
