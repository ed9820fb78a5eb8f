package worker

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/value"
)

// Call runs a function on each input in turn.
func (w *Worker) Call(r *workerpb.CallRequest, stream serve.Replies) error {
	if err := w.begin(r.GetOperation()); err != nil {
		return err
	}
	defer w.end()
	c := &calls{w: w, request: r, batch: batch{stream: stream}}
	return c.serve()
}

// serve runs the inputs and sends their outcomes.
func (c *calls) serve() error {
	w, wall := c.w, c.request.GetWallNs()
	if w.current == nil && w.broken == "" {
		w.broken = "no genome serves"
	}
	for c.next < len(c.request.GetInputs()) && w.broken == "" && c.err == nil {
		if o := c.prepare(until(wall)); o != nil {
			c.add(o, false)
			continue
		}
		end := c.streak(time.Duration(wall))
		switch {
		case end.stuck:
			w.current, w.broken = nil, "a native call did not stop"
		case end.spent() && c.err == nil:
			w.rebuild(until(wall))
			c.cpu = 0
		}
		if end.cause == cancelled {
			break // the caller wants none of the rest either
		}
	}
	if c.err != nil {
		return c.err
	}
	return c.batch.finish(w.health())
}

// calls is one Call in progress.
type calls struct {
	w       *Worker
	request *workerpb.CallRequest
	batch   batch

	of *generation // whose function f is
	f  engine.Func

	next int           // the input whose turn it is
	err  error         // of sending outcomes
	cpu  time.Duration // of the process, when the run before ended; 0: unknown
}

// add adds the outcome of the next input; with now it is sent at once.
func (c *calls) add(o *workerpb.Outcome, now bool) {
	o.Index = uint32(c.next)
	c.next++
	c.err = c.batch.add(o, now, c.next == len(c.request.GetInputs()))
}

// account says what a run cost, which took so long, and what it wrote.
func (c *calls) account(o *workerpb.Outcome, g *generation, took time.Duration) {
	o.WallNs = int64(took)
	// The clock is a system call, so that one reading serves two runs: what a
	// run is charged with is its decoding and its outcome as well.
	now := cpuTime()
	o.CpuNs, c.cpu = int64(now-c.cpu), now
	o.Steps = g.steps(c.w.config.steps)
	takeOutput(o, g)
}

// prepare sees to it that the current program can run: one that a goroutine
// has ended since its last run is built again, and so is a package main that
// has run, because it starts anew each time as a process would. An outcome
// means that this failed.
func (c *calls) prepare(limit deadlineOf) *workerpb.Outcome {
	w := c.w
	if w.current.endedLate() || c.isMain() && w.current.mainRan {
		w.rebuild(limit)
		c.cpu = 0
	}
	if w.broken != "" {
		o := &workerpb.Outcome{}
		loadFailure(o, w.broken)
		return o
	}
	w.current.mainRan = w.current.mainRan || c.isMain()
	return nil
}

// encoder encodes what this worker's programs return.
func (w *Worker) encoder() value.Encoder {
	return value.Encoder{MaxBytes: w.config.valueBytes, Unwrap: w.engine.Inner}
}

// run calls f and writes its outcome.
func run(o *workerpb.Outcome, f engine.Func, args []reflect.Value, encoder value.Encoder) {
	results, err := invoke(f, args)
	var p *engine.Panic
	switch {
	case errors.As(err, &p):
		o.Verdict = workerpb.Verdict_VERDICT_PANIC
		o.Failure = failureFromPanic("", "", p)
		return
	case err != nil:
		o.Verdict = workerpb.Verdict_VERDICT_FAILED
		o.Failure = &workerpb.Failure{Message: err.Error()}
		return
	}
	o.Verdict = workerpb.Verdict_VERDICT_OK
	if len(results) == 0 {
		return // no value, which is not the value null
	}
	raw, err := encoder.Encode(results)
	if err != nil {
		o.Verdict = workerpb.Verdict_VERDICT_FAILED
		if errors.Is(err, value.ErrTooLarge) {
			o.Verdict = workerpb.Verdict_VERDICT_OUTPUT_LIMIT
		}
		o.Failure = &workerpb.Failure{Message: clip("the result cannot be sent: " + err.Error())}
		return
	}
	o.Value = raw
}

func (c *calls) isMain() bool {
	if c.request.GetFunction() != "main" {
		return false
	}
	m, ok := c.w.current.module(c.request.GetModule())
	return ok && m.Package == "main"
}

// function finds the function in the program that serves now.
func (c *calls) function() (engine.Func, error) {
	g := c.w.current
	if g == c.of {
		return c.f, nil
	}
	m, ok := g.module(c.request.GetModule())
	switch {
	case ok:
	case c.request.GetModule() == "":
		return nil, fmt.Errorf("%w: %s: the genome has %d modules: say MODULE.%[2]s", engine.ErrNoFunction, c.request.GetFunction(), len(g.modules))
	default:
		return nil, fmt.Errorf("%w: no module %q", engine.ErrNoFunction, c.request.GetModule())
	}
	f, err := g.program.Lookup(m.Name, c.request.GetFunction())
	if err != nil {
		return nil, err
	}
	c.of, c.f = g, f
	return f, nil
}

// cpuTime is the CPU time of this process so far.
func cpuTime() time.Duration {
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &ts); err != nil {
		return 0
	}
	return time.Duration(ts.Nano())
}

// callerOutcome is the outcome of a question that does not fit the genome.
func callerOutcome(v workerpb.Verdict, err error) *workerpb.Outcome {
	return &workerpb.Outcome{Verdict: v, Failure: &workerpb.Failure{Message: clip(err.Error())}}
}
