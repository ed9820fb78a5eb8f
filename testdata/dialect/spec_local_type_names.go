// Types of nested and generic local types as %T says them.
package main

import "fmt"

type G[T any] struct{ v T }

func local[T any]() any {
	type in struct{ x T }
	return in{}
}

func main() {
	type L struct{ a int }
	fmt.Printf("%T %T %T\n", L{}, []L{}, map[L]*L{})
	fmt.Printf("%T %T\n", G[G[int]]{}, G[map[string][]error]{})
	fmt.Println(local[int]() == local[int](), local[int]() == local[string]())
}
