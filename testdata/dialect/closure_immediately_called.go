// Function literals called where they are written.
package main

import "fmt"

func main() {
	x := func(a, b int) int { return a*b + func() int { return a - b }() }(7, 3)
	y, z := func() (int, string) { return x, "s" }()
	fmt.Println(x, y, z)
	var n = func(xs ...int) int { return len(xs) }(1, 2, 3)
	fmt.Println(n)
}
