package bench

import (
	"context"
	"errors"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"
)

// ErrOptions says that what is asked for cannot be measured.
var ErrOptions = errors.New("bad options")

// Options say what to measure. The zero value measures everything.
type Options struct {
	// Worker is the worker binary; empty: as supervisor.Config.WorkerPath.
	Worker string
	// Operations are patterns (path.Match) of names; none: everything.
	Operations []string
	// Count is how often each operation is repeated; 0: each as often as suits
	// it.
	Count int
	// Short measures fewer repetitions with fewer sandboxes, within a minute.
	Short bool
	// Jobs is how much goes on at the same time where throughput is measured.
	// Default: two for each processor, since a worker and its supervisor wait for
	// each other.
	Jobs int
	// Sandboxes are the numbers of living sandboxes at which the cost of an
	// evaluation is measured, ascending. Default: 10 to 2,000; with Short 10
	// and 50.
	Sandboxes []int
	// AllowDegraded is supervisor.Config's.
	AllowDegraded bool
	// Progress, if not nil, is told what is measured next.
	Progress func(name string)
}

// A Report is what was measured.
type Report struct {
	Machine    Machine `json:"machine"`
	Baselines  []Entry `json:"baselines"`
	Operations []Entry `json:"operations"`
	Scale      []Point `json:"scale,omitempty"`
}

// An Entry is one thing that was measured, or why it was not.
type Entry struct {
	Name    string `json:"name"`
	What    string `json:"what"`
	Skipped string `json:"skipped,omitempty"` // why there are no figures
	Note    string `json:"note,omitempty"`

	*Sample
	// Rate is how many a second were done, one after the other or, where
	// throughput is measured, Jobs at a time.
	Rate float64 `json:"rate_per_s,omitempty"`
	// CPU is the CPU time of each, in all processes; 0 if it was not measured.
	CPU time.Duration `json:"cpu_ns,omitempty"`
	// Claim is what the description of the substrate that Petri follows claims
	// for its operation of this kind.
	Claim time.Duration `json:"claim_ns,omitempty"`
	// Against names the baseline of the same minute that Ratio is to: of
	// medians (of one input or individual, where several are measured at once)
	// or, where throughput is measured, of rates.
	Against string  `json:"against,omitempty"`
	Ratio   float64 `json:"ratio,omitempty"`
}

// A Point is the cost of an evaluation by hot reload at one number of living
// sandboxes. Ten of them take turns while the others live, which shows whether
// those are in the way; but for CPUOfAll.
type Point struct {
	Sandboxes int           `json:"sandboxes"`
	Count     int           `json:"count"`
	P50       time.Duration `json:"p50_ns"`
	P99       time.Duration `json:"p99_ns"`
	CPU       time.Duration `json:"cpu_ns"` // of each evaluation, all processes
	Rate      float64       `json:"rate_per_s"`
	// CPUOfAll is the CPU time of an evaluation when all sandboxes take turns:
	// none finds in the processor's caches what it left there, and each new
	// worker's memory is touched for the first time.
	CPUOfAll time.Duration `json:"cpu_of_all_ns"`
	// Memory is what a sandbox takes when it has just had its turn, what it
	// shares with others counted once (PSS); 0 if only root may know.
	Memory int64 `json:"memory_bytes,omitempty"`
	// MemoryAtRest is what it takes once it has not been used for
	// supervisor.RestAfter.
	MemoryAtRest int64 `json:"memory_at_rest_bytes,omitempty"`
}

// Names lists everything that can be measured.
func Names() []string {
	var names []string
	for _, m := range all() {
		names = append(names, m.name)
	}
	return names
}

func (o Options) withDefaults() (Options, error) {
	if o.Jobs == 0 {
		o.Jobs = 2 * runtime.NumCPU()
	}
	if o.Count < 0 || o.Jobs < 0 {
		return o, fmt.Errorf("%w: count %d and jobs %d must be positive", ErrOptions, o.Count, o.Jobs)
	}
	if o.Sandboxes == nil {
		o.Sandboxes = []int{10, 20, 50, 100, 200, 500, 1000, 2000}
		if o.Short {
			o.Sandboxes = []int{10, 50}
		}
	}
	if len(o.Sandboxes) == 0 || o.Sandboxes[0] < 1 || !slices.IsSorted(o.Sandboxes) {
		return o, fmt.Errorf("%w: numbers of sandboxes %v: want positive ones, ascending", ErrOptions, o.Sandboxes)
	}
	for _, pattern := range o.Operations {
		known := false
		for _, name := range Names() {
			ok, err := path.Match(pattern, name)
			if err != nil {
				return o, fmt.Errorf("%w: pattern %q: %w", ErrOptions, pattern, err)
			}
			known = known || ok
		}
		if !known {
			return o, fmt.Errorf("%w: nothing is called %q: there are %s", ErrOptions, pattern, strings.Join(Names(), ", "))
		}
	}
	return o, nil
}

func (o Options) wants(name string) bool {
	return len(o.Operations) == 0 || slices.ContainsFunc(o.Operations, func(pattern string) bool {
		ok, _ := path.Match(pattern, name)
		return ok
	})
}

// count is how often m is repeated.
func (o Options) count(m measurement) int {
	switch {
	case o.Count > 0:
		return o.Count
	case o.Short:
		return m.short
	}
	return m.count
}

// Run measures. If it fails, what was measured before is in the Report.
func Run(ctx context.Context, o Options) (*Report, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	s, err := newSession(o)
	if err != nil {
		return nil, err
	}
	defer s.close()
	r := &Report{}
	if r.Machine, err = thisMachine(); err != nil {
		return nil, err
	}
	for _, m := range all() {
		if !o.wants(m.name) {
			continue
		}
		if err := context.Cause(ctx); err != nil {
			return r, err
		}
		if o.Progress != nil {
			o.Progress(m.name)
		}
		e, err := s.measure(ctx, m)
		if err != nil {
			return r, fmt.Errorf("measuring %s: %w", m.name, err)
		}
		switch {
		case m.baseline:
			r.Baselines = append(r.Baselines, e)
		case e.Sample != nil || e.Skipped != "":
			r.Operations = append(r.Operations, e)
		}
		r.Scale = s.points
		if isolation := s.isolation.Load(); isolation != nil {
			r.Machine.Isolation = *isolation
		}
	}
	return r, nil
}
