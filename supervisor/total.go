package supervisor

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// A TotalUsage is what several sandboxes use together, by the last sample of
// each: Sample takes new ones. A sandbox without a worker uses nothing, and its
// sums leave it out. One whose worker was not sampled yet is Unknown.
type TotalUsage struct {
	Sandboxes int                `json:"sandboxes"`
	Workers   int                `json:"workers"` // the sandboxes that have one
	Memory    Sum[int64]         `json:"memory_bytes"`
	CPU       Sum[time.Duration] `json:"cpu_ns"` // of the workers that live
	Load      Sum[float64]       `json:"load"`
	Processes Sum[int]           `json:"processes"`
	Threads   Sum[int]           `json:"threads"`
	Queue     int                `json:"queue"`
	Uptime    time.Duration      `json:"uptime_ns"` // the longest
	// Oldest is when the oldest of the samples was taken; zero if there is none.
	Oldest time.Time `json:"oldest,omitzero"`
}

// Usage is what all sandboxes use together.
func (s *Supervisor) Usage() TotalUsage { return addUp(s.all()) }

// Usage is what the members of a population use together. The error wraps
// ErrPopulationNotFound.
func (p *Populations) Usage(id string) (TotalUsage, error) {
	p.mu.RLock()
	q, err := p.get(id)
	if err != nil {
		p.mu.RUnlock()
		return TotalUsage{}, err
	}
	boxes := slices.Collect(maps.Values(q.members))
	p.mu.RUnlock()
	return addUp(boxes), nil
}

func addUp(boxes []*Sandbox) TotalUsage {
	var t TotalUsage
	for _, b := range boxes {
		if b.ctx.Err() == nil && !b.creating() {
			t.add(b)
		}
	}
	return t
}

func (t *TotalUsage) add(b *Sandbox) {
	t.Sandboxes++
	t.Queue += int(b.waiting.Load())
	t.Uptime = max(t.Uptime, time.Since(b.created))
	w := b.current()
	if w == nil {
		return
	}
	t.Workers++
	s := b.sampled(w)
	switch {
	case s == nil:
		s = &Sample{}
	case t.Oldest.IsZero() || s.Time.Before(t.Oldest):
		t.Oldest = s.Time
	}
	t.Memory.add(s.Memory)
	t.CPU.add(s.CPU)
	t.Load.add(s.Load)
	t.Processes.add(s.Processes)
	t.Threads.add(s.Threads)
}

func (t *TotalUsage) figure(r Resource) (float64, bool) {
	switch r {
	case ResourceMemory:
		return float64(t.Memory.Value), t.Memory.Unknown == 0
	case ResourceCPU:
		return t.CPU.Value.Seconds(), t.CPU.Unknown == 0
	case ResourceLoad:
		return t.Load.Value, t.Load.Unknown == 0
	case ResourceProcesses:
		return float64(t.Processes.Value), t.Processes.Unknown == 0
	case ResourceThreads:
		return float64(t.Threads.Value), t.Threads.Unknown == 0
	case ResourceQueue:
		return float64(t.Queue), true
	case ResourceUptime:
		return t.Uptime.Seconds(), true
	}
	return 0, false
}

// SetThresholds sets a population's thresholds, in place of those it had, or of
// Config.Monitor.PopulationThresholds; none turns them off. Whatever exceeds one
// is told of anew. The error wraps ErrPopulationNotFound or ErrBadConfig.
func (p *Populations) SetThresholds(id string, t ...Threshold) error {
	t, err := validThresholds("population", t)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	q, err := p.get(id)
	if err != nil {
		return fmt.Errorf("setting thresholds: %w", err)
	}
	q.alarms = newAlarms(t)
	return nil
}

// look compares the sums of the populations with their thresholds.
func (p *Populations) look() {
	for id, boxes := range p.watched() {
		t := addUp(boxes)
		p.mu.Lock()
		if q := p.all[id]; q != nil {
			q.alarms.look(t.figure, p.sup.bus.alarm(EventPopulationExceeded, EventPopulationRecovered, Metadata{Population: id}))
		}
		p.mu.Unlock()
	}
}

// watched are the members of the populations that have thresholds.
func (p *Populations) watched() map[string][]*Sandbox {
	p.mu.RLock()
	defer p.mu.RUnlock()
	all := map[string][]*Sandbox{}
	for id, q := range p.all {
		if len(q.alarms.thresholds) > 0 {
			all[id] = slices.Collect(maps.Values(q.members))
		}
	}
	return all
}
