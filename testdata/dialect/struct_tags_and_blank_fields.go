// Blank fields, tags, alignment-free comparison, struct conversion ignoring tags.
package main

import "fmt"

type A struct {
	X int `a:"1"`
	_ int
	Y string
}
type B struct {
	X int
	_ int
	Y string
}

func main() {
	a := A{X: 1, Y: "y"}
	b := B(a)
	fmt.Println(a == A{X: 1, Y: "y"}, b, a)
	fmt.Printf("%+v %#v\n", a, a)
	var _ = a
	_, y := 1, 2
	_ = y
	for _, _ = range []int{1} {
	}
	var e struct{}
	m := map[string]struct{}{"k": {}}
	_, ok := m["k"]
	fmt.Println(e, m, ok, len([3]struct{}{}))
}
