// Composite literals of operations on captured variables.
package main

import "fmt"

func f() {
	for i := range 2 {
		v := i + 1
		w := i
		g := func() { v++ }
		g()
		xs := []int{v + w}
		ys := []int{v - v, 2, v}
		fmt.Println(xs, ys, [2]int{v * 2, w}, map[int]int{v + 1: v - 1}, struct{ a, b int }{v + 3, w})
		if true {
			var z []int = []int{(v + w)}
			fmt.Println(z)
		}
	}
}
func main() { f() }
