// Explicit, partial and no type arguments.
package main

import "fmt"

func Convert[To, From ~int | ~float64 | ~int8](f From) To { return To(f) }

func Zero[T any]() T {
	var z T
	return z
}

func New[T any](init func(*T)) *T {
	t := new(T)
	init(t)
	return t
}

type S struct{ a, b int }

func main() {
	fmt.Println(Convert[float64](3), Convert[int](3.99), Convert[int8, float64](-2.5))
	fmt.Printf("%v %q %v %v %+v\n", Zero[int](), Zero[string](), Zero[[]int]() == nil, Zero[*S]() == nil, Zero[S]())
	fmt.Println(*New(func(s *S) { s.a = 4 }), Zero[error]() == nil)
	f := Convert[int, float64]
	fmt.Println(f(7.7))
}
