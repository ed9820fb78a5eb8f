// An uncaught panic with a struct that is neither error nor Stringer.
package main

import "fmt"

func main() {
	fmt.Println("x")
	panic(fmt.Sprintf("%+v", struct{ A, B int }{1, 2}))
}
