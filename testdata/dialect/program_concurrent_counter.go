// Mutex, atomic and channel counters, and a bounded parallel map in order.
package main

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
)

type Counter interface {
	Inc()
	Value() int
}
type muCounter struct {
	sync.Mutex
	n int
}

func (c *muCounter) Inc()       { c.Lock(); defer c.Unlock(); c.n++ }
func (c *muCounter) Value() int { c.Lock(); defer c.Unlock(); return c.n }

type atCounter struct{ atomic.Int64 }

func (c *atCounter) Inc()       { c.Add(1) }
func (c *atCounter) Value() int { return int(c.Load()) }

type chCounter struct {
	inc chan struct{}
	get chan int
}

func newCh() *chCounter {
	c := &chCounter{make(chan struct{}), make(chan int)}
	go func() {
		n := 0
		for {
			select {
			case <-c.inc:
				n++
			case c.get <- n:
			}
		}
	}()
	return c
}
func (c *chCounter) Inc()       { c.inc <- struct{}{} }
func (c *chCounter) Value() int { return <-c.get }

func ParallelMap[T, U any](xs []T, limit int, f func(T) (U, error)) ([]U, error) {
	out := make([]U, len(xs))
	errs := make([]error, len(xs))
	sem := make(chan struct{}, limit)
	var wg sync.WaitGroup
	for i, x := range xs {
		wg.Add(1)
		sem <- struct{}{}
		go func() {
			defer wg.Done()
			defer func() { <-sem }()
			out[i], errs[i] = f(x)
		}()
	}
	wg.Wait()
	return out, errors.Join(errs...)
}

func main() {
	for _, c := range []Counter{&muCounter{}, &atCounter{}, newCh()} {
		var wg sync.WaitGroup
		for range 20 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for range 5 {
					c.Inc()
				}
			}()
		}
		wg.Wait()
		fmt.Printf("%T %d\n", c, c.Value())
	}
	fmt.Println(ParallelMap([]string{"1", "x", "3", "y"}, 2, strconv.Atoi))
}
