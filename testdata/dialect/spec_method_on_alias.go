// Methods declared on aliases; aliases of generic types with parameters.
package main

import (
	"errors"
	"fmt"
)

type Number int32
type Number1 = Number
type Number2 = Number1

func (n Number2) Valid() bool { return n > 0 }

type Pair[A, B any] struct {
	a A
	b B
}
type IntPair[B any] = Pair[int, B]
type Both[T any] = Pair[T, T]

func (p Pair[A, B]) Swap() Pair[B, A] { return Pair[B, A]{p.b, p.a} }

func main() {
	fmt.Println(Number(5).Valid(), Number2(-1).Valid())
	p := IntPair[string]{1, "x"}
	fmt.Printf("%v %T\n", p.Swap(), p)
	b := Both[bool]{true, false}
	fmt.Println(b.Swap(), Pair[bool, bool](b) == b)
	var e error = errors.New("x")
	type myErr = error
	var m myErr = e
	fmt.Println(m == e)
	type F = func(int) F2
	var f F = func(i int) F2 { return F2(i) }
	fmt.Println(f(3))
}

type F2 int
