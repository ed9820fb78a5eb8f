// Copies of arrays in closures, channels, interfaces and range.
package main

import "fmt"

type Board struct {
	cells [4]byte
	n     int
}

func (b Board) play(i int) Board { b.cells[i] = 'X'; b.n++; return b }

func main() {
	b := Board{cells: [4]byte{'.', '.', '.', '.'}}
	hist := []Board{b}
	for i := range 3 {
		b = b.play(i)
		hist = append(hist, b)
	}
	for _, h := range hist {
		fmt.Println(string(h.cells[:]), h.n)
	}
	a := [2]int{1, 2}
	var x any = a
	a[0] = 9
	fmt.Println(x, x == any([2]int{1, 2}))
	y := x.([2]int)
	y[1] = 7
	fmt.Println(x, y)
	c := make(chan [2]int, 1)
	c <- a
	a[1] = 100
	fmt.Println(<-c, a)
	f := func() [2]int { return a }
	r := f()
	r[0] = -1
	fmt.Println(a, r)
	aa := [2][2]int{{1, 2}, {3, 4}}
	row := aa[0]
	row[0] = 50
	aa[0], aa[1] = aa[1], aa[0]
	fmt.Println(aa, row)
}
