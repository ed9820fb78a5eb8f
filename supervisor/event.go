package supervisor

import "time"

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
	EventDied      EventName = "sandbox.died" // its worker is gone; the reason says why
	// EventRestarting: the next worker comes after a wait, which is the duration;
	// the count is the deaths that count within the policy's window, and the
	// reason is what the last one died of or why its successor did not come up.
	EventRestarting EventName = "sandbox.restarting"
	EventGaveUp     EventName = "sandbox.gave_up"   // it will not be restarted
	EventUnhealthy  EventName = "sandbox.unhealthy" // its idle worker did not answer, and is killed
	EventEnded      EventName = "sandbox.ended"     // by itself, and will not be restarted for that

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

	EventAuditException EventName = "supervisor.audit.exception" // its sink began to fail, or to be too slow

	EventPoolException EventName = "supervisor.pool.exception" // a worker of the pool is no good, or could not be started
)

// EventNames lists every event, in the order of the constants.
func EventNames() []EventName {
	return []EventName{
		EventCreated,
		EventReloaded,
		EventRestarted,
		EventDestroyed,
		EventDied,
		EventRestarting,
		EventGaveUp,
		EventUnhealthy,
		EventEnded,
		EventRunStart,
		EventRunStop,
		EventRunException,
		EventEvaluateStart,
		EventEvaluateStop,
		EventEvaluateException,
		EventBatchStart,
		EventBatchStop,
		EventBatchException,
		EventFitness,
		EventKilledLimit,
		EventKilledTimeout,
		EventCollected,
		EventGCException,
		EventExceeded,
		EventRecovered,
		EventPopulationExceeded,
		EventPopulationRecovered,
		EventTotalExceeded,
		EventTotalRecovered,
		EventServiceException,
		EventServicesPaused,
		EventServicesResumed,
		EventServiceStuck,
		EventAuditException,
		EventPoolException,
	}
}

// An Event is one thing that happened to a sandbox.
type Event struct {
	Name         EventName    `json:"event"`
	Time         time.Time    `json:"time"`
	Measurements Measurements `json:"measurements"`
	Metadata     Metadata     `json:"metadata"`
}

// Measurements are what an event counts; fields that it does not count are
// zero. docs/events.md says which event has which.
type Measurements struct {
	Duration time.Duration `json:"duration_ns,omitempty"`
	// Result is the verdict; of several, the first that is an exception, else
	// the last that is not OK, else OK.
	Result Verdict  `json:"result,omitempty"`
	Score  *float64 `json:"score,omitempty"`
	// Components is how many a fitness has.
	Components int `json:"components,omitempty"`
	// Value is the figure that exceeded a threshold or recovered, in the unit of
	// the resource.
	Value     *float64 `json:"value,omitempty"`
	Threshold *float64 `json:"threshold,omitempty"`

	Count    int             `json:"count,omitempty"`    // items of a batch, inputs of a run
	Errors   int             `json:"errors,omitempty"`   // how many of them ended in an error and have no verdict
	Verdicts map[Verdict]int `json:"verdicts,omitempty"` // of more than one: how many had which; shared, read only

	// What a run cost, all of its inputs together; 0 if unknown. PeakMemory is
	// the most that the worker has used so far.
	CPU        time.Duration `json:"cpu_ns,omitempty"`
	PeakMemory int64         `json:"peak_memory_bytes,omitempty"`
	Steps      int64         `json:"steps,omitempty"`
}

// spend adds what a run cost.
func (m *Measurements) spend(u Usage) {
	m.CPU += u.CPU
	m.PeakMemory = max(m.PeakMemory, u.PeakMemory)
	m.Steps += u.Steps
}

// Metadata say what an event is about.
type Metadata struct {
	SandboxID string `json:"sandbox_id,omitempty"`
	// RunID numbers the operations of one supervisor: the events of one run,
	// evaluation or reload have the same, also the death that it caused.
	RunID uint64 `json:"run_id,omitempty"`
	// BatchID numbers the batches: the events of one, and those of its items,
	// have the same.
	BatchID   uint64 `json:"batch_id,omitempty"`
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
