// Slices share their array until append moves them.
package main

import "fmt"

func main() {
	a := []int{1, 2, 3, 4, 5}
	b := a[1:3]
	b[0] = 20
	fmt.Println(a, b, len(b), cap(b))
	b = append(b, 40)
	fmt.Println(a, b)
	c := a[1:3:3]
	c = append(c, 99)
	c[0] = -1
	fmt.Println(a, c)
	d := append(a[:1], a[2:]...)
	fmt.Println(a, d)
	s := make([]int, 0, 4)
	x := append(s, 1)
	y := append(s, 2)
	fmt.Println(x, y, len(s))
	e := a[:0]
	for _, v := range a {
		if v%2 == 0 {
			e = append(e, v)
		}
	}
	fmt.Println(e, a)
	f := a[len(a):]
	fmt.Println(f, len(f), cap(f), f == nil)
	func(t []int) { t[0] = 7; t = append(t, 1); t[0] = 8 }(a)
	fmt.Println(a)
}
