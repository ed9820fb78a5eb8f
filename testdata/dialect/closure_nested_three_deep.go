// Closures within closures, each with its own state.
package main

import "fmt"

func outer(a int) func(int) func(int) int {
	return func(b int) func(int) int {
		sum := a * b
		return func(c int) int {
			sum += c
			a++
			return sum*100 + a
		}
	}
}

func main() {
	f := outer(2)
	g, h := f(3), f(4)
	fmt.Println(g(1), g(1), h(1), h(1), g(0))
}
