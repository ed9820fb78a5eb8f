// Instantiation with anonymous structs, functions, interfaces and channels.
package main

import (
	"errors"
	"fmt"
)

type Box[T any] struct{ v T }

func (b Box[T]) Get() T { return b.v }

func Wrap[T any](v T) Box[T] { return Box[T]{v} }

func main() {
	a := Wrap(struct {
		X int
		Y string
	}{1, "y"})
	fmt.Println(a.Get().X, a.v.Y)
	f := Wrap(func(i int) int { return i + 1 })
	fmt.Println(f.Get()(4))
	e := Wrap[error](errors.New("e"))
	fmt.Println(e.Get())
	c := Wrap(make(chan int, 1))
	c.v <- 3
	fmt.Println(<-c.Get())
	n := Wrap(Wrap(Wrap(5)))
	fmt.Println(n.v.v.v, n)
	m := Wrap(map[string][]int{"a": {1}})
	m.v["a"][0]++
	fmt.Println(m.Get()["a"], Wrap(&n).v.v.v.Get())
	s := []Box[any]{{1}, {"s"}, {nil}}
	fmt.Println(s)
}
