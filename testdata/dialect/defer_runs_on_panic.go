// Deferred calls of every frame run while a panic unwinds.
package main

import "fmt"

func inner() {
	defer fmt.Println("inner deferred")
	var m map[string]int
	m["x"] = 1
	fmt.Println("not reached")
}

func middle() {
	defer fmt.Println("middle deferred")
	inner()
	fmt.Println("not reached either")
}

func main() {
	func() {
		defer func() { fmt.Println("got:", recover()) }()
		middle()
	}()
	fmt.Println("goes on")
}
