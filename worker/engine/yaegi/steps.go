package yaegi

import (
	"reflect"
	"runtime"
	"time"
)

// A program without goroutines of its own counts steps in a variable of its
// own, which is cheap; whether they pass the limit is looked at from outside.
// A program with goroutines counts by calling ticks.

// export receives the program's functions, the initialisation first.
func (p *program) export(steps *int, functions ...any) int {
	p.own = steps
	for _, f := range functions {
		p.functions = append(p.functions, reflect.ValueOf(f))
	}
	return 0
}

// ticks counts steps of a program with goroutines. It returns 0.
func (p *program) ticks(steps int) int {
	n := p.shared.Add(int64(steps))
	if limit := p.limit.Load(); limit > 0 && n > limit {
		p.overstep()
	}
	return 0
}

// overstep ends the calling goroutine because the limit is passed.
func (p *program) overstep() {
	if p.env.Overstep != nil {
		p.env.Overstep()
	}
	p.Stop()
	runtime.Goexit()
}

// watchPeriod is how often the steps of a call are compared with their limit.
const watchPeriod = 100 * time.Microsecond

// watch compares the steps of a call with the limit until end is called.
func (p *program) watch() (end func()) {
	limit := p.limit.Load()
	if limit <= 0 || p.own == nil {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		ticker := time.NewTicker(watchPeriod)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				if readSteps(p.own) > limit {
					p.overstep()
				}
			}
		}
	}()
	return func() {
		close(done)
		<-ended
	}
}

// readSteps reads a counter that the program may be writing: any recent value
// will do.
//
//go:norace
func readSteps(n *int) int64 { return int64(*n) }
