// A generic set on a map type.
package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

type Set[T comparable] map[T]struct{}

func SetOf[T comparable](xs ...T) Set[T] {
	s := make(Set[T], len(xs))
	for _, x := range xs {
		s[x] = struct{}{}
	}
	return s
}
func (s Set[T]) Has(x T) bool { _, ok := s[x]; return ok }
func (s Set[T]) Union(t Set[T]) Set[T] {
	r := maps.Clone(s)
	maps.Copy(r, t)
	return r
}
func (s Set[T]) Intersect(t Set[T]) Set[T] {
	r := Set[T]{}
	for x := range s {
		if t.Has(x) {
			r[x] = struct{}{}
		}
	}
	return r
}
func Sorted[T cmp.Ordered](s Set[T]) []T { return slices.Sorted(maps.Keys(s)) }

func main() {
	a, b := SetOf(1, 2, 3), SetOf(3, 4)
	fmt.Println(Sorted(a.Union(b)), Sorted(a.Intersect(b)), a.Has(2), b.Has(2), len(a))
	type p struct{ x int }
	c := SetOf(p{1}, p{1}, p{2})
	fmt.Println(len(c), c.Has(p{2}), c)
}
