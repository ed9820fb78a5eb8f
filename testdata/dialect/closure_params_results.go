// Closures over parameters and over named results.
package main

import "fmt"

func f(x int) (res int, get func() int) {
	get = func() int { return res*1000 + x }
	defer func() { res += x; x = 7 }()
	x *= 2
	return x + 1, get
}

func main() {
	r, g := f(5)
	fmt.Println(r, g())
}
