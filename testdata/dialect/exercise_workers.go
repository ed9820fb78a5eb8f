// Workers, contexts, tickers and conditions; shapes and method values; a calculator and queens; an exit in a deferred call.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type Job struct{ id, n int }
type Result struct {
	Job
	out int
	err error
}

func worker(ctx context.Context, jobs <-chan Job, res chan<- Result, wg *sync.WaitGroup) {
	defer wg.Done()
	for j := range jobs {
		select {
		case <-ctx.Done():
			return
		default:
		}
		r := Result{Job: j}
		func() {
			defer func() {
				if x := recover(); x != nil {
					r.err = fmt.Errorf("job %d: %v", j.id, x)
				}
			}()
			r.out = 100 / j.n
		}()
		res <- r
	}
}

type Shape interface {
	Area() float64
	Perimeter() float64
}
type Named interface {
	Shape
	fmt.Stringer
}
type Rect struct{ W, H float64 }
type Square struct {
	Rect
	label string
}

func (r Rect) Area() float64         { return r.W * r.H }
func (r Rect) Perimeter() float64    { return 2 * (r.W + r.H) }
func (s *Square) String() string     { return s.label + fmt.Sprint(s.W) }
func (s *Square) Perimeter() float64 { return 4 * s.Rect.W }

type Weekday int

const (
	Sun Weekday = iota
	Mon
	_
	Wed
)

func (d Weekday) String() string { return map[Weekday]string{0: "Sun", 1: "Mon", 3: "Wed"}[d] }

type stack[T any] []T

func (s *stack[T]) push(v T) { *s = append(*s, v) }
func (s *stack[T]) pop() (v T, err error) {
	if len(*s) == 0 {
		return v, errors.New("empty")
	}
	v = (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return
}

func rpn(src string) (n int, err error) {
	var s stack[int]
	for _, tok := range strings.Fields(src) {
		switch tok {
		case "+", "-", "*":
			b, e1 := s.pop()
			a, e2 := s.pop()
			if err = errors.Join(e1, e2); err != nil {
				return 0, fmt.Errorf("%q: %w", src, err)
			}
			s.push(map[string]func(int, int) int{"+": func(a, b int) int { return a + b }, "-": func(a, b int) int { return a - b }, "*": func(a, b int) int { return a * b }}[tok](a, b))
		default:
			var v int
			if _, err := fmt.Sscanf(tok, "%d", &v); err != nil {
				return 0, err
			}
			s.push(v)
		}
	}
	return s.pop()
}

func queens(n int) (count int, first []int) {
	cols := make([]int, 0, n)
	var place func(r int, c, d1, d2 uint)
	place = func(r int, c, d1, d2 uint) {
		if r == n {
			if count++; first == nil {
				first = append(first, cols...)
			}
			return
		}
		for free := ^(c | d1 | d2) & (1<<n - 1); free != 0; free &= free - 1 {
			bit := free & -free
			i := 0
			for b := bit; b > 1; b >>= 1 {
				i++
			}
			cols = append(cols, i)
			place(r+1, c|bit, (d1|bit)<<1, (d2|bit)>>1)
			cols = cols[:len(cols)-1]
		}
	}
	place(0, 0, 0, 0)
	return
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	jobs, res := make(chan Job), make(chan Result, 3)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go worker(ctx, jobs, res, &wg)
	}
	go func() {
		for i := range 12 {
			jobs <- Job{i, i % 5}
		}
		close(jobs)
		wg.Wait()
		close(res)
	}()
	var all []Result
	for r := range res {
		all = append(all, r)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].id < all[j].id })
	for _, r := range all {
		fmt.Print(r.id, ":", r.out, " ", r.err, "; ")
	}
	fmt.Println()
	cancel()
	fmt.Println(ctx.Err(), context.Cause(ctx))
	tctx, stop := context.WithTimeout(context.WithValue(context.Background(), "k", 5), 10*time.Millisecond)
	defer stop()
	select {
	case <-tctx.Done():
		fmt.Println(tctx.Err(), errors.Is(tctx.Err(), context.DeadlineExceeded), tctx.Value("k"))
	case <-time.After(5 * time.Second):
		fmt.Println("late")
	}
	var once sync.Once
	var n atomic.Int64
	var old int32
	for i := range 20 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			once.Do(func() { fmt.Println("once") })
			n.Add(int64(i))
			atomic.AddInt32(&old, 2)
		}()
	}
	wg.Wait()
	fmt.Println(n.Load(), old)
	sq := &Square{Rect{3, 3}, "sq"}
	for _, s := range []Shape{Rect{1, 2}, sq} {
		_, named := s.(Named)
		fmt.Printf("%v %.1f %.1f %T %t\n", s, s.Area(), s.Perimeter(), s, named)
	}
	f, g, h := sq.Area, (*Square).String, Rect.Area
	sq.W = 10
	fmt.Println(f(), g(sq), h(sq.Rect), Mon, Wed, Weekday(2), []Weekday{0, 1}, map[Weekday]int{Wed: 1, Sun: 2})
	fmt.Printf("%d %v %s %x %+v\n", Mon, Mon, Wed, Wed, struct{ D Weekday }{Mon})
	for _, src := range []string{"1 2 + 3 *", "1 +", "2 x", ""} {
		fmt.Println(rpn(src))
	}
	fmt.Println(queens(6))
	for i := range 3 {
		defer fmt.Println("deferred", i)
	}
outer:
	for i := range 4 {
		for j := range 4 {
			switch {
			case j == 2:
				continue outer
			case i == 2:
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
	tick := time.NewTicker(time.Millisecond)
	for i := 0; i < 3; i++ {
		<-tick.C
	}
	tick.Stop()
	var mu sync.RWMutex
	cond := sync.NewCond(&sync.Mutex{})
	ready := false
	go func() {
		mu.RLock()
		defer mu.RUnlock()
		cond.L.Lock()
		ready = true
		cond.L.Unlock()
		cond.Broadcast()
	}()
	cond.L.Lock()
	for !ready {
		cond.Wait()
	}
	cond.L.Unlock()
	defer func() {
		r := recover()
		fmt.Println("recovered:", r)
		var e interface{ RuntimeError() }
		err, _ := r.(error)
		fmt.Println(errors.As(err, &e))
		os.Exit(3)
	}()
	var arr []int
	_ = arr[len(all)]
}
