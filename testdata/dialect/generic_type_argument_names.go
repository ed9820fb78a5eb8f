// Type arguments that are types without names, as %T prints them.
package main

import "fmt"

type G[T any] struct{ x T }

type E struct{ q int }

func main() {
	var g G[struct {
		A int `json:"a"`
		b string
	}]
	fmt.Printf("%T\n", g)
	var h G[interface {
		m()
		String() string
	}]
	fmt.Printf("%T\n", h)
	var i G[func(struct{ a int }) error]
	fmt.Printf("%T\n", i)
	var j G[struct {
		E
		e E
	}]
	fmt.Printf("%T\n", j)
	var k G[map[string]*struct{ a, b int }]
	fmt.Printf("%T %v %+v %#v\n", k, k, k, k)
	var l G[chan<- struct{ a, b int }]
	fmt.Printf("%T %v\n", l, l)
	var m interface {
		m()
		String() string
	}
	fmt.Printf("%T\n", &m)
	var o G[struct {
		_ int
		B [2]func(x struct{ y int }) interface{ z(struct{ w int }) }
	}]
	fmt.Printf("%T\n", o)
	var n struct {
		a int
		E
		_ int
	}
	fmt.Printf("%T\n", n)
}
