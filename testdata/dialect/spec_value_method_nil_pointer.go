// A value method through an interface that holds a nil pointer: the run time says so.
package main

import "fmt"

type T int

func (t T) F() {}

type S struct{ a, b int }

func (s S) G() int { return s.a }

type I interface{ F() }
type J interface{ G() int }

func main() {
	func() {
		defer func() { fmt.Println(recover().(error).Error()) }()
		var i I = (*T)(nil)
		i.F()
	}()
	func() {
		defer func() { fmt.Println(recover().(error).Error()) }()
		var j J = (*S)(nil)
		j.G()
	}()
	func() {
		defer func() { fmt.Println(recover().(error).Error()) }()
		var s *S
		s.G()
	}()
	func() {
		defer func() { fmt.Println(recover().(error).Error()) }()
		var s *S
		f := s.G
		f()
	}()
}
