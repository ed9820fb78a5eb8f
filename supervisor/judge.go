package supervisor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
)

// MaxOutcalls is how many calls of the genome one evaluation apart may make.
const MaxOutcalls = 1_000_000

// Bounds on what a genome's worker says that others can call of it; the
// harness's worker has bounds of its own.
const (
	maxFacadeText = 256 << 10
	maxLeftOut    = 500
	maxLeftText   = 400
)

// A judge is an evaluation in which the harness has a worker of its own: a
// fresh one, which is gone with the evaluation. It knows the genome by what
// the genome's worker says that can be called, as data, and each call goes
// through this process. Limits count for the whole evaluation: the genome's
// for all calls together, and the same again for the harness's worker.
type judge struct {
	e        *evaluation
	w        *worker // the harness's
	watch    *watch  // of the genome's worker, for all of its calls
	deadline time.Time

	calls   uint64
	steps   int64
	written int
	stdout  []byte // the last of what the genome wrote
	stderr  []byte
	cut     bool
	ended   bool    // with a call
	failed  *Result // the last call, if it panicked
	owed    *reply  // whose closing word is still to come
}

// runApart evaluates with a harness apart. The error is as Run's.
func (e *evaluation) runApart() (*Result, error) {
	j := &judge{e: e}
	facades, r := j.describe()
	if r != nil {
		return r, nil
	}
	if r := j.hire(); r != nil {
		return r, nil
	}
	defer j.w.close()
	// The sandbox's end is the harness's too.
	defer context.AfterFunc(e.b.ctx, func() { j.w.kill(Cancelled, "sandbox was destroyed") })()
	begun, cpu := time.Now(), e.w.cpuNow()
	if r, err := j.load(facades); r != nil || err != nil {
		if r != nil {
			// The genome's alone, which had no part in that.
			r.Usage = Usage{Wall: time.Since(begun)}
			r.account(e.w, cpu)
		}
		return r, err
	}
	limits := e.b.options.limits
	begun, cpu = time.Now(), e.w.cpuNow()
	j.deadline = begun.Add(limits.Wall)
	j.watch = e.w.watch(e.ctx, fitnessName, limits.Wall, limits.CPU)
	r, err := j.evaluate()
	if j.owed == nil {
		j.watch.end()
	} else {
		e.tail = j.tail
	}
	if err != nil {
		return nil, err
	}
	if j.ended && !e.doomed {
		e.b.auditStop(e.w, e.md, r)
	}
	j.output(r, j.ended)
	r.account(e.w, cpu)
	r.Usage.Wall, r.Usage.Steps = time.Since(begun), j.steps
	if err := e.score(r); err != nil {
		return nil, err
	}
	return r, nil
}

// describe asks the genome's worker what can be called. A result means that it
// did not say so.
func (j *judge) describe() ([]*petripb.Facade, *Result) {
	e := j.e
	limits := e.b.options.limits
	e.b.mu.RLock()
	modules := e.b.genome.names()
	e.b.mu.RUnlock()
	x := e.w.watch(e.ctx, "describing", limits.Wall, limits.CPU)
	reply, err := e.w.host.Worker().Describe(x.ctx, &petripb.DescribeRequest{Modules: modules})
	x.end()
	if err == nil {
		err = e.b.checkFacades(reply.GetFacades())
	}
	if err != nil {
		return nil, e.died(err)
	}
	return reply.GetFacades(), nil
}

// checkFacades checks what there is to check without looking into source.
func (b *Sandbox) checkFacades(facades []*petripb.Facade) error {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if len(facades) > len(b.genome.modules) {
		return fmt.Errorf("%w: %d descriptions of %d modules", errProtocol, len(facades), len(b.genome.modules))
	}
	seen := map[string]bool{}
	for _, f := range facades {
		if b.genome.find(f.GetModule()) == nil || seen[f.GetModule()] {
			return fmt.Errorf("%w: a description of a module %.100q", errProtocol, f.GetModule())
		}
		seen[f.GetModule()] = true
		if len(f.GetText()) > maxFacadeText || len(f.GetLeftOut()) > maxLeftOut {
			return fmt.Errorf("%w: a description of %d bytes that leaves out %d names", errProtocol, len(f.GetText()), len(f.GetLeftOut()))
		}
		for _, l := range f.GetLeftOut() {
			if len(l.GetName()) > maxLeftText || len(l.GetReason()) > maxLeftText {
				return fmt.Errorf("%w: a description with a name of %d bytes", errProtocol, len(l.GetName()))
			}
			l.Name, l.Reason = printable(l.GetName()), printable(l.GetReason())
		}
	}
	return nil
}

// died is the result of an evaluation of which the genome's worker died, or is
// to die for err.
func (e *evaluation) died(err error) *Result {
	e.doomed = true
	e.w.failed(err)
	r := e.b.result(OK, "")
	e.b.auditDeath(e.w, r.diedOf(e.w))
	return r
}

// hire gets the harness's worker, with the limits and the profile of the
// sandbox. A result means that there is none.
func (j *judge) hire() *Result {
	b, ctx := j.e.b, j.e.ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(b.ctx, cancel)()
	w, _, err := b.sup.obtain(ctx, b.id+"-harness", b.options)
	switch {
	case err == nil:
		j.w = w
		return nil
	case j.e.ctx.Err() != nil:
		return b.result(ctxVerdict(j.e.ctx), "not begun: the request ended while a worker for the harness was started")
	case b.ctx.Err() != nil:
		return b.result(Cancelled, "sandbox was destroyed")
	}
	return b.result(InfraError, "a worker for the harness: "+err.Error())
}

// load brings the harness into its worker. A result means that it and the
// genome do not go together; the error, that it is no harness.
func (j *judge) load(facades []*petripb.Facade) (*Result, error) {
	e := j.e
	limits := e.b.options.limits
	x := j.w.watch(e.ctx, "loading the harness", limits.Wall, limits.CPU)
	reply, err := j.w.host.Worker().Load(x.ctx, &petripb.LoadRequest{
		Modules:   modulesToWire(genome.Genome{e.harness}, false),
		WallNs:    int64(limits.Wall),
		Operation: x.operation,
		Elsewhere: facades,
	})
	x.end()
	if err != nil {
		return j.lost(err), nil
	}
	if bad := reply.GetBadFacade(); bad != "" {
		return e.died(fmt.Errorf("%w: its description of what can be called: %s", errProtocol, printable(bad))), nil
	}
	r := e.b.result(OK, "")
	if err := r.fillFrom(reply.GetOutcome()); err != nil {
		return j.lost(fmt.Errorf("%w: %v", errProtocol, err)), nil
	}
	switch {
	case r.Verdict == OK:
		return nil, nil
	case r.Verdict == Cancelled:
		r.endedBy(e.ctx, "loading the harness")
		return r, nil
	case r.Verdict == LoadError && !e.own(r) && !initFailed(r):
		return r, nil
	}
	return nil, fmt.Errorf("%w: %s", ErrNoHarness, r.Error.describe())
}

// initFailed tells whether a harness failed by what it did, in which the genome
// had no part.
func initFailed(r *Result) bool {
	for _, d := range r.Error.Diagnostics {
		if d.Rule != "types" && d.Rule != "link" {
			return true
		}
	}
	return len(r.Error.Diagnostics) == 0
}

// lost is the result of an evaluation whose harness's worker died or is to die
// for err. The genome's lives on.
func (j *judge) lost(err error) *Result {
	j.w.failed(err)
	r := j.e.b.result(OK, "")
	j.e.b.auditDeath(j.w, r.diedOf(j.w))
	r.Error.Module = j.e.harness.Name
	r.Error.Message = "the harness's worker: " + r.Error.Message
	return r
}

// evaluate runs Fitness and makes the calls that it makes.
func (j *judge) evaluate() (*Result, error) {
	e := j.e
	limits := e.b.options.limits
	// The harness waits while the genome runs: at the end of the time it is the
	// genome's call that is told so first.
	wall := limits.Wall + j.w.grace
	x := j.w.watch(e.ctx, fitnessName, wall, limits.CPU)
	defer x.end()
	stream, err := j.w.host.Worker().Evaluate(x.ctx)
	if err == nil {
		err = stream.Send(&petripb.EvaluateRequest{Call: &petripb.CallRequest{
			Module: e.harness.Name, Function: fitnessName,
			Inputs: [][]byte{[]byte("[]")}, WallNs: int64(wall), Operation: x.operation,
		}})
	}
	for err == nil {
		var m *petripb.CallReply
		if m, err = stream.Recv(); err != nil {
			break
		}
		switch {
		case m.GetOutcall() != nil && len(m.GetOutcomes()) == 0 && m.GetHealth() == nil:
			answer, end, bad := j.call(m.GetOutcall())
			if end != nil {
				j.ended = true
				return end, nil
			}
			if err = bad; err == nil {
				err = stream.Send(&petripb.EvaluateRequest{Answer: answer})
			}
			if errors.Is(err, io.EOF) {
				err = nil // it is over for the harness's worker: what it said is still to be read
			}
		case m.GetOutcall() == nil && len(m.GetOutcomes()) == 1:
			return j.outcome(m.GetOutcomes()[0])
		default:
			err = fmt.Errorf("%w: no message of an evaluation", errProtocol)
		}
	}
	return j.lost(err), nil
}

// outcome is what Fitness came to.
func (j *judge) outcome(o *petripb.Outcome) (*Result, error) {
	e := j.e
	r := e.b.result(OK, "")
	err := r.fillFrom(o)
	switch {
	case errors.Is(err, ErrNoFunction), errors.Is(err, ErrBadArguments):
		return nil, fmt.Errorf("%w: %w", ErrNoHarness, err)
	case err == nil && r.Verdict == Cancelled && e.ctx.Err() == nil && e.b.ctx.Err() == nil:
		err = fmt.Errorf("%w: a run cancelled by nobody", errProtocol)
	}
	if err != nil {
		return j.lost(err), nil
	}
	switch r.Verdict {
	case Cancelled:
		r.endedBy(e.ctx, fitnessName)
	case Timeout:
		r.Error.Message = fmt.Sprintf("%s did not end within %v", fitnessName, e.b.options.limits.Wall)
	case Panicked:
		// Of a panic that went through the harness the genome's own words count.
		if j.failed != nil && strings.Contains(r.Error.Message, j.failed.Error.Message) {
			r.Error = j.failed.Error
		}
	}
	return r, nil
}
