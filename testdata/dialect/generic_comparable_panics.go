// A comparable type parameter instantiated with any panics on uncomparable values.
package main

import "fmt"

func Eq[T comparable](a, b T) (r bool, err any) {
	defer func() { err = recover() }()
	return a == b, nil
}

func main() {
	fmt.Println(Eq(1, 1))
	fmt.Println(Eq[any](1, "x"))
	fmt.Println(Eq[any]([]int{1}, []int{1}))
	fmt.Println(Eq[any](map[string]int{}, 1))
	fmt.Println(Eq[error](nil, nil))
	type S struct{ v any }
	fmt.Println(Eq(S{1}, S{1}))
	fmt.Println(Eq(S{func() {}}, S{func() {}}))
}
