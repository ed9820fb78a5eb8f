// println and print write to standard error, not to standard output.
package main

import "fmt"

func main() {
	println("to stderr", 1, true)
	print("x")
	fmt.Println("to stdout")
}
