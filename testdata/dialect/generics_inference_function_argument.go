// A generic function passed as an argument or assigned, inferred from context.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

func Double[T ~int | ~string](x T) T { return x + x }

func Apply[T any](xs []T, f func(T) T) []T {
	r := slices.Clone(xs)
	for i := range r {
		r[i] = f(r[i])
	}
	return r
}

func Compose[A, B, C any](f func(A) B, g func(B) C) func(A) C {
	return func(a A) C { return g(f(a)) }
}

func main() {
	fmt.Println(Apply([]int{1, 2}, Double), Apply([]string{"a"}, Double))
	var f func(string) string = Double
	fmt.Println(f("x"))
	h := Compose(strconv.Itoa, Double[string])
	fmt.Println(h(12))
	g := Compose(func(i int) float64 { return float64(i) / 2 }, func(f float64) string { return fmt.Sprint(f) })
	fmt.Println(g(3))
	s := []string{"b", "a"}
	slices.SortFunc(s, strings.Compare)
	fmt.Println(s, slices.SortedFunc(slices.Values([]int{3, 1, 2}), cmp.Compare))
}
