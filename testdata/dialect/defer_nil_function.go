// Deferring a nil function panics when it runs, not at the statement.
package main

import "fmt"

func f() {
	defer func() { fmt.Println("recovered:", recover()) }()
	var g func()
	defer g()
	fmt.Println("still here")
}

func main() { f() }
