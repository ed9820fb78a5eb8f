// Copies, numbers, strings, maps, and types that contain themselves.
package main

import (
	"fmt"
	"os"
	"strings"
)

type point struct{ x, y int }
type grid [2][2]point
type node struct {
	next *node
	kids map[string]*node
	val  int
}
type state func(*machine) state
type machine struct{ log []string }
type list []list

func start(m *machine) state { m.log = append(m.log, "start"); return middle }
func middle(m *machine) state {
	if len(m.log) > 2 {
		return nil
	}
	m.log = append(m.log, "middle")
	return middle
}

func (g grid) set(v int) grid    { g[0][0].x = v; return g }
func (g *grid) change(v int)     { g[1][1].y = v }
func divmod(a, b int) (q, r int) { return a / b, a % b }

func main() {
	var g grid
	h := g.set(5)
	h.change(6)
	g2 := h
	g2[0][0].x++
	fmt.Println(g, h, g2, g2 == h)
	pts := map[point][]int{{1, 2}: {3}}
	pts[point{1, 2}] = append(pts[point{1, 2}], 4)
	fmt.Println(pts, len(pts[point{}]))
	var u uint8 = 250
	u += 10
	i := int8(-128)
	fmt.Println(u, -i, i/-1, 7/-2, -7%3, 1<<u, ^0, 5&^4, 0.1+0.2, float32(0.1))
	s := "héllo\xff"
	for i, r := range s {
		fmt.Print(i, ":", string(r), " ")
	}
	fmt.Println(len(s), []byte(s)[1], []rune(s)[1], strings.ToUpper(s[:3]))
	a := []int{1, 2, 3, 4}
	b := a[1:3]
	b = append(b, 9)
	a = append(a[:1], a[2:]...)
	fmt.Println(a, b, cap(b), copy(a, b))
	root := &node{kids: map[string]*node{"k": {val: 1}}}
	root.next, root.kids["k"].next = root.kids["k"], root
	fmt.Println(root.next.next == root, root.next.val)
	i2, arr := 0, []int{5, 6}
	i2, arr[i2] = 1, 7
	fmt.Println(i2, arr)
	m := &machine{}
	for f := state(start); f != nil; {
		f = f(m)
	}
	fmt.Println(m.log)
	l := list{nil, list{nil}}
	fmt.Println(len(l), len(l[1]), l[0] == nil)
	q, r := divmod(17, 5)
	fmt.Fprintln(os.Stdout, q, r)
	switch q {
	case 1:
		fmt.Println("one")
	default:
		fmt.Println("default")
		fallthrough
	case 2:
		fmt.Println("two")
	}
	var iface interface{ Error() string }
	fmt.Println(iface == nil)
}
