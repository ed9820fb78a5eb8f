package worker

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"golang.org/x/sys/unix"
	"google.golang.org/grpc"

	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/value"
)

// A batch of outcomes is sent once it is this large or this old: many small
// messages cost more than their content, and an outcome that waits could be
// lost with the process.
const (
	batchOutcomes = 64
	batchBytes    = 64 << 10
	batchAge      = 2 * time.Millisecond
)

// Call runs a function on each input in turn.
func (w *Worker) Call(r *petripb.CallRequest, stream grpc.ServerStreamingServer[petripb.CallReply]) error {
	if err := w.begin(r.GetOperation()); err != nil {
		return err
	}
	defer w.mu.Unlock()
	c := &calls{w: w, request: r, stream: stream, wall: time.Duration(r.GetWallNs()), health: w.health()}
	if w.current == nil {
		c.health = &petripb.Health{Reason: "no genome serves"}
	}
	for i, input := range r.GetInputs() {
		if !c.health.GetServing() {
			break
		}
		o, end := c.one(input)
		o.Index = uint32(i)
		// An ending that costs the program is told before the program is
		// built again: its reader need not wait for that.
		if err := c.add(o, end.spent()); err != nil {
			return err
		}
		switch {
		case end.stuck:
			w.current = nil
			c.health = &petripb.Health{Reason: "a native call did not stop"}
		case end.spent():
			c.health = w.rebuild(c.wall)
		}
		if end.cause == cancelled {
			break // the caller wants none of the rest either
		}
	}
	return c.send(&petripb.CallReply{Outcomes: c.batch, Health: c.health})
}

// calls is one Call in progress.
type calls struct {
	w       *Worker
	request *petripb.CallRequest
	stream  grpc.ServerStreamingServer[petripb.CallReply]
	wall    time.Duration
	health  *petripb.Health

	batch []*petripb.Outcome
	size  int
	since time.Time // of the batch's first outcome

	of *generation // whose function f is
	f  engine.Func
}

// one runs one input.
func (c *calls) one(input []byte) (*petripb.Outcome, ending) {
	w := c.w
	f, err := c.function()
	if err != nil {
		return callerOutcome(petripb.Verdict_VERDICT_NO_FUNCTION, err), ending{}
	}
	args, err := value.DecodeArgs(input, f.Type())
	if err != nil {
		return callerOutcome(petripb.Verdict_VERDICT_BAD_ARGUMENTS, fmt.Errorf("%s: %w", c.request.GetFunction(), err)), ending{}
	}
	g := w.current
	g.mainRan = g.mainRan || c.isMain()
	g.stdin.set(c.request.GetStdin())

	ran := &petripb.Outcome{}
	cpu := cpuTime()
	end := w.guard(g, c.wall, func() { run(ran, f, args, w.encoder()) })
	o := ran
	if end.spent() {
		// What run writes, perhaps still, means nothing.
		o = &petripb.Outcome{}
		endOutcome(o, end, c.request.GetFunction(), c.wall)
	} else if end.cause == panicked {
		o.Verdict = petripb.Verdict_VERDICT_PANIC
		o.Failure = failureFromPanic("", "", end.panic)
	}
	o.WallNs = int64(end.wall)
	o.CpuNs = int64(cpuTime() - cpu)
	takeOutput(o, g)
	return o, end
}

// encoder encodes what this worker's programs return.
func (w *Worker) encoder() value.Encoder {
	return value.Encoder{MaxBytes: w.config.valueBytes, Unwrap: w.engine.Inner}
}

// run calls f and writes its outcome.
func run(o *petripb.Outcome, f engine.Func, args []reflect.Value, encoder value.Encoder) {
	results, p := f.Call(args)
	if p != nil {
		o.Verdict = petripb.Verdict_VERDICT_PANIC
		o.Failure = failureFromPanic("", "", p)
		return
	}
	results, errValue := value.SplitError(results, f.Type())
	if err := asError(errValue); err != nil {
		o.Verdict = petripb.Verdict_VERDICT_FAILED
		o.Failure = &petripb.Failure{Message: clip(err.Error())}
		return
	}
	o.Verdict = petripb.Verdict_VERDICT_OK
	if len(results) == 0 {
		return // no value, which is not the value null
	}
	raw, err := encoder.Encode(results)
	if err != nil {
		o.Verdict = petripb.Verdict_VERDICT_FAILED
		if errors.Is(err, value.ErrTooLarge) {
			o.Verdict = petripb.Verdict_VERDICT_OUTPUT_LIMIT
		}
		o.Failure = &petripb.Failure{Message: clip("the result cannot be sent: " + err.Error())}
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

// function finds the function in the program that serves now. A package main
// starts anew with every run, as a process would.
func (c *calls) function() (engine.Func, error) {
	if c.isMain() && c.w.current.mainRan {
		if c.health = c.w.rebuild(c.wall); !c.health.GetServing() {
			return nil, errors.New(c.health.GetReason())
		}
	}
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

func (c *calls) add(o *petripb.Outcome, now bool) error {
	if len(c.batch) == 0 {
		c.since = time.Now()
	}
	c.batch = append(c.batch, o)
	c.size += len(o.GetValue()) + len(o.GetStdout()) + len(o.GetStderr()) + 64
	if now || len(c.batch) >= batchOutcomes || c.size >= batchBytes || time.Since(c.since) >= batchAge {
		return c.send(&petripb.CallReply{Outcomes: c.batch})
	}
	return nil
}

func (c *calls) send(r *petripb.CallReply) error {
	c.batch, c.size = nil, 0
	return c.stream.Send(r)
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
func callerOutcome(v petripb.Verdict, err error) *petripb.Outcome {
	return &petripb.Outcome{Verdict: v, Failure: &petripb.Failure{Message: clip(err.Error())}}
}
