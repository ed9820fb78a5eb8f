// Op-assignments on fields, elements, dereferences; side effects once.
package main

import "fmt"

var calls int

func idx() int { calls++; return calls % 3 }

type T struct {
	n  int
	s  string
	xs [3]int
	f  float64
}

func get(t *T) *T { calls++; return t }

func main() {
	t := &T{xs: [3]int{1, 2, 3}}
	t.xs[idx()] += 10
	t.xs[idx()] *= 10
	get(t).n -= 3
	get(t).s += "ab"
	get(t).f /= 2
	get(t).xs[idx()]++
	fmt.Println(*t, calls)
	p := &t.n
	*p <<= 3
	*p |= 1
	m := map[string][]int{}
	m["a"] = append(m["a"], 1)
	m["a"][0] += 4
	mm := map[string]float64{}
	mm["x"] += 1.5
	mm["x"] *= 2
	mm["y"]--
	fmt.Println(*p, m, mm)
	s := "x"
	s += s
	s += string('y')
	fmt.Println(s)
	var u uint8 = 250
	u += 10
	u &= 0x7
	fmt.Println(u)
}
