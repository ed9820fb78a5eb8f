// Constraint type inference through ~[]E and ~map[K]V.
package main

import (
	"cmp"
	"fmt"
	"slices"
)

type Ints []int

func (s Ints) Sum() (t int) {
	for _, x := range s {
		t += x
	}
	return
}

func Scale[S ~[]E, E ~int | ~float64](s S, c E) S {
	r := make(S, len(s))
	for i, v := range s {
		r[i] = v * c
	}
	return r
}

func Keys[M ~map[K]V, K cmp.Ordered, V any](m M) []K {
	r := make([]K, 0, len(m))
	for k := range m {
		r = append(r, k)
	}
	slices.Sort(r)
	return r
}

type Ages map[string]int

func main() {
	fmt.Println(Scale(Ints{1, 2, 3}, 2).Sum(), Scale([]float64{1, 2}, 0.5))
	fmt.Println(Keys(Ages{"b": 1, "a": 2}), Keys(map[int]bool{3: true, 1: false}))
	fmt.Printf("%T\n", Scale(Ints{1}, 1))
}
