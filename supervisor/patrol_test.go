package supervisor

import (
	"context"
	"math"
	"testing"
	"time"
)

// A stillClock stands still, and tells the waits that it is asked for.
type stillClock chan time.Duration

func (stillClock) Now() time.Time { return time.Time{} }

func (c stillClock) After(d time.Duration) <-chan time.Time {
	c <- d
	return nil
}

// An interval that stands for never must not overflow to now.
func TestPatrolOfALongInterval(t *testing.T) {
	clock := make(stillClock, 1)
	sup := &Supervisor{config: Config{Clock: clock, Random: func() float64 { return 0.999 }}}
	p := patrol{sup: sup, interval: math.MaxInt64}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.walk(ctx, func(*Sandbox) {}, func() {}) }()
	if d := <-clock; d < 100*365*24*time.Hour {
		t.Errorf("a pause of %v", d)
	}
	cancel()
	if err := <-done; err != context.Canceled {
		t.Error(err)
	}
}
