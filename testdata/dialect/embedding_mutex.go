// An embedded mutex locks by promoted methods.
package main

import (
	"fmt"
	"sync"
)

type SafeMap struct {
	sync.RWMutex
	m map[string]int
}

func (s *SafeMap) Add(k string, n int) {
	s.Lock()
	defer s.Unlock()
	s.m[k] += n
}

func (s *SafeMap) Get(k string) int {
	s.RLock()
	defer s.RUnlock()
	return s.m[k]
}

func main() {
	s := SafeMap{m: map[string]int{}}
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s.Add(fmt.Sprint("k", i%3), i)
		}()
	}
	wg.Wait()
	fmt.Println(s.Get("k0"), s.Get("k1"), s.Get("k2"))
}
