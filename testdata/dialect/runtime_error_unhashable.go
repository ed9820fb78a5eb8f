// Map keys and comparisons of dynamic types that cannot be compared.
package main

import "fmt"

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

type S struct{ f []int }

func main() {
	m := map[any]int{}
	try(func() { m[[]int{1}] = 1 })
	try(func() { fmt.Println(m[map[string]int{}]) })
	try(func() { m[func() {}] = 1 })
	try(func() { m[S{}] = 1 })
	var a, b any = []int{1}, []int{1}
	try(func() { fmt.Println(a == b) })
	a, b = S{}, S{}
	try(func() { fmt.Println(a == b) })
	a, b = []int{1}, "x"
	try(func() { fmt.Println(a == b) })
	a, b = [1]any{[]int{}}, [1]any{[]int{}}
	try(func() { fmt.Println(a == b) })
	m["ok"] = 1
	fmt.Println(len(m))
}
