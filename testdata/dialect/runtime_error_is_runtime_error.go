// Run-time panics are errors whose text begins with runtime error.
package main

import (
	"errors"
	"fmt"
)

func kind(f func()) (s string) {
	defer func() {
		switch r := recover().(type) {
		case nil:
			s = "nothing"
		case interface {
			error
			RuntimeError()
		}:
			s = "runtime: " + r.Error()
		case error:
			s = "error: " + r.Error()
		case string:
			s = "string: " + r
		default:
			s = fmt.Sprintf("other: %v", r)
		}
	}()
	f()
	return
}

func main() {
	var s []int
	var m map[string]int
	z := 0
	fmt.Println(kind(func() {}))
	fmt.Println(kind(func() { s[z] = 1 }))
	fmt.Println(kind(func() { m["a"]++ }))
	fmt.Println(kind(func() { z = 1 / z }))
	fmt.Println(kind(func() { panic("p") }))
	fmt.Println(kind(func() { panic(errors.New("e")) }))
	fmt.Println(kind(func() { panic(1.5) }))
	fmt.Println(kind(func() { var x any = 1; _ = x.(string) }))
}
