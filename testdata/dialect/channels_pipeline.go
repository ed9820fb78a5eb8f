// A pipeline of goroutines, fan-out and fan-in, with sorted results.
package main

import (
	"context"
	"fmt"
	"sort"
	"sync"
)

func gen(ctx context.Context, n int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := 1; i <= n; i++ {
			select {
			case out <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func square(in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for v := range in {
			out <- v * v
		}
	}()
	return out
}

func merge(cs ...<-chan int) <-chan int {
	out := make(chan int, 4)
	var wg sync.WaitGroup
	wg.Add(len(cs))
	for _, c := range cs {
		go func() {
			defer wg.Done()
			for v := range c {
				out <- v
			}
		}()
	}
	go func() { wg.Wait(); close(out) }()
	return out
}

func main() {
	in := gen(context.Background(), 20)
	var res []int
	for v := range merge(square(in), square(in), square(in)) {
		res = append(res, v)
	}
	sort.Ints(res)
	fmt.Println(res)
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	for v := range gen(ctx, 1000) {
		n += v
		if v == 10 {
			cancel()
			break
		}
	}
	fmt.Println(n)
}
