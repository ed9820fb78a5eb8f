// Type aliases of instances, and types declared in generic functions.
package main

import "fmt"

type Vec[T any] []T
type IntVec = Vec[int]

func (v Vec[T]) Map(f func(T) T) Vec[T] {
	r := make(Vec[T], len(v))
	for i, x := range v {
		r[i] = f(x)
	}
	return r
}

func Zip[A, B any](as []A, bs []B) []struct {
	First  A
	Second B
} {
	type pair = struct {
		First  A
		Second B
	}
	var r []pair
	for i := range min(len(as), len(bs)) {
		r = append(r, pair{as[i], bs[i]})
	}
	return r
}

func Count[T comparable](xs []T) string {
	type entry struct {
		val T
		n   int
	}
	var es []entry
outer:
	for _, x := range xs {
		for i := range es {
			if es[i].val == x {
				es[i].n++
				continue outer
			}
		}
		es = append(es, entry{x, 1})
	}
	return fmt.Sprintf("%+v", es)
}

func main() {
	var v IntVec = Vec[int]{1, 2}
	fmt.Println(v.Map(func(i int) int { return -i }))
	for _, p := range Zip([]int{1, 2, 3}, []string{"a", "b"}) {
		fmt.Print(p.First, p.Second, " ")
	}
	fmt.Println(Count([]string{"a", "b", "a"}), Count([]int{1, 1}))
}
