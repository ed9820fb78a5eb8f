// Closing and sending on closed and nil channels.
package main

import "fmt"

func try(f func()) {
	defer func() {
		r := recover()
		_, ok := r.(error)
		fmt.Println(r, ok)
	}()
	f()
}

func main() {
	c := make(chan int, 1)
	close(c)
	try(func() { close(c) })
	try(func() { c <- 1 })
	var n chan int
	try(func() { close(n) })
	v, ok := <-c
	fmt.Println(v, ok)
	select {
	case <-n:
	default:
		fmt.Println("nil channel blocks")
	}
}
