// An uncaught panic ends the program with status 2 and its message.
package main

import "fmt"

func main() {
	fmt.Println("before")
	defer fmt.Println("deferred")
	panic("out of cheese")
}
