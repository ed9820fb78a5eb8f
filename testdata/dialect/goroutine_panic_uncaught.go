// A panic in a goroutine ends the whole program.
package main

import "fmt"

func main() {
	fmt.Println("start")
	go func() {
		panic("in goroutine")
	}()
	select {}
}
