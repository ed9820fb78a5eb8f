// Packages are initialised before those that import them, also if only for that.
package main

import (
	"fmt"

	"a"
	"b"
	_ "c"
)

var top = g()

func g() string { fmt.Println("main variables", b.Second); return a.A }

func init() { fmt.Println("main.init", top) }

func main() {
	fmt.Println(b.First, b.Call("c"), b.Call("d"))
	a.A = "changed"
	fmt.Println(a.A, b.First)
}
