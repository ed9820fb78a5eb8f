package main

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/petri-lab/petri/supervisor"
)

// A board keeps what events have told. Only one goroutine may use it.
type board struct {
	rows       map[string]*row
	population string
	generation int

	born, dead, restarts int
	runs                 int
	verdicts             map[supervisor.Verdict]int // of runs, and of loads that failed

	best    float64 // NaN: nobody has been scored
	history []float64
	dropped uint64
}

// A row is a sandbox that is alive.
type row struct {
	id         string
	generation int
	state      state
	since      time.Time // of the state
	version    int
	runs       int
	failures   int
	restarts   int
	last       supervisor.Verdict // of the last run, or of a load that failed
	took       time.Duration
	score      float64 // NaN: none
}

// A state is what a sandbox is doing.
type state string

const (
	idle    state = "idle"
	running state = "running"
	dead    state = "restarting"
	gaveUp  state = "gave up"
)

func newBoard() *board {
	return &board{rows: map[string]*row{}, verdicts: map[supervisor.Verdict]int{}, best: math.NaN()}
}

// note takes an event in.
func (b *board) note(e supervisor.Event) {
	id, m := e.Metadata.SandboxID, e.Measurements
	if e.Name == supervisor.EventCreated {
		b.born++
		b.rows[id] = &row{id: id, state: idle, since: e.Time, score: math.NaN()}
	}
	r := b.rows[id]
	if r == nil {
		return // not of a sandbox, or of one whose beginning was missed
	}
	if g := e.Metadata.Generation; g != nil {
		r.generation = *g
		b.generation = max(b.generation, *g)
	}
	if p := e.Metadata.Populations; len(p) > 0 {
		b.population = p[0]
	}
	switch e.Name {
	case supervisor.EventReloaded:
		r.score = math.NaN()
		if m.Result != supervisor.OK {
			b.failed(r, m.Result)
			return
		}
		r.version = e.Metadata.Version
	case supervisor.EventRunStart, supervisor.EventEvaluateStart:
		r.state, r.since = running, e.Time
	case supervisor.EventRunStop, supervisor.EventEvaluateStop, supervisor.EventRunException, supervisor.EventEvaluateException:
		b.ran(r, e)
	case supervisor.EventFitness:
		r.score = *m.Score
		if !(b.best >= r.score) {
			b.best = r.score
		}
	case supervisor.EventDied:
		r.state, r.since = dead, e.Time
	case supervisor.EventRestarted:
		b.restarts++
		r.restarts++
		r.state, r.since = idle, e.Time
	case supervisor.EventGaveUp:
		r.state, r.since = gaveUp, e.Time
	case supervisor.EventDestroyed:
		b.dead++
		delete(b.rows, id)
	}
}

func (b *board) ran(r *row, e supervisor.Event) {
	b.runs++
	r.runs++
	r.took = e.Measurements.Duration
	if r.state == running {
		r.state, r.since = idle, e.Time
	}
	if v := e.Measurements.Result; v != supervisor.OK {
		b.failed(r, v)
		return
	}
	r.last = supervisor.OK
	b.verdicts[supervisor.OK]++
}

func (b *board) failed(r *row, v supervisor.Verdict) {
	r.failures++
	r.last = v
	b.verdicts[v]++
}

// maxHistory bounds the scores that are kept for the curve.
const maxHistory = 200

// tick notes how good the best is now, for the curve.
func (b *board) tick() {
	if math.IsNaN(b.best) {
		return
	}
	b.history = append(b.history, b.best)
	b.history = b.history[max(0, len(b.history)-maxHistory):]
}

// ranking is everybody who is alive, the best first, those without a score last.
func (b *board) ranking() []*row {
	var all []*row
	for _, r := range b.rows {
		all = append(all, r)
	}
	slices.SortFunc(all, func(x, y *row) int {
		return cmp.Or(cmp.Compare(rank(y), rank(x)), cmp.Compare(x.id, y.id))
	})
	return all
}

func rank(r *row) float64 {
	if math.IsNaN(r.score) {
		return math.Inf(-1)
	}
	return r.score
}
