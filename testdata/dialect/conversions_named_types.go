// Conversions between types with the same underlying type.
package main

import "fmt"

type P struct {
	X int `json:"x"`
	Y int `json:"y"`
}
type Q struct{ X, Y int }
type F func(int) int
type L []int

func (l L) Sum() (s int) {
	for _, x := range l {
		s += x
	}
	return
}

type Chan chan int

func main() {
	p := P{1, 2}
	q := Q(p)
	anon := struct{ X, Y int }(q)
	q = anon
	fmt.Println(p, q, anon, Q(p) == q)
	f := F(func(i int) int { return i + 1 })
	var g func(int) int = f
	fmt.Println(g(1), F(g)(2))
	s := []int{1, 2, 3}
	fmt.Println(L(s).Sum(), L([]int{4}).Sum())
	var l L = s
	l[0] = 10
	fmt.Println(s, []int(l))
	pp := (*Q)(&p)
	pp.X = 99
	fmt.Println(p)
	c := Chan(make(chan int, 1))
	var ro <-chan int = c
	c <- 1
	fmt.Println(<-ro)
}
