// WaitGroup, Mutex, Once, Pool, Map, Cond.
package main

import (
	"bytes"
	"fmt"
	"sync"
)

type Counter struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *Counter) Inc(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[k]++
}

func main() {
	c := Counter{n: map[string]int{}}
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			c.Inc([]string{"even", "odd"}[i%2])
		})
	}
	wg.Wait()
	fmt.Println(c.n)
	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
	val := sync.OnceValue(func() int { fmt.Println("computed"); return 42 })
	fmt.Println(val(), val())
	both := sync.OnceValues(func() (string, error) { return "v", nil })
	fmt.Println(both())
	p := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	b := p.Get().(*bytes.Buffer)
	b.WriteString("pooled")
	fmt.Println(b)
	p.Put(b)
	var m sync.Map
	m.Store("a", 1)
	m.Store("b", 2)
	v, ok := m.Load("a")
	act, loaded := m.LoadOrStore("a", 9)
	m.Delete("b")
	n := 0
	m.Range(func(k, v any) bool { n += v.(int); return true })
	fmt.Println(v, ok, act, loaded, n)
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	ready := false
	go func() {
		mu.Lock()
		ready = true
		mu.Unlock()
		cond.Broadcast()
	}()
	mu.Lock()
	for !ready {
		cond.Wait()
	}
	mu.Unlock()
	var rw sync.RWMutex
	rw.RLock()
	rw.RUnlock()
	fmt.Println(ready, rw.TryLock(), mu.TryLock())
}
