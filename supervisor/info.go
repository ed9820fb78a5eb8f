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
	Usage    *Sample      `json:"usage,omitempty"`  // by the last sample; nil before the first one of this worker
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
	populations, usage := b.sup.populations.Of(b), b.lastSample()
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
		Usage:    usage,
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

// Genome returns the sources that serve, under their names. They are shared:
// read only.
func (b *Sandbox) Genome() genome.Genome {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.genome.sources()
}
