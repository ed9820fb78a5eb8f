// recover works only when a deferred function calls it directly.
package main

import "fmt"

func helper() any { return recover() }

func f() {
	defer func() { fmt.Println("outer recover:", recover()) }()
	defer func() {
		fmt.Println("in helper:", helper())
		func() { fmt.Println("in nested:", recover()) }()
	}()
	panic("p")
}

func g() {
	fmt.Println("no panic:", recover())
}

func main() { f(); g() }
