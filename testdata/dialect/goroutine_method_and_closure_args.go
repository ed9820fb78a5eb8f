// go statements with methods, closures, evaluated arguments and results ignored.
package main

import (
	"fmt"
	"slices"
	"sync"
)

type acc struct {
	mu sync.Mutex
	xs []int
	wg sync.WaitGroup
}

func (a *acc) add(n int) {
	defer a.wg.Done()
	a.mu.Lock()
	a.xs = append(a.xs, n)
	a.mu.Unlock()
}

func main() {
	a := &acc{}
	x := 1
	a.wg.Add(5)
	go a.add(x)
	x = 2
	go a.add(x)
	f := a.add
	go f(3)
	go func(n int) { a.add(n * 10) }(x)
	go (*acc).add(a, 50)
	a.wg.Wait()
	slices.Sort(a.xs)
	fmt.Println(a.xs)
}
