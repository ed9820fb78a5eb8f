package main

import (
	"slices"
	"sync"
	"time"

	"github.com/petri-lab/petri/supervisor"
)

// An anomaly is what a detector found.
type anomaly struct {
	id   string // of the sandbox
	kind string
}

// The kinds of anomalies.
const (
	slow     = "slow"
	failure  = "failure"  // a run ended with something else than an answer
	death    = "death"    // its worker died
	resource = "resource" // it passed a threshold of Config.Monitor
)

// A detector looks at one event after the other.
type detector struct {
	usual map[string][]time.Duration // the last runs of each sandbox
}

// A run is slow that takes this many times what is usual for its sandbox, and
// more than what a busy host may cost.
const (
	slowFactor = 10
	slowLeast  = 100 * time.Millisecond
	memory     = 16 // runs that say what is usual
	enough     = 4  // runs before anything is
)

func newDetector() *detector { return &detector{usual: map[string][]time.Duration{}} }

// look returns what is anomalous about an event.
func (d *detector) look(e supervisor.Event) []anomaly {
	id := e.Metadata.SandboxID
	switch e.Name {
	case supervisor.EventDied:
		return []anomaly{{id, death}}
	case supervisor.EventExceeded:
		return []anomaly{{id, resource}}
	case supervisor.EventRunException:
		return []anomaly{{id, failure}}
	case supervisor.EventRunStop:
		if e.Measurements.Result != supervisor.OK {
			return []anomaly{{id, failure}}
		}
		if d.isSlow(id, e.Measurements.Duration) {
			return []anomaly{{id, slow}}
		}
	case supervisor.EventDestroyed:
		delete(d.usual, id)
	}
	return nil
}

// isSlow compares a run with the median of those before it, and remembers it if
// it was not.
func (d *detector) isSlow(id string, took time.Duration) bool {
	before := d.usual[id]
	if len(before) >= enough {
		sorted := slices.Sorted(slices.Values(before))
		if took > slowLeast && took > slowFactor*sorted[len(sorted)/2] {
			return true
		}
	}
	before = append(before, took)
	d.usual[id] = before[max(0, len(before)-memory):]
	return false
}

// monitor feeds a supervisor's events to a detector, and what that finds to a
// tracker, until stop is called. stop returns when all that has happened has
// been seen; it may be called again.
func monitor(sup *supervisor.Supervisor, t *tracker) (stop func()) {
	events := sup.Subscribe(4096)
	done := make(chan struct{})
	go func() {
		defer close(done)
		d := newDetector()
		for e := range events.Events() {
			for _, a := range d.look(e) {
				t.penalise(a)
			}
		}
	}()
	var once sync.Once
	return func() {
		once.Do(func() {
			events.Close()
			<-done
			t.missed = events.Dropped()
		})
	}
}
