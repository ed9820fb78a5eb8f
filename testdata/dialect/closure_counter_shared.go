// Two closures share one variable; two calls make two.
package main

import "fmt"

func counter() (inc, get func() int) {
	n := 0
	inc = func() int { n++; return n }
	get = func() int { return n }
	return
}

func main() {
	i1, g1 := counter()
	i2, g2 := counter()
	i1()
	i1()
	i2()
	fmt.Println(g1(), g2())
	i1()
	fmt.Println(g1(), g2())
}
