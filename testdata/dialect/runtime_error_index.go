// Texts of index panics with numbers.
package main

import "fmt"

func try(f func()) {
	defer func() {
		r := recover()
		_, isErr := r.(error)
		fmt.Println(r, isErr)
	}()
	f()
}

func main() {
	s := []int{1, 2, 3}
	a := [4]int{}
	p := &a
	str := "hello"
	i, n := 3, -1
	try(func() { _ = s[i] })
	try(func() { _ = s[n] })
	try(func() { s[i+2] = 1 })
	try(func() { _ = a[i+1] })
	try(func() { p[i+4]++ })
	try(func() { _ = str[i+2] })
	var e []string
	try(func() { _ = e[0] })
	try(func() { _ = s[uint8(200)] })
}
