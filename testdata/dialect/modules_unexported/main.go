// Unexported names of different packages are different names.
package main

import (
	"fmt"

	"p"
	"q"
)

type W struct {
	q.U
	x int
}

func (W) secret() string { return "main secret" }

func main() {
	u := q.U{T: p.New(7)}
	w := W{u, 9}
	fmt.Println(p.Reveal(p.New(1)))
	fmt.Println(p.Reveal(u))
	fmt.Println(p.Reveal(w))
	fmt.Println(p.IsHidden(q.V{}), p.IsHidden(u), p.IsHidden(w), p.IsHidden(3))
	fmt.Println(p.AsSecret(u), p.AsSecret(q.V{}), p.AsSecret(w))
	fmt.Println(q.Both(u))
	fmt.Println(q.Both(q.V{}))
	fmt.Println(q.Both(w))
	fmt.Println(q.Both(p.New(1)))
	s := q.New()
	fmt.Println(s.A, s.B(), s.Own(), w.X(), w.x)
	fmt.Printf("%v %+v %v\n", s, s, w)
	_, ok := any(w).(interface{ secret() string })
	fmt.Println(ok, s == q.New())
}
