// Package metrics says which metrics come out of a supervisor's events, for
// whatever library keeps them.
package metrics

import (
	"slices"

	"github.com/petri-lab/petri/supervisor"
)

// A Kind says how observations add up.
type Kind int

const (
	Counter  Kind = iota // a sum
	Duration             // a distribution, of seconds
)

// A Metric is one instrument.
type Metric struct {
	Name   string // in words joined by '_', without prefix and unit
	Help   string
	Kind   Kind
	Labels []string // each with few values, whatever genomes and engines do
}

// All lists the metrics.
func All() []Metric {
	return []Metric{
		{"create", "Time to create a sandbox.", Duration, nil},
		{"reload", "Time of hot reloads and rollbacks.", Duration, []string{"verdict"}},
		{"restart", "Time to bring a new worker up in place of a dead one.", Duration, nil},
		{"destroy", "Time to leave nothing of a sandbox.", Duration, nil},
		{"run", "Time of calls and evaluations, with all of their inputs.", Duration, []string{"operation", "verdict"}},
		{"batch", "Time of batches.", Duration, []string{"operation"}},
		{"verdicts", "Inputs of calls, evaluations and reloads, by how they ended.", Counter, []string{"operation", "verdict"}},
		{"errors", "Inputs that could not be run: no such function, wrong arguments.", Counter, []string{"operation"}},
		{"deaths", "Workers that died, by what of.", Counter, []string{"verdict"}},
		{"gave_up", "Sandboxes that will not be restarted.", Counter, nil},
		{"unhealthy", "Idle workers that did not answer.", Counter, nil},
		{"fitness", "Fitnesses that were recorded.", Counter, nil},
		{"collected", "Sandboxes that were collected, by why.", Counter, []string{"reason"}},
		{"thresholds_exceeded", "Resource thresholds that were passed.", Counter, []string{"scope", "resource"}},
		{"exceptions", "Failures in the background: of services, the collector, the pool, the audit's sink.", Counter, []string{"origin"}},
	}
}

// Observe tells which metrics an event adds what to. labels are in the order of
// Metric.Labels.
func Observe(e *supervisor.Event, add func(name string, value float64, labels ...string)) {
	m := &e.Measurements
	seconds := m.Duration.Seconds()
	switch e.Name {
	case supervisor.EventCreated:
		add("create", seconds)
	case supervisor.EventRestarted:
		add("restart", seconds)
	case supervisor.EventDestroyed:
		add("destroy", seconds)
	case supervisor.EventReloaded:
		add("reload", seconds, verdict(m.Result))
		add("verdicts", 1, "reload", verdict(m.Result))
	case supervisor.EventRunStop, supervisor.EventRunException:
		ended(m, "run", add)
	case supervisor.EventEvaluateStop, supervisor.EventEvaluateException:
		ended(m, "evaluate", add)
	case supervisor.EventBatchStop, supervisor.EventBatchException:
		add("batch", seconds, one(e.Metadata.Operation, "create", "reload", "run", "destroy"))
	case supervisor.EventDied:
		add("deaths", 1, verdict(m.Result))
	case supervisor.EventGaveUp:
		add("gave_up", 1)
	case supervisor.EventUnhealthy:
		add("unhealthy", 1)
	case supervisor.EventFitness:
		add("fitness", 1)
	case supervisor.EventCollected:
		add("collected", 1, one(e.Metadata.Reason, reasons()...))
	default:
		inTheBackground(e, add)
	}
}

func ended(m *supervisor.Measurements, operation string, add func(string, float64, ...string)) {
	add("run", m.Duration.Seconds(), operation, verdict(m.Result))
	switch {
	case m.Verdicts != nil:
		for v, n := range m.Verdicts {
			add("verdicts", float64(n), operation, verdict(v))
		}
	case m.Result != "":
		add("verdicts", 1, operation, verdict(m.Result))
	}
	if n := max(m.Errors, noVerdict(m)); n > 0 {
		add("errors", float64(n), operation)
	}
}

// noVerdict is 1 for an evaluation that ended in an error.
func noVerdict(m *supervisor.Measurements) int {
	if m.Result == "" {
		return 1
	}
	return 0
}

func inTheBackground(e *supervisor.Event, add func(string, float64, ...string)) {
	resource := one(string(e.Metadata.Resource), resources()...)
	switch e.Name {
	case supervisor.EventExceeded:
		add("thresholds_exceeded", 1, "sandbox", resource)
	case supervisor.EventPopulationExceeded:
		add("thresholds_exceeded", 1, "population", resource)
	case supervisor.EventTotalExceeded:
		add("thresholds_exceeded", 1, "supervisor", resource)
	case supervisor.EventServiceException, supervisor.EventServiceStuck:
		add("exceptions", 1, "service")
	case supervisor.EventGCException:
		add("exceptions", 1, "gc")
	case supervisor.EventPoolException:
		add("exceptions", 1, "pool")
	case supervisor.EventAuditException:
		add("exceptions", 1, "audit")
	}
}

func reasons() []string {
	return []string{
		string(supervisor.CollectCrashed), string(supervisor.CollectEnded), string(supervisor.CollectLeaseEnded),
		string(supervisor.CollectIdle), string(supervisor.CollectOldGeneration),
	}
}

func resources() []string {
	return []string{
		string(supervisor.ResourceMemory), string(supervisor.ResourceCPU), string(supervisor.ResourceLoad),
		string(supervisor.ResourceProcesses), string(supervisor.ResourceThreads), string(supervisor.ResourceQueue),
		string(supervisor.ResourceUptime),
	}
}

// one keeps a label's values few.
func one(value string, known ...string) string {
	if slices.Contains(known, value) {
		return value
	}
	return "other"
}

func verdict(v supervisor.Verdict) string {
	switch {
	case v == "":
		return "none" // it could not be run
	case slices.Contains(supervisor.Verdicts(), v):
		return string(v)
	}
	return "other"
}
