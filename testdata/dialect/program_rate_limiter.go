// A token bucket with an injected clock.
package main

import (
	"fmt"
	"sort"
	"time"
)

type Clock interface{ Now() time.Time }
type fakeClock struct{ t time.Time }

func (f *fakeClock) Now() time.Time          { return f.t }
func (f *fakeClock) Advance(d time.Duration) { f.t = f.t.Add(d) }

type Limiter struct {
	clock  Clock
	rate   float64
	burst  float64
	tokens float64
	last   time.Time
}

func New(c Clock, perSecond, burst float64) *Limiter {
	return &Limiter{clock: c, rate: perSecond, burst: burst, tokens: burst, last: c.Now()}
}
func (l *Limiter) Allow() bool {
	now := l.clock.Now()
	l.tokens = min(l.burst, l.tokens+now.Sub(l.last).Seconds()*l.rate)
	l.last = now
	if l.tokens < 1 {
		return false
	}
	l.tokens--
	return true
}

type Window struct {
	clock Clock
	size  time.Duration
	max   int
	hits  []time.Time
}

func (w *Window) Allow() bool {
	cut := w.clock.Now().Add(-w.size)
	i := sort.Search(len(w.hits), func(i int) bool { return w.hits[i].After(cut) })
	w.hits = w.hits[i:]
	if len(w.hits) >= w.max {
		return false
	}
	w.hits = append(w.hits, w.clock.Now())
	return true
}

func main() {
	c := &fakeClock{time.Unix(0, 0)}
	for _, l := range []interface{ Allow() bool }{New(c, 2, 3), &Window{clock: c, size: time.Second, max: 2}} {
		var got []bool
		for i := range 8 {
			got = append(got, l.Allow())
			if i%3 == 2 {
				c.Advance(700 * time.Millisecond)
			}
		}
		fmt.Printf("%T %v\n", l, got)
	}
}
