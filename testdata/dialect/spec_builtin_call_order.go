// Builtin calls are ordered with function calls as the compiler orders them.
package main

import "fmt"

func main() {
	x := make([]int, 0)
	f := func() int { x = make([]int, 2); return 2 }
	a, b, c := append(x, 1), f(), append(x, 1)
	fmt.Println(len(a), b, len(c))
	y := make([]int, 1)
	g := func() int { y = make([]int, 3); return 2 }
	d, e, h := cap(y), g(), cap(y)
	fmt.Println(d, e, h)
	m := map[int]int{1: 1}
	k := func() int { m[2] = 2; return 0 }
	i, j, l := len(m), k(), len(m)
	fmt.Println(i, j, l)
}
