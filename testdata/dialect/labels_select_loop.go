// Breaking out of a loop from within select.
package main

import "fmt"

func main() {
	data := make(chan int)
	quit := make(chan struct{})
	go func() {
		for i := range 5 {
			data <- i
		}
		close(quit)
	}()
	sum := 0
loop:
	for {
		select {
		case v := <-data:
			if v == 2 {
				continue loop
			}
			sum += v
		case <-quit:
			break loop
		}
	}
	fmt.Println(sum)
}
