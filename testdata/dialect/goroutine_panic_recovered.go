// A goroutine that recovers reports its panic as an error.
package main

import "fmt"

func safely(f func()) <-chan error {
	c := make(chan error, 1)
	go func() {
		defer close(c)
		defer func() {
			if r := recover(); r != nil {
				c <- fmt.Errorf("recovered: %v", r)
			}
		}()
		f()
	}()
	return c
}

func main() {
	fmt.Println(<-safely(func() {}))
	fmt.Println(<-safely(func() { panic("x") }))
	fmt.Println(<-safely(func() { var m map[int]int; m[1] = 1 }))
	n := []int{1}
	fmt.Println(<-safely(func() { n[len(n)]++ }))
}
