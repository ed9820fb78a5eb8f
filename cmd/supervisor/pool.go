package main

import "sync"

// maxAhead bounds how many values inOrder keeps for later while an earlier one
// is not there yet.
const maxAhead = 1024

// inOrder calls do(0) to do(n-1) on at most jobs goroutines, and emit with each
// value in the order of the index, as soon as it and all before it are there.
// emit is called from the calling goroutine only.
func inOrder[T any](n, jobs int, do func(i int) T, emit func(T)) {
	slots := make([]chan T, n)
	for i := range slots {
		slots[i] = make(chan T, 1)
	}
	indexes := make(chan int)
	ahead := make(chan struct{}, maxAhead)

	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		defer close(indexes)
		for i := range n {
			ahead <- struct{}{}
			indexes <- i
		}
	})
	for range min(jobs, n) {
		wg.Go(func() {
			for i := range indexes {
				slots[i] <- do(i)
			}
		})
	}
	for _, c := range slots {
		emit(<-c)
		<-ahead
	}
}
