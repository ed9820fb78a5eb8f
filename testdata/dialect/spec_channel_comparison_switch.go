// Switch clauses compare mixed types: channels of other direction, interfaces with concrete values, booleans.
package main

import "fmt"

type T int

func (T) M() {}

type I interface{ M() }

func main() {
	c := make(chan int)
	var ro <-chan int = c
	switch ro {
	case c:
		fmt.Println("same channel")
	}
	switch c {
	case ro:
		fmt.Println("and back")
	}
	switch i := any(true); {
	case i:
		fmt.Println("true in any")
	default:
		fmt.Println("no")
	}
	switch any(2) {
	case 2.0:
		fmt.Println("float")
	case T(2):
		fmt.Println("T")
	case 2:
		fmt.Println("int")
	}
	var i I = T(3)
	switch i {
	case T(2):
		fmt.Println("two")
	case T(3):
		fmt.Println("three")
	}
	switch T(3) {
	case i:
		fmt.Println("interface in clause")
	}
	switch err := error(nil); err {
	case nil:
		fmt.Println("nil error")
	}
	switch f := func() int { return 1 }; {
	case f == nil:
		fmt.Println("nil func")
	case f() == 1:
		fmt.Println("one")
	}
	fmt.Println(any(c) == any(ro), ro == c, i == T(3), i == I(nil))
}
