// Deferred closures see their own round's variable.
package main

import "fmt"

func main() {
	for i := 0; i < 3; i++ {
		defer func() { fmt.Println("closure", i) }()
	}
	for i := range 3 {
		defer func(n int) { fmt.Println("arg", n, i) }(i * 10)
	}
}
