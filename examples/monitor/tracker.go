package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// penalties are what an anomaly costs.
var penalties = map[string]float64{slow: 0.05, resource: 0.05, failure: 0.10, death: 0.20}

// A tracker keeps scores and what was taken off them. It is safe for concurrent
// use.
type tracker struct {
	mu        sync.Mutex
	scores    map[string]float64
	anomalies map[string]map[string]int // by sandbox and kind

	missed uint64 // events that nobody saw; written before it is read
}

func newTracker() *tracker {
	return &tracker{scores: map[string]float64{}, anomalies: map[string]map[string]int{}}
}

// score notes what an evaluation gave.
func (t *tracker) score(id string, score float64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.scores[id] = score
}

func (t *tracker) penalise(a anomaly) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.anomalies[a.id] == nil {
		t.anomalies[a.id] = map[string]int{}
	}
	t.anomalies[a.id][a.kind]++
}

// A standing is one line of the outcome.
type standing struct {
	id        string
	score     float64
	penalised float64 // not below 0
	anomalies string
}

// standings are all that have a score, the best first.
func (t *tracker) standings() []standing {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []standing
	for id, score := range t.scores {
		s := standing{id: id, score: score, penalised: score}
		var parts []string
		for _, kind := range slices.Sorted(maps.Keys(t.anomalies[id])) {
			n := t.anomalies[id][kind]
			s.penalised -= float64(n) * penalties[kind]
			parts = append(parts, fmt.Sprintf("%s %d", kind, n))
		}
		s.penalised = max(0, s.penalised)
		s.anomalies = cmp.Or(strings.Join(parts, ", "), "none")
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b standing) int {
		return cmp.Or(cmp.Compare(b.penalised, a.penalised), cmp.Compare(a.id, b.id))
	})
	return all
}
