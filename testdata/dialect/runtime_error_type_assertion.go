// Texts of failed type assertions.
package main

import "fmt"

type Shape interface{ Area() float64 }
type Named interface {
	Name() string
	Shape
}
type Sq struct{ s float64 }

func (s Sq) Area() float64 { return s.s * s.s }

type Pt struct{}

func (p *Pt) Area() float64 { return 0 }

func try(f func()) {
	defer func() {
		r := recover()
		_, ok := r.(error)
		fmt.Println(ok, r)
	}()
	f()
}

func main() {
	var x any = "str"
	var n any
	var s Shape = Sq{2}
	var ns Shape
	try(func() { _ = x.(int) })
	try(func() { _ = n.(int) })
	try(func() { _ = x.(Shape) })
	try(func() { _ = n.(Shape) })
	try(func() { _ = s.(Named) })
	try(func() { _ = s.(*Pt) })
	try(func() { _ = ns.(Sq) })
	try(func() { _ = x.([]int) })
	try(func() { _ = any(Pt{}).(Shape) })
	try(func() { _ = x.(error) })
	try(func() { fmt.Println(x.(string), s.(Sq).s) })
}
