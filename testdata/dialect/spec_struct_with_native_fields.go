// Structs that hold library types by value and by pointer; zero values of them.
package main

import (
	"bytes"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"
	"time"
)

type Pool struct {
	p  *sync.Pool
	mu sync.Mutex
	wg sync.WaitGroup
	sb strings.Builder
	b  bytes.Buffer
	t  time.Time
	d  time.Duration
	o  sync.Once
	rw *sync.RWMutex
	n  *big.Int
	re *regexp.Regexp
}

func New() *Pool { return &Pool{} }

var global = New()

func main() {
	p := New()
	p.mu.Lock()
	p.sb.WriteString("sb")
	p.b.WriteByte('b')
	p.o.Do(func() { fmt.Println("once") })
	p.o.Do(func() { fmt.Println("twice") })
	p.wg.Add(1)
	go func() { defer p.wg.Done(); p.mu.Unlock() }()
	p.wg.Wait()
	fmt.Println(p.sb.String(), p.b.String(), p.t.IsZero(), p.d, p.p == nil, p.rw == nil, p.n == nil, p.re == nil, global.p == nil)
	type opt struct{ p *sync.Pool }
	fmt.Println(opt{}, fmt.Sprint(opt{}.p))
	ms := map[string]*sync.Mutex{"a": {}}
	ms["a"].Lock()
	fmt.Println(ms["a"].TryLock())
	arr := [2]sync.Mutex{}
	arr[1].Lock()
	fmt.Println(arr[0].TryLock(), arr[1].TryLock())
	bs := make([]bytes.Buffer, 2)
	bs[0].WriteString("x")
	fmt.Println(bs[0].Len(), bs[1].Len())
}
