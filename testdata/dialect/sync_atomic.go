// Atomic integers, values and pointers.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type cfg struct{ n int }

func main() {
	var a atomic.Int64
	var old int32
	var wg sync.WaitGroup
	for range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			a.Add(2)
			atomic.AddInt32(&old, 1)
		}()
	}
	wg.Wait()
	fmt.Println(a.Load(), atomic.LoadInt32(&old), a.CompareAndSwap(100, 7), a.Load(), a.Swap(9))
	var p atomic.Pointer[cfg]
	fmt.Println(p.Load() == nil)
	p.Store(&cfg{5})
	fmt.Println(p.Load().n)
	var v atomic.Value
	v.Store([]string{"x"})
	fmt.Println(v.Load().([]string)[0])
	var b atomic.Bool
	b.Store(true)
	var u atomic.Uint32
	u.Store(5)
	u.Add(^uint32(0))
	fmt.Println(b.Load(), u.Load())
}
