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
	w, r := c.w, c.request
	if w.current == nil && w.broken == "" {
		w.broken = "no genome serves"
	}
	for i, input := range r.GetInputs() {
		if w.broken != "" {
			break
		}
		o, end := c.one(input)
		o.Index = uint32(i)
		// An ending that costs the program is told before the program is
		// built again: its reader does not wait for that.
		if err := c.batch.add(o, end.spent(), i+1 == len(r.GetInputs())); err != nil {
			return err
		}
		switch {
		case end.stuck:
			w.current, w.broken = nil, "a native call did not stop"
		case end.spent():
			w.rebuild(until(r.GetWallNs()))
			c.cpu = 0
		}
		if end.cause == cancelled {
			break // the caller wants none of the rest either
		}
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

	cpu time.Duration // of the process, when the run before ended; 0: unknown
}

// one runs one input.
func (c *calls) one(input []byte) (*workerpb.Outcome, ending) {
	w, limit := c.w, until(c.request.GetWallNs())
	if o := c.prepare(limit); o != nil {
		return o, ending{}
	}
	f, err := c.function()
	if err != nil {
		return callerOutcome(workerpb.Verdict_VERDICT_NO_FUNCTION, err), ending{}
	}
	args, err := value.DecodeArgs(input, f.Type())
	if err != nil {
		return callerOutcome(workerpb.Verdict_VERDICT_BAD_ARGUMENTS, fmt.Errorf("%s: %w", c.request.GetFunction(), err)), ending{}
	}
	g := w.current
	g.stdin.set(c.request.GetStdin())
	if !c.isMain() {
		g.output.Take() // what goroutines of earlier runs wrote belongs to no run
	}

	ran := &workerpb.Outcome{}
	g.program.Begin(w.config.steps)
	if c.cpu == 0 {
		c.cpu = cpuTime()
	}
	end := w.guard(g, limit.at, w.cancel, func() { run(ran, f, args, w.encoder()) })
	o := ran
	if end.spent() {
		// What run writes, perhaps still, means nothing.
		o = &workerpb.Outcome{}
		w.endOutcome(o, end, c.request.GetFunction(), limit.wall)
		if end.cause == exited && end.code == 0 {
			o.Verdict, o.Failure = workerpb.Verdict_VERDICT_OK, nil
		}
	} else if end.cause == panicked {
		o.Verdict = workerpb.Verdict_VERDICT_PANIC
		o.Failure = failureFromPanic("", "", end.panic)
	}
	o.WallNs = int64(end.wall)
	// The clock is a system call, so that one reading serves two runs: what a
	// run is charged with is its decoding and its outcome as well.
	now := cpuTime()
	o.CpuNs, c.cpu = int64(now-c.cpu), now
	o.Steps = g.steps(w.config.steps)
	takeOutput(o, g)
	return o, end
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
