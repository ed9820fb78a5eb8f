package supervisor

import (
	"sync"
	"sync/atomic"
	"time"
)

// An EventName says what happened.
type EventName string

// The events. A start is followed by exactly one stop or exception: stop if
// the sandbox's worker lived to tell the outcome, exception if it panicked or
// died.
const (
	EventCreated   EventName = "sandbox.created"
	EventReloaded  EventName = "sandbox.reloaded" // also when the reload failed: see the result
	EventRestarted EventName = "sandbox.restarted"
	EventDestroyed EventName = "sandbox.destroyed"
	EventDied      EventName = "sandbox.died"      // its worker is gone; the reason says why
	EventGaveUp    EventName = "sandbox.gave_up"   // it will not be restarted
	EventUnhealthy EventName = "sandbox.unhealthy" // its idle worker did not answer, and is killed
	EventEnded     EventName = "sandbox.ended"     // by itself, and will not be restarted for that

	EventRunStart     EventName = "sandbox.run.start" // Call, CallMany, Main
	EventRunStop      EventName = "sandbox.run.stop"
	EventRunException EventName = "sandbox.run.exception"

	EventEvaluateStart     EventName = "sandbox.evaluate.start" // Run with a harness
	EventEvaluateStop      EventName = "sandbox.evaluate.stop"
	EventEvaluateException EventName = "sandbox.evaluate.exception"

	EventBatchStart     EventName = "sandbox.batch.start"
	EventBatchStop      EventName = "sandbox.batch.stop"
	EventBatchException EventName = "sandbox.batch.exception" // it was cancelled

	EventFitness       EventName = "sandbox.fitness.computed"
	EventKilledLimit   EventName = "sandbox.killed.resource_limit"
	EventKilledTimeout EventName = "sandbox.killed.timeout"

	EventCollected   EventName = "sandbox.gc.collected" // beside its sandbox.destroyed
	EventGCException EventName = "sandbox.gc.exception" // one could not be collected in the background

	// Of the monitor: a threshold of a sandbox, a population, or all together.
	EventExceeded            EventName = "sandbox.resource.exceeded"
	EventRecovered           EventName = "sandbox.resource.recovered"
	EventPopulationExceeded  EventName = "population.resource.exceeded"
	EventPopulationRecovered EventName = "population.resource.recovered"
	EventTotalExceeded       EventName = "supervisor.resource.exceeded"
	EventTotalRecovered      EventName = "supervisor.resource.recovered"

	// Of what works in the background: the collector and its like.
	EventServiceException EventName = "supervisor.service.exception" // it panicked, or ended; it is started again
	EventServicesPaused   EventName = "supervisor.service.paused"    // those that fail wait: there were too many failures
	EventServicesResumed  EventName = "supervisor.service.resumed"   // they are started again
	EventServiceStuck     EventName = "supervisor.service.stuck"     // it does not end although it is told to

	EventPoolException EventName = "supervisor.pool.exception" // a worker of the pool is no good, or could not be started
)

// An Event is one thing that happened to a sandbox.
type Event struct {
	Name         EventName    `json:"event"`
	Time         time.Time    `json:"time"`
	Measurements Measurements `json:"measurements"`
	Metadata     Metadata     `json:"metadata"`
}

// Measurements are what an event counts; fields that it does not count are
// zero.
type Measurements struct {
	Duration time.Duration `json:"duration_ns,omitempty"`
	Result   Verdict       `json:"result,omitempty"`
	Score    *float64      `json:"score,omitempty"`
	Count    int           `json:"count,omitempty"` // of a batch: its items
	// Components is how many a fitness has.
	Components int `json:"components,omitempty"`
	// Value is the figure that exceeded a threshold or recovered, in the unit of
	// the resource.
	Value     *float64 `json:"value,omitempty"`
	Threshold *float64 `json:"threshold,omitempty"`
}

// Metadata say what an event is about.
type Metadata struct {
	SandboxID string `json:"sandbox_id,omitempty"`
	PID       int    `json:"pid,omitempty"`
	Function  string `json:"function,omitempty"`
	Version   int    `json:"version,omitempty"`
	Checksum  string `json:"checksum,omitempty"`
	Operation string `json:"operation,omitempty"` // of a batch
	Reason    string `json:"reason,omitempty"`
	// FromPool says of sandbox.created and sandbox.restarted that the worker
	// had been started ahead.
	FromPool   bool     `json:"from_pool,omitempty"`
	Resource   Resource `json:"resource,omitempty"`      // of a threshold
	Population string   `json:"population_id,omitempty"` // whose threshold it is
	Service    string   `json:"service,omitempty"`       // what works in the background
	Stack      string   `json:"stack,omitempty"`         // of a service that panicked

	// Where the sandbox belongs, in sandbox.created, sandbox.destroyed,
	// sandbox.fitness.computed and sandbox.gc.collected: its populations and,
	// if it was given a lineage, that. All of it is shared: read only.
	Populations  []string `json:"populations,omitempty"`
	Generation   *int     `json:"generation,omitempty"`
	ParentIDs    []string `json:"parent_ids,omitempty"`
	MutationType string   `json:"mutation_type,omitempty"`
	LineageDepth *int     `json:"lineage_depth,omitempty"`
}

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
	mu     sync.RWMutex
	subs   map[*Subscription]struct{}
	closed bool
}

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
	return s
}

func (b *bus) remove(s *Subscription) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ok := b.subs[s]; ok {
		delete(b.subs, s)
		close(s.events)
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
}

func (b *bus) emit(name EventName, m Measurements, md Metadata) {
	// Readers share the lock, and nobody can close a channel under it.
	b.mu.RLock()
	defer b.mu.RUnlock()
	if len(b.subs) == 0 {
		return
	}
	e := Event{Name: name, Time: time.Now(), Measurements: m, Metadata: md}
	for s := range b.subs {
		select {
		case s.events <- e:
		default:
			s.dropped.Add(1)
		}
	}
}
