// Type inference from variadic arguments.
package main

import (
	"cmp"
	"fmt"
)

type Number interface {
	~int | ~int64 | ~float64
}

func Sum[T Number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

func Of[T any](xs ...T) []T { return xs }

func Max[T cmp.Ordered](first T, rest ...T) T {
	for _, x := range rest {
		if x > first {
			first = x
		}
	}
	return first
}

type Celsius float64

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[int](), Sum([]int64{4, 5}...))
	fmt.Printf("%T %v\n", Sum(Celsius(1), 2.5), Sum(Celsius(1), 2.5))
	fmt.Println(Max("a", "c", "b"), Max(3), Max(1.5, 2))
	fmt.Printf("%T %T\n", Of(1, 2), Of("a"))
}
