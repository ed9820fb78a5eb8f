// Strict alternation over unbuffered channels.
package main

import "fmt"

func player(name string, in <-chan int, out chan<- int, log *[]string, done chan<- bool) {
	for n := range in {
		*log = append(*log, fmt.Sprint(name, n))
		if n == 0 {
			close(out)
			break
		}
		out <- n - 1
	}
	done <- true
}

func main() {
	a, b := make(chan int), make(chan int)
	done := make(chan bool, 2)
	var log []string
	go player("ping", a, b, &log, done)
	go player("pong", b, a, &log, done)
	a <- 6
	<-done
	<-done
	fmt.Println(log)
}
