// Slicing arrays through pointers, fields, elements, new, and of strings and nil.
package main

import "fmt"

type S struct {
	a [4]int
	p *[4]int
}

func main() {
	a := new([6]int)
	s := a[1:4]
	t := (*a)[2:]
	for i := range a {
		a[i] = i * i
	}
	fmt.Println(s, t, len(s), cap(s), len(t), cap(t))
	st := S{[4]int{1, 2, 3, 4}, &[4]int{5, 6, 7, 8}}
	u, v := st.a[1:3], st.p[:2:3]
	u[0], v[1] = 20, 60
	fmt.Println(st.a, *st.p, cap(u), cap(v))
	m := [][2]int{{1, 2}, {3, 4}}
	w := m[1][:]
	w[0] = 30
	fmt.Println(m)
	var n []int
	fmt.Println(n[:] == nil, n[0:0] == nil, len(n[:0]), "hello"[1:][1:3], ""[:] == "")
	ar := [3]string{"x", "y", "z"}
	p5 := (*[2]string)(ar[1:])
	p5[0] = "Y"
	z := (*[0]string)(nil)
	zz := (*[0]string)([]string{})
	fmt.Println(ar, z == nil, zz == nil, *p5, [2]string(ar[:2]))
	fmt.Println(&ar[1] == &p5[0])
}
