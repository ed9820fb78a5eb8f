// range over a channel until it is closed.
package main

import "fmt"

func main() {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range 5 {
			c <- i * i
		}
	}()
	sum := 0
	for v := range c {
		sum += v
	}
	fmt.Println(sum)
	d := make(chan string, 3)
	d <- "a"
	d <- "b"
	close(d)
	for s := range d {
		fmt.Print(s)
	}
	for range d {
		fmt.Println("never")
	}
	fmt.Println()
}
