// select with time.After and a ticker-free timer.
package main

import (
	"fmt"
	"time"
)

func main() {
	c := make(chan int)
	select {
	case <-c:
		fmt.Println("value")
	case <-time.After(time.Millisecond):
		fmt.Println("timeout")
	}
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop())
	go func() { c <- 1 }()
	select {
	case v := <-c:
		fmt.Println("value", v)
	case <-time.After(10 * time.Second):
		fmt.Println("timeout")
	}
}
