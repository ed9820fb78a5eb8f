// The old idiom x := x still makes a copy.
package main

import "fmt"

func main() {
	var fs []func() int
	for _, x := range []int{1, 2, 3} {
		x := x * x
		y := x + 1
		fs = append(fs, func() int { x++; return x + y })
	}
	for _, f := range fs {
		fmt.Println(f(), f())
	}
}
