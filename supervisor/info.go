package supervisor

import (
	"time"

	"github.com/petri-lab/petri/genome"
)

// A Status says what a sandbox is doing about its worker.
type Status string

// The statuses.
const (
	StatusCreating   Status = "creating"   // its first worker is starting
	StatusServing    Status = "serving"    // a worker is there
	StatusRestarting Status = "restarting" // the next worker is on its way
	StatusError      Status = "error"      // it gave up; Restart brings it back
	StatusEnded      Status = "ended"      // its worker ended by itself; Restart brings it back
	StatusDestroyed  Status = "destroyed"
)

// Info describes a sandbox at one moment.
type Info struct {
	ID       string       `json:"id"`
	PID      int          `json:"pid,omitempty"` // of the worker; 0 while there is none
	Status   Status       `json:"status"`
	Reason   string       `json:"reason,omitempty"` // of the status, if it is not serving
	Created  time.Time    `json:"created"`
	Modules  []ModuleInfo `json:"modules,omitempty"`
	Limits   Limits       `json:"limits"`
	Profile  string       `json:"profile"`
	Restarts int          `json:"restarts"`
	Waiting  int          `json:"waiting"`          // operations that wait for it
	Death    *Death       `json:"death,omitempty"`  // of the last worker that it lost
	Health   *Checkup     `json:"health,omitempty"` // the last check of this worker while it was idle

	Checksum     string          `json:"checksum,omitempty"` // of the serving genome, all modules together
	Fitness      *Fitness        `json:"fitness,omitempty"`  // the current one
	Lineage      *genome.Lineage `json:"lineage,omitempty"`  // as it was created with
	LineageDepth int             `json:"lineage_depth"`      // longest path to a founder
	Populations  []string        `json:"populations,omitempty"`
	Protected    bool            `json:"protected"` // from being collected
}

// ModuleInfo describes one module of the serving genome.
type ModuleInfo struct {
	Name     string `json:"name"`
	Version  int    `json:"version"`
	Checksum string `json:"checksum"`
	Main     bool   `json:"main,omitempty"` // a package main
}

// Info describes the sandbox. It never waits for a run.
func (b *Sandbox) Info() Info {
	populations := b.sup.populations.Of(b)
	b.mu.RLock()
	defer b.mu.RUnlock()
	info := Info{
		ID:       b.id,
		Status:   b.status,
		Reason:   b.reason,
		Created:  b.created,
		Limits:   b.options.limits,
		Profile:  b.options.profile.Name,
		Restarts: b.restarts,
		Waiting:  int(b.waiting.Load()),

		Checksum:     b.checksum,
		LineageDepth: b.birth.Depth(),
		Populations:  populations,
		Protected:    b.protected,
	}
	if b.checkup != nil {
		c := *b.checkup
		info.Health = &c
	}
	if b.fitness != nil {
		f := b.fitness.clone()
		info.Fitness = &f
	}
	if b.options.lineage != nil {
		l := b.options.lineage.Clone()
		info.Lineage = &l
	}
	if b.worker != nil {
		info.PID = b.worker.proc.PID()
	}
	if b.lastDeath != nil {
		d := *b.lastDeath
		info.Death = &d
	}
	for _, m := range b.genome.modules {
		v, _ := m.history.Current()
		info.Modules = append(info.Modules, ModuleInfo{Name: m.name, Version: v.Number, Checksum: v.Checksum, Main: m.main})
	}
	return info
}

// A ResourceUsage is what a sandbox's worker has used so far, from the
// kernel's accounts.
type ResourceUsage struct {
	// Memory is what the worker uses now, in bytes: what its cgroup is charged
	// where there is the memory controller, else what is resident.
	Memory     int64         `json:"memory_bytes"`
	PeakMemory int64         `json:"peak_memory_bytes"` // the largest Memory so far
	CPU        time.Duration `json:"cpu_ns"`            // user and system, all processes and threads
	Threads    int           `json:"threads"`           // of all its processes
	Uptime     time.Duration `json:"uptime_ns"`         // of the sandbox
}

// Usage reads what the worker has used so far. It is an error, not zero, if
// that cannot be known: there is no worker, or it has just ended.
func (b *Sandbox) Usage() (ResourceUsage, error) {
	w := b.current()
	if w == nil {
		b.mu.RLock()
		defer b.mu.RUnlock()
		return ResourceUsage{}, &UsageUnknownError{ID: b.id, Status: b.status}
	}
	u, err := w.usage()
	if err != nil {
		return ResourceUsage{}, &UsageUnknownError{ID: b.id, Status: StatusRestarting, Err: err}
	}
	u.Uptime = time.Since(b.created)
	return u, nil
}

// A UsageUnknownError says why a sandbox's usage is not known.
type UsageUnknownError struct {
	ID     string
	Status Status
	Err    error // of reading the kernel's accounts, if that was it
}

func (e *UsageUnknownError) Error() string {
	if e.Err != nil {
		return "usage of sandbox " + e.ID + " is unknown: " + e.Err.Error()
	}
	return "usage of sandbox " + e.ID + " is unknown: it has no worker (" + string(e.Status) + ")"
}

func (e *UsageUnknownError) Unwrap() error { return e.Err }

// Genome returns the sources that serve, under their names. They are shared:
// read only.
func (b *Sandbox) Genome() genome.Genome {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.genome.sources()
}
