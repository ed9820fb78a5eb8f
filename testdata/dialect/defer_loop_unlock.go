// defer inside a function literal inside a loop runs each round.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	total := 0
	for i := range 5 {
		func() {
			mu.Lock()
			defer mu.Unlock()
			total += i
			if i == 3 {
				return
			}
			total += 100
		}()
	}
	fmt.Println(total)
}
