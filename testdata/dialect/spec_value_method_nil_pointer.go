// A value method through an interface that holds a nil pointer: the run time says so.
package main

import "fmt"

type T int

func (t T) F() {}

type S struct{ a, b int }

func (s S) G() int { return s.a }

// The compiler calls a method directly where it sees what an interface value
// holds, and then has other words. That it does not see through.
//
//go:noinline
func opaque[T any](x T) T { return x }

type I interface{ F() }
type J interface{ G() int }

func main() {
	func() {
		defer func() { fmt.Println(recover().(error).Error()) }()
		i := opaque[I]((*T)(nil))
		i.F()
	}()
	func() {
		defer func() { fmt.Println(recover().(error).Error()) }()
		j := opaque[J]((*S)(nil))
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
