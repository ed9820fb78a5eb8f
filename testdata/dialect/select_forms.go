// select with default, send, receive forms and nil channels.
package main

import "fmt"

func main() {
	c := make(chan int, 1)
	var n chan int
	for i := range 4 {
		select {
		case c <- i:
			fmt.Println("sent", i)
		case v := <-c:
			fmt.Println("received", v)
		case <-n:
			fmt.Println("never")
		}
	}
	select {
	case v, ok := <-c:
		fmt.Println(v, ok)
	default:
		fmt.Println("empty")
	}
	close(c)
	v, ok := <-c
	fmt.Println(v, ok)
	var arr [2]int
	idx := 1
	d := make(chan int, 1)
	d <- 5
	select {
	case arr[idx] = <-d:
	}
	select {
	case arr[0], ok = <-c:
	}
	fmt.Println(arr, ok)
	m := map[string]int{}
	d <- 7
	select {
	case m["x"] = <-d:
	case n <- 1:
	}
	fmt.Println(m)
}
