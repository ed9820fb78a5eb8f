// A closure made in the first round by the init statement keeps its variable.
package main

import "fmt"

func main() {
	var f func() int
	for i, g := 0, func() {}; i < 3; i, g = i+1, func() {} {
		g()
		if f == nil {
			f = func() int { i++; return i }
		}
		fmt.Println(i, f())
	}
	fmt.Println(f())
}
