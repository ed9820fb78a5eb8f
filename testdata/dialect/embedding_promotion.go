// Promoted fields and methods, several levels deep.
package main

import "fmt"

type A struct{ ID int }

func (a A) Describe() string { return fmt.Sprint("A", a.ID) }
func (a *A) SetID(n int)     { a.ID = n }

type B struct {
	A
	Name string
}
type C struct {
	*B
	Tag string
}

func main() {
	c := C{&B{A{1}, "b"}, "t"}
	c.SetID(7)
	c.Name = "bb"
	fmt.Println(c.ID, c.B.A.ID, c.Describe(), c.Name, c.A.Describe())
	f := c.Describe
	c.ID = 9
	fmt.Println(f(), c.Describe())
	b := *c.B
	b.ID = 100
	fmt.Println(c.ID, b.ID)
	type describer interface{ Describe() string }
	var d describer = c
	fmt.Println(d.Describe())
}
