// Pointers to structs, slices and maps; pointers within; nil in all positions.
package main

import (
	"errors"
	"fmt"
)

type T struct {
	A int
	P *int
	S []int
	M map[string]int
	E error
	I any
	F func()
	Q *T
}

func main() {
	var tp *T
	fmt.Println(tp, []*T{nil}, T{}, &T{A: 1})
	fmt.Printf("%v %+v %s %d\n", tp, tp, tp, tp)
	fmt.Printf("%+v\n", &T{S: []int{1}, M: map[string]int{"a": 1}, E: errors.New("e"), I: 5})
	var e error
	var a any
	var f func()
	var m map[string]int
	var s []string
	var c chan int
	fmt.Println(e, a, f == nil, m, s, c)
	fmt.Printf("%v %v %v %v %v %v\n", e, a, f, m, s, c)
	fmt.Printf("%t %s %q %x\n", m == nil, s, s, s)
	pp := &tp
	fmt.Println(*pp == nil, pp != nil, &struct{ x *int }{})
	fmt.Printf("%v %v\n", &[]any{nil, &m == nil}, &map[string]any{"k": nil})
}
