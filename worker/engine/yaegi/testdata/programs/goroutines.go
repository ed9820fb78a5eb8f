// Goroutines, channels, select, mutexes.
package main

import (
	"context"
	"fmt"
	"sort"
	"sync"
	"time"
)

func gen(n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			c <- i
		}
	}()
	return c
}

func merge(cs ...<-chan int) []int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var out []int
	for _, c := range cs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range c {
				mu.Lock()
				out = append(out, v)
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	sort.Ints(out)
	return out
}

func main() {
	fmt.Println(merge(gen(3), gen(4), gen(2)))
	ctx, cancel := context.WithCancel(context.Background())
	results, quit := make(chan string, 3), make(chan struct{})
	for i := 0; i < 3; i++ {
		go func(id int) { results <- fmt.Sprint("worker ", id, i) }(i)
	}
	var got []string
loop:
	for {
		select {
		case r := <-results:
			got = append(got, r)
			if len(got) == 3 {
				cancel()
			}
		case <-ctx.Done():
			close(quit)
			break loop
		case <-time.After(10 * time.Second):
			fmt.Println("late")
			return
		}
	}
	_, open := <-quit
	sort.Strings(got)
	fmt.Println(got, open, ctx.Err())
	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
}
