package metrics

import (
	"sync"

	"github.com/petri-lab/petri/supervisor"
)

// DefaultBuffer is how many events may wait for a consumer.
const DefaultBuffer = 4096

// A Feed hands the events of a supervisor to one function, one after the other,
// on a goroutine of its own, until Close or the supervisor's.
type Feed struct {
	sub  *supervisor.Subscription
	done chan struct{}
	once sync.Once
	last func()
}

// Start starts a feed. last is called after the last event.
func Start(sup *supervisor.Supervisor, buffer int, handle func(*supervisor.Event), last func()) *Feed {
	if buffer <= 0 {
		buffer = DefaultBuffer
	}
	f := &Feed{sub: sup.Subscribe(buffer), done: make(chan struct{}), last: last}
	go func() {
		defer close(f.done)
		for e := range f.sub.Events() {
			handle(&e)
		}
	}()
	return f
}

// Dropped counts the events that came too fast.
func (f *Feed) Dropped() uint64 { return f.sub.Dropped() }

// Close takes no more events, and returns when those that came are handled.
func (f *Feed) Close() {
	f.sub.Close()
	<-f.done
	f.once.Do(f.last)
}
