// Assignments: operands first, then from left to right; what panics on the right leaves the left alone.
package main

import "fmt"

type P struct{ i int }

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Print(name, " panics; ")
		}
	}()
	f()
}

func main() {
	m := map[int]int{}
	var p *int
	var q *P
	var s []int
	var nm map[int]int
	var x any
	sink := 0
	try("a", func() { m[0] = *p })
	try("b", func() { m[0] += *p })
	try("c", func() { sink, m[0] = sink, *p })
	try("d", func() { m[0], sink = x.(int), 1 })
	try("e", func() { m[0] = q.i })
	try("f", func() { m[0] = s[0] })
	try("g", func() { m[0] = 1 / sink })
	fmt.Println(m)
	try("h", func() { m[1], *p = 42, 2 })
	try("i", func() { m[2], s[1] = 2, 2 })
	try("j", func() { m[3], q.i = 3, 2 })
	try("k", func() { sink, nm[0] = 5, 1 })
	fmt.Println(m, sink)
	y := &P{}
	z := y
	y, y.i = new(P), 4
	fmt.Println(z.i, y.i)
	i := 0
	a := []int{1, 2, 3}
	i, a[i] = 1, 9
	a[i], i = 8, 2
	fmt.Println(i, a)
	ps := []*P{{1}, {2}}
	ps[0].i, ps[0] = 7, ps[1]
	fmt.Println(ps[0].i)
}
