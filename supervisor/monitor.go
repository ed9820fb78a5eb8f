package supervisor

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"
)

// Monitor says how the use of resources is watched.
type Monitor struct {
	// Interval is the time from one sample of a sandbox to the next, on average:
	// those of all are spread over it, by chance, 1000 a second at most. Sums are
	// looked at once in it. Zero: 10 s. Negative: there are no samples but those
	// of Supervisor.Sample.
	Interval time.Duration
	// The thresholds of each sandbox (see WithThresholds), of each population
	// (see Populations.SetThresholds), and of all sandboxes together.
	SandboxThresholds    Thresholds
	PopulationThresholds Thresholds
	TotalThresholds      Thresholds
}

// Defaults of Monitor, and the least that Interval may be.
const (
	defaultMonitorInterval = 10 * time.Second
	minMonitorInterval     = time.Millisecond
)

func (m Monitor) withDefaults() (_ Monitor, err error) {
	m.Interval = cmp.Or(m.Interval, defaultMonitorInterval)
	if m.Interval > 0 && m.Interval < minMonitorInterval {
		return m, fmt.Errorf("%w: Monitor: Interval %v must be negative or at least %v", ErrBadConfig, m.Interval, minMonitorInterval)
	}
	for of, t := range map[string]*Thresholds{
		"sandboxes": &m.SandboxThresholds, "populations": &m.PopulationThresholds, "the total": &m.TotalThresholds,
	} {
		if *t, err = validThresholds(of, *t); err != nil {
			return m, err
		}
	}
	return m, nil
}

// A Sample is what a sandbox used at a moment.
type Sample struct {
	Time time.Time `json:"time"`
	ResourceUsage
	// Load is how many processors the worker kept busy, on average since an
	// earlier sample of it; not known of its first one.
	Load Reading[float64] `json:"load"`
	// Unknown says why some of it is not known.
	Unknown string `json:"unknown,omitempty"`
}

// observed is what is known of a sandbox's use of resources.
type observed struct {
	mu     sync.Mutex
	of     *worker // whose use; nil if there was no worker
	last   *Sample // nil before the first one; read only
	alarms alarms

	// Where Load begins.
	since time.Time
	cpu   Reading[time.Duration]
}

// minLoadSpan is the shortest time over which a load is taken: the kernel
// counts CPU time of a group in ticks.
const minLoadSpan = 100 * time.Millisecond

// sample samples the sandbox, and compares that with its thresholds.
func (b *Sandbox) sample() {
	if b.creating() {
		return
	}
	o := &b.observed
	o.mu.Lock()
	defer o.mu.Unlock()
	u, w, err := b.usage()
	s := &Sample{Time: time.Now(), ResourceUsage: u}
	if err != nil {
		s.Unknown = err.Error()
	}
	if o.of != w || !o.cpu.Known {
		o.since, o.cpu = s.Time, u.CPU
	} else if span := s.Time.Sub(o.since); span < minLoadSpan {
		s.Load = o.last.Load
	} else {
		if u.CPU.Known {
			s.Load = known(max(0, float64(u.CPU.Value-o.cpu.Value)/float64(span)))
		}
		o.since, o.cpu = s.Time, u.CPU
	}
	o.of, o.last = w, s
	if b.ctx.Err() != nil {
		return
	}
	o.alarms.look(s.figure, b.sup.bus.alarm(EventExceeded, EventRecovered, Metadata{SandboxID: b.id}))
}

func (s *Sample) figure(r Resource) (float64, bool) {
	switch r {
	case ResourceMemory:
		return float64(s.Memory.Value), s.Memory.Known
	case ResourceCPU:
		return s.CPU.Value.Seconds(), s.CPU.Known
	case ResourceLoad:
		return s.Load.Value, s.Load.Known
	case ResourceProcesses:
		return float64(s.Processes.Value), s.Processes.Known
	case ResourceThreads:
		return float64(s.Threads.Value), s.Threads.Known
	case ResourceQueue:
		return float64(s.Queue), true
	case ResourceUptime:
		return s.Uptime.Seconds(), true
	}
	return 0, false
}

// sampled is the last sample of this worker of the sandbox; nil if there is none.
func (b *Sandbox) sampled(w *worker) *Sample {
	b.observed.mu.Lock()
	defer b.observed.mu.Unlock()
	if b.observed.of != w {
		return nil
	}
	return b.observed.last
}

// lastSample is a copy of the last sample of the sandbox as it is now.
func (b *Sandbox) lastSample() *Sample {
	s := b.sampled(b.current())
	if s == nil {
		return nil
	}
	c := *s
	return &c
}

// A monitor watches the use of resources in the background.
type monitor struct {
	patrol
	mu     sync.Mutex
	alarms alarms // of all sandboxes together
}

func newMonitor(s *Supervisor) *monitor {
	c := &s.config.Monitor
	return &monitor{patrol: patrol{sup: s, interval: c.Interval}, alarms: newAlarms(c.TotalThresholds)}
}

func (m *monitor) String() string { return "monitor" }

// Serve samples until ctx ends.
func (m *monitor) Serve(ctx context.Context) error { return m.walk(ctx, (*Sandbox).sample, m.sums) }

// sums compares the sums of the last samples with their thresholds.
func (m *monitor) sums() {
	m.sup.populations.look()
	total := m.sup.Usage()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.alarms.look(total.figure, m.sup.bus.alarm(EventTotalExceeded, EventTotalRecovered, Metadata{}))
}

// Sample samples every sandbox now, compares that with the thresholds, and
// returns the sum. The error is ErrClosed, or ctx's; the samples that were taken
// stand.
func (s *Supervisor) Sample(ctx context.Context) (TotalUsage, error) {
	if s.isClosed() {
		return TotalUsage{}, ErrClosed
	}
	for _, b := range s.all() {
		if err := ctx.Err(); err != nil {
			return s.Usage(), fmt.Errorf("sampling: %w", err)
		}
		b.sample()
	}
	s.monitor.sums()
	return s.Usage(), nil
}
