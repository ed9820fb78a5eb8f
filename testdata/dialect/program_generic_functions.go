// Map, Filter, Reduce, GroupBy, Partition, Zip, Flatten, Unique, chained.
package main

import (
	"cmp"
	"fmt"
	"slices"
)

func Map[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, len(xs))
	for i, x := range xs {
		out[i] = f(x)
	}
	return out
}
func Filter[T any](xs []T, f func(T) bool) (out []T) {
	for _, x := range xs {
		if f(x) {
			out = append(out, x)
		}
	}
	return
}
func Reduce[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}
func GroupBy[T any, K comparable](xs []T, key func(T) K) map[K][]T {
	m := make(map[K][]T)
	for _, x := range xs {
		m[key(x)] = append(m[key(x)], x)
	}
	return m
}
func Partition[T any](xs []T, f func(T) bool) (yes, no []T) {
	for _, x := range xs {
		if f(x) {
			yes = append(yes, x)
		} else {
			no = append(no, x)
		}
	}
	return
}
func Unique[S ~[]E, E comparable](s S) S {
	seen := map[E]struct{}{}
	var out S
	for _, x := range s {
		if _, dup := seen[x]; !dup {
			seen[x] = struct{}{}
			out = append(out, x)
		}
	}
	return out
}
func Flatten[T any](xss ...[]T) []T {
	return Reduce(xss, nil, func(a, x []T) []T { return append(a, x...) })
}
func Keys[K cmp.Ordered, V any](m map[K]V) []K {
	ks := make([]K, 0)
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

type Emp struct {
	Name string
	Dept string
	Pay  int
}

func main() {
	es := []Emp{{"A", "x", 10}, {"B", "y", 30}, {"C", "x", 20}}
	by := GroupBy(es, func(e Emp) string { return e.Dept })
	for _, d := range Keys(by) {
		fmt.Println(d, Map(by[d], func(e Emp) string { return e.Name }), Reduce(by[d], 0, func(s int, e Emp) int { return s + e.Pay }))
	}
	even, odd := Partition([]int{1, 2, 3, 4, 5}, func(i int) bool { return i%2 == 0 })
	fmt.Println(even, odd, Flatten(even, odd, []int{9}), Unique([]string{"a", "b", "a"}))
	fmt.Println(Reduce(Filter(Map(es, func(e Emp) float64 { return float64(e.Pay) * 1.1 }), func(f float64) bool { return f > 15 }), "", func(s string, f float64) string { return s + fmt.Sprintf("%.1f;", f) }))
	type ids []int
	fmt.Printf("%T %v\n", Unique(ids{1, 1}), Keys(map[float64]bool{2.5: true, -1: false}))
}
