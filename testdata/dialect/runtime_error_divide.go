// Integer division by zero.
package main

import "fmt"

func try(f func()) {
	defer func() {
		r := recover()
		err, ok := r.(error)
		fmt.Println(r, ok, err)
	}()
	f()
}

func main() {
	zero := 0
	var u uint8
	var i64 int64
	try(func() { fmt.Println(1 / zero) })
	try(func() { fmt.Println(1 % zero) })
	try(func() { u = 5 / u })
	try(func() { i64 %= i64 })
	f := 0.0
	fmt.Println(1/f, -1/f, f/f)
}
