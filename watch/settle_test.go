package watch

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestSettle(t *testing.T) {
	for _, c := range []struct {
		name string
		hits []time.Duration // since the beginning
		want []time.Duration
	}{
		{"none", nil, nil},
		{"one", []time.Duration{1}, []time.Duration{101}},
		{"a burst", []time.Duration{0, 30, 90, 180}, []time.Duration{280}},
		{"two saves", []time.Duration{0, 50, 400}, []time.Duration{150, 500}},
		{"just after", []time.Duration{0, 101}, []time.Duration{100, 201}},
		{"without a pause", steps(0, 60, 40), []time.Duration{1000, 2020, 2440}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begun := time.Now()
				hits, done := make(chan struct{}), make(chan struct{})
				var fired []time.Duration
				go func() {
					defer close(done)
					settle(hits, 100*time.Millisecond, time.Second, func() { fired = append(fired, time.Since(begun)/time.Millisecond) })
				}()
				for _, at := range c.hits {
					time.Sleep(at*time.Millisecond - time.Since(begun)) // of the bubble's clock
					hits <- struct{}{}
				}
				time.Sleep(time.Minute)
				close(hits)
				<-done
				if !slices.Equal(fired, c.want) {
					t.Errorf("fired at %d, want %d", fired, c.want)
				}
			})
		})
	}
}

// steps are n times, every so often.
func steps(from, every time.Duration, n int) (all []time.Duration) {
	for i := range n {
		all = append(all, from+time.Duration(i)*every)
	}
	return all
}
