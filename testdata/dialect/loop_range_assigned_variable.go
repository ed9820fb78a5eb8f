// With = instead of := the one variable outside is set in each round.
package main

import "fmt"

func main() {
	var i int
	var fs []func() int
	for i = range 3 {
		fs = append(fs, func() int { return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	var a [3]int
	k := 0
	for k, a[k] = range []int{7, 8, 9} {
	}
	fmt.Println(i, k, a)
}
