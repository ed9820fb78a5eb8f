// Recursive generic functions and types that refer to each other.
package main

import (
	"fmt"
	"slices"
)

type Tree[T any] struct {
	Val  T
	Kids Forest[T]
}
type Forest[T any] []*Tree[T]

func (t *Tree[T]) Map(f func(T) T) *Tree[T] { return &Tree[T]{f(t.Val), t.Kids.Map(f)} }
func (fs Forest[T]) Map(f func(T) T) (out Forest[T]) {
	for _, t := range fs {
		out = append(out, t.Map(f))
	}
	return
}
func Fold[T, A any](t *Tree[T], f func(T, []A) A) A {
	var as []A
	for _, k := range t.Kids {
		as = append(as, Fold(k, f))
	}
	return f(t.Val, as)
}
func Even[T ~int](n T) bool {
	if n == 0 {
		return true
	}
	return Odd(n - 1)
}
func Odd[T ~int](n T) bool {
	if n == 0 {
		return false
	}
	return Even(n - 1)
}
func Perms[T any](xs []T) [][]T {
	if len(xs) < 2 {
		return [][]T{slices.Clone(xs)}
	}
	var out [][]T
	for i := range xs {
		for _, p := range Perms(slices.Concat(xs[:i], xs[i+1:])) {
			out = append(out, append([]T{xs[i]}, p...))
		}
	}
	return out
}

func main() {
	t := &Tree[int]{1, Forest[int]{{2, nil}, {3, Forest[int]{{4, nil}}}}}
	sum := func(v int, as []int) int {
		for _, a := range as {
			v += a
		}
		return v
	}
	fmt.Println(Fold(t, sum), Fold(t.Map(func(i int) int { return i * 10 }), sum))
	fmt.Println(Fold(t, func(v int, as []string) string { return fmt.Sprint(v) + fmt.Sprint(as) }))
	type my int
	fmt.Println(Even(my(10)), Odd(7), Perms([]string{"a", "b", "c"}))
}
