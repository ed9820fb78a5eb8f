// A pool of workers with a jobs and a results channel.
package main

import (
	"fmt"
	"sync"
)

type job struct {
	id   int
	data string
}
type result struct {
	job
	n   int
	err error
}

func worker(jobs <-chan job, results chan<- result, wg *sync.WaitGroup) {
	defer wg.Done()
	for j := range jobs {
		r := result{job: j, n: len(j.data)}
		if j.data == "" {
			r.err = fmt.Errorf("job %d: empty", j.id)
		}
		results <- r
	}
}

func main() {
	jobs := make(chan job)
	results := make(chan result, 10)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go worker(jobs, results, &wg)
	}
	for i, s := range []string{"a", "bb", "", "dddd", "eeeee"} {
		jobs <- job{i, s}
	}
	close(jobs)
	wg.Wait()
	close(results)
	byID := map[int]result{}
	for r := range results {
		byID[r.id] = r
	}
	for i := range len(byID) {
		fmt.Println(i, byID[i].data, byID[i].n, byID[i].err)
	}
}
