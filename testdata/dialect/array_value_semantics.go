// Arrays are values: assigned, passed, returned and compared as such.
package main

import "fmt"

type Grid [3][3]int

func modify(a [3]int) [3]int { a[0] = 99; return a }
func modifyP(a *[3]int)      { a[0] = 99 }
func (g Grid) With(r, c, v int) Grid {
	g[r][c] = v
	return g
}
func (g *Grid) Set(r, c, v int) { g[r][c] = v }

func main() {
	a := [3]int{1, 2, 3}
	b := a
	b[1] = 20
	c := modify(a)
	fmt.Println(a, b, c, a == [3]int{1, 2, 3}, a == b)
	modifyP(&a)
	fmt.Println(a)
	var g Grid
	h := g.With(1, 1, 5)
	g.Set(0, 0, 1)
	fmt.Println(g, h, g == h)
	s := []([2]int){{1, 2}, {3, 4}}
	for _, x := range s {
		x[0] = 100
	}
	s[1][0] = 7
	t := s[1]
	t[1] = 8
	fmt.Println(s, t)
	m := map[[2]int]string{{1, 2}: "a", {0, 0}: "b"}
	fmt.Println(m[[2]int{1, 2}], len(m))
	st := struct{ arr [2]int }{[2]int{1, 2}}
	st2 := st
	st2.arr[0] = 9
	fmt.Println(st, st2, st == st2)
	p := &a
	for i, v := range p {
		p[2] = i * v
	}
	fmt.Println(a, len(p), cap(p), p[1:])
	d := [...]string{2: "c", 0: "a"}
	e := [5]int{1: 10, 20, 4: 40}
	fmt.Printf("%q %v %d\n", d, e, len(d))
}
