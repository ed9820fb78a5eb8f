// A variable received in a select case and captured.
package main

import "fmt"

func main() {
	c := make(chan int, 3)
	d := make(chan string, 3)
	var fs []func() string
	for i := range 3 {
		c <- i
		select {
		case v := <-c:
			fs = append(fs, func() string { return fmt.Sprint("c", v) })
		case s, ok := <-d:
			fs = append(fs, func() string { return fmt.Sprint("d", s, ok) })
		}
		d <- fmt.Sprint("s", i)
		select {
		case v := <-c:
			fs = append(fs, func() string { return fmt.Sprint("c", v) })
		case s, ok := <-d:
			fs = append(fs, func() string { return fmt.Sprint("d", s, ok) })
		}
	}
	for _, f := range fs {
		fmt.Println(f())
	}
}
