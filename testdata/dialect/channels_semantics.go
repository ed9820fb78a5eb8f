// Buffered and unbuffered channels, len, cap, directions, channels of channels.
package main

import (
	"fmt"
	"sync"
)

type req struct {
	n     int
	reply chan int
}

func server(reqs <-chan req) {
	for r := range reqs {
		r.reply <- r.n * 2
	}
}

func main() {
	c := make(chan string, 2)
	c <- "a"
	c <- "b"
	fmt.Println(len(c), cap(c), <-c, len(c))
	close(c)
	x, ok := <-c
	y, ok2 := <-c
	fmt.Printf("%q %v %q %v\n", x, ok, y, ok2)
	reqs := make(chan req)
	go server(reqs)
	for i := range 3 {
		r := req{i, make(chan int)}
		reqs <- r
		fmt.Print(<-r.reply, " ")
	}
	close(reqs)
	sem := make(chan struct{}, 1)
	var mu sync.Mutex
	total := 0
	done := make(chan bool)
	for i := range 5 {
		go func() {
			sem <- struct{}{}
			defer func() { <-sem; done <- true }()
			mu.Lock()
			total += i
			mu.Unlock()
		}()
	}
	for range 5 {
		<-done
	}
	fmt.Println(total)
	cc := make(chan chan int, 1)
	in := make(chan int, 1)
	cc <- in
	(<-cc) <- 5
	fmt.Println(<-in, c == nil, cap(in))
	fs := make(chan func() string, 1)
	fs <- func() string { return "called" }
	fmt.Println((<-fs)())
	errc := make(chan error, 1)
	errc <- nil
	fmt.Println(<-errc == nil)
}
