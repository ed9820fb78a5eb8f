// Types that generic functions declare: one for each instance.
package main

import "fmt"

type M map[string]int

func F[A any](x A) any {
	type T struct{ v A }
	type U struct{ n int }
	type L []U
	if _, ok := any(x).(string); ok {
		return U{1}
	}
	if _, ok := any(x).(bool); ok {
		return L{{2}}
	}
	return T{x}
}

func G[A any]() any {
	type empty struct{}
	return empty{}
}

func H[K comparable, V any](k K, v V) (any, any) {
	type entry struct {
		key  K
		val  V
		next *struct{ e V }
	}
	type node struct {
		e    entry
		l, r *node
	}
	n := &node{e: entry{key: k, val: v}}
	n.l = &node{e: n.e}
	return n.e, n
}

type S[T any] struct{ v T }

func (s S[T]) Local() any {
	type wrapped struct{ in T }
	return wrapped{s.v}
}

func main() {
	fmt.Printf("%T %T %T %T %T\n", F(1), F(2.5), F("s"), F(true), F(M{}))
	fmt.Println(G[int]() == G[int](), G[int]() == G[string](), G[M]() == G[map[string]int]())
	a, b := H("k", 1)
	fmt.Printf("%T %T %v\n", a, b, a)
	fmt.Printf("%+v %#v\n", a, F(7))
	fmt.Printf("%T %v\n", S[[]int]{[]int{1}}.Local(), S[string]{"x"}.Local())
	m := map[any]int{G[int](): 1}
	m[G[string]()]++
	m[G[int]()]++
	fmt.Println(len(m), m[G[int]()])
	switch F("x").(type) {
	case fmt.Stringer:
		fmt.Println("stringer")
	default:
		fmt.Println("other")
	}
}
