// Type inference from function literals and other arguments.
package main

import (
	"fmt"
	"strconv"
)

func Map[T, U any](s []T, f func(T) U) []U {
	r := make([]U, 0, len(s))
	for _, x := range s {
		r = append(r, f(x))
	}
	return r
}

func Filter[T any](s []T, keep func(T) bool) []T {
	var r []T
	for _, x := range s {
		if keep(x) {
			r = append(r, x)
		}
	}
	return r
}

func Reduce[T, A any](s []T, init A, f func(A, T) A) A {
	for _, x := range s {
		init = f(init, x)
	}
	return init
}

func main() {
	n := []int{1, 2, 3, 4, 5, 6}
	sq := Map(n, func(i int) int { return i * i })
	st := Map(n, func(i int) string { return fmt.Sprint("<", i, ">") })
	fmt.Println(sq, st)
	fmt.Println(Filter(n, func(i int) bool { return i%2 == 0 }))
	fmt.Println(Reduce(n, 0.5, func(a float64, x int) float64 { return a + float64(x) }))
	fmt.Println(Reduce(Map(Filter(n, func(i int) bool { return i > 3 }), strconv.Itoa), "", func(a, s string) string { return a + s }))
}
