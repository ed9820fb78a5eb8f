// Deferred calls run last in, first out, after the result is set.
package main

import "fmt"

func f() (n int) {
	defer fmt.Println("first deferred, last run")
	for i := 0; i < 3; i++ {
		defer fmt.Println("loop", i)
	}
	defer func() { n *= 2; fmt.Println("n", n) }()
	fmt.Println("body")
	return 21
}

func main() { fmt.Println(f()) }
