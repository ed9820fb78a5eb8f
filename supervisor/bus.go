package supervisor

import (
	"sync"
	"sync/atomic"
	"time"
)

// A Subscription delivers events to one consumer. A consumer that is too slow
// loses events, which are counted; it never slows the supervisor.
type Subscription struct {
	bus     *bus
	events  chan Event
	dropped atomic.Uint64
}

// Events is the stream. It is closed by Close and by the supervisor's Close.
func (s *Subscription) Events() <-chan Event { return s.events }

// Dropped counts the events that found the buffer full.
func (s *Subscription) Dropped() uint64 { return s.dropped.Load() }

// Close ends the subscription. It may be called more than once.
func (s *Subscription) Close() { s.bus.remove(s) }

// A bus hands events to subscriptions without ever waiting for one.
type bus struct {
	ids     atomic.Uint64 // of runs and batches
	dropped atomic.Uint64 // by all subscriptions that there ever were
	heard   atomic.Bool   // somebody subscribes: read without the lock, as most have no listener

	mu     sync.RWMutex
	subs   map[*Subscription]struct{}
	closed bool
}

// next is the next number of a run or batch.
func (b *bus) next() uint64 { return b.ids.Add(1) }

func (b *bus) subscribe(buffer int) *Subscription {
	s := &Subscription{bus: b, events: make(chan Event, max(buffer, 1))}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		close(s.events)
		return s
	}
	if b.subs == nil {
		b.subs = map[*Subscription]struct{}{}
	}
	b.subs[s] = struct{}{}
	b.heard.Store(true)
	return s
}

func (b *bus) remove(s *Subscription) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.subs[s]; ok {
		delete(b.subs, s)
		close(s.events)
		b.heard.Store(len(b.subs) > 0)
	}
}

func (b *bus) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for s := range b.subs {
		close(s.events)
	}
	b.subs = nil
	b.heard.Store(false)
}

// emit hands an event to every subscription that has room for it.
func (b *bus) emit(name EventName, m Measurements, md Metadata) {
	if !b.heard.Load() {
		return
	}
	b.publish(Event{Name: name, Time: time.Now(), Measurements: m, Metadata: md})
}

func (b *bus) publish(e Event) {
	// Readers share the lock, and nobody can close a channel under it.
	b.mu.RLock()
	defer b.mu.RUnlock()
	for s := range b.subs {
		select {
		case s.events <- e:
		default:
			s.dropped.Add(1)
			b.dropped.Add(1)
		}
	}
}
