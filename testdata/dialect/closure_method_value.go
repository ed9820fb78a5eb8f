// A method value binds a copy of its receiver, a pointer method the pointer.
package main

import "fmt"

type T struct{ n int }

func (t T) Val() int  { return t.n }
func (t *T) Ptr() int { t.n++; return t.n }

func main() {
	var vs, ps []func() int
	for i := range 3 {
		t := T{i}
		vs = append(vs, t.Val)
		ps = append(ps, t.Ptr)
		t.n += 100
	}
	for i := range vs {
		fmt.Println(vs[i](), ps[i](), ps[i]())
	}
}
