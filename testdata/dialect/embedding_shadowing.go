// Outer fields and methods shadow embedded ones; depth decides.
package main

import "fmt"

type Base struct{ Name string }

func (b Base) Hello() string { return "base " + b.Name }
func (b Base) Call() string  { return b.Hello() }

type Mid struct {
	Base
	Name int
}

func (m Mid) Hello() string { return fmt.Sprint("mid ", m.Name, m.Base.Name) }

type Top struct {
	Mid
	Other
}
type Other struct{ X string }

func main() {
	t := Top{Mid{Base{"n"}, 5}, Other{"x"}}
	fmt.Println(t.Name, t.Base.Name, t.Hello(), t.Call(), t.Base.Hello(), t.X)
	fmt.Printf("%v %+v\n", t, t)
}
