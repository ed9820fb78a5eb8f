package worker

import (
	"errors"
	"time"

	"github.com/petri-lab/petri/genome/vet"
	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/engine"
)

// held is a load between its two halves.
type held struct {
	next  *generation
	from  map[string]int // versions by module, for Migrate
	to    map[string]int
	reply *workerpb.LoadReply
}

// Load brings a genome in; see the protocol's description.
func (w *Worker) Load(r *workerpb.LoadRequest) (*workerpb.LoadReply, error) {
	if err := w.begin(r.GetOperation()); err != nil {
		return nil, err
	}
	defer w.end()
	reply := w.load(r)
	endIfOverdrawn()
	return reply, nil
}

// LoadAndCall is a load, and calls of what it brought.
func (w *Worker) LoadAndCall(r *workerpb.LoadAndCallRequest, stream serve.Replies) error {
	if r.GetLoad().GetHold() {
		return errHeldCall
	}
	if err := w.begin(r.GetLoad().GetOperation()); err != nil {
		return err
	}
	defer w.end()
	c := &calls{w: w, request: r.GetCall(), batch: batch{stream: stream}}
	reply := w.load(r.GetLoad())
	c.batch.loaded(reply)
	if reply.GetOutcome().GetVerdict() != workerpb.Verdict_VERDICT_OK {
		return c.batch.finish(reply.GetHealth())
	}
	return c.serve()
}

func (w *Worker) load(r *workerpb.LoadRequest) *workerpb.LoadReply {
	w.abort()
	limit := until(r.GetWallNs())
	next, unnamed, reply := w.build(r.GetModules(), r.GetElsewhere(), limit)
	if next == nil {
		return reply
	}
	h := &held{next: next, reply: reply, from: map[string]int{}, to: map[string]int{}}
	for _, v := range r.GetVersions() {
		h.from[v.GetName()], h.to[v.GetName()] = int(v.GetServing()), int(v.GetNext())
		if v.GetName() == unnamed {
			h.to[unnamed] = int(v.GetUnnamedNext())
		}
	}
	if r.GetCarryState() {
		if failure := w.snapshot(h, limit); failure != nil {
			return w.giveUp(h, failure)
		}
	}
	if r.GetHold() {
		w.held = h
		reply.Health = w.health()
		return reply
	}
	return w.commit(h, reply.GetStates(), limit)
}

// Commit ends a held load.
func (w *Worker) Commit(r *workerpb.CommitRequest) (*workerpb.LoadReply, error) {
	if err := w.begin(r.GetOperation()); err != nil {
		return nil, err
	}
	defer w.end()
	h := w.held
	if h == nil {
		return nil, errNothingHeld
	}
	if r.GetAbort() {
		w.abort()
		return &workerpb.LoadReply{Outcome: &workerpb.Outcome{Verdict: workerpb.Verdict_VERDICT_CANCELLED}, Health: w.health()}, nil
	}
	w.held = nil
	reply := w.commit(h, r.GetStates(), until(r.GetWallNs()))
	endIfOverdrawn()
	return reply, nil
}

// abort throws a held load away.
func (w *Worker) abort() {
	if w.held != nil {
		w.held.next.stop()
		w.held = nil
	}
}

// commit restores the state and swaps.
func (w *Worker) commit(h *held, states []*workerpb.State, limit deadlineOf) *workerpb.LoadReply {
	if failure := w.restore(h, states, limit); failure != nil {
		return w.giveUp(h, failure)
	}
	if w.current != nil {
		w.current.stop()
	}
	w.current = h.next
	h.reply.States = nil
	if !h.next.isProgram() {
		takeOutput(h.reply.Outcome, h.next)
	}
	h.reply.Health = w.health()
	return h.reply
}

// giveUp ends a load that failed after the new program was built.
func (w *Worker) giveUp(h *held, failure *workerpb.Outcome) *workerpb.LoadReply {
	takeOutput(failure, h.next)
	h.next.stop()
	return &workerpb.LoadReply{Outcome: failure, Modules: h.reply.GetModules(), Health: w.health()}
}

// build vets, compiles and initialises. It returns no generation if any of
// that failed; the reply says why.
func (w *Worker) build(modules []*workerpb.Module, facades []*workerpb.Facade, limit deadlineOf) (_ *generation, unnamed string, _ *workerpb.LoadReply) {
	var (
		g       = w.newGeneration(nil)
		report  *vet.Report
		loadErr error
		bad     error
		outside = elsewhere{profile: w.config.profile, caps: w.config.caps}
	)
	modules, unnamed = resolve(modules)
	g.program.Begin(w.config.steps)
	cpu := cpuTime()
	end := w.guard(g, limit.at, w.cancel, func() {
		if bad = outside.take(facades); bad != nil {
			return
		}
		report = w.check(genomeFromWire(modules), &outside)
		if len(report.Diagnostics) > 0 {
			return
		}
		g.modules = engineModules(report.Modules, outside.names)
		loadErr = g.program.Load(g.modules)
	})
	outcome := &workerpb.Outcome{WallNs: int64(end.wall), CpuNs: int64(cpuTime() - cpu), Steps: g.steps(w.config.steps)}
	reply := &workerpb.LoadReply{Outcome: outcome}
	switch {
	case end.stuck:
		w.endOutcome(outcome, end, "loading", limit.wall)
		w.broken = "a native call did not stop during a load"
		reply.Health = w.health()
		return nil, "", reply
	case end.spent():
		w.endOutcome(outcome, end, "initialisation", limit.wall)
		if end.cause == exited {
			outcome.Verdict = workerpb.Verdict_VERDICT_LOAD_ERROR
		}
	case end.cause == panicked:
		// A defect of the interpreter; the genome is what brings it out.
		loadFailure(outcome, "interpreter: "+end.panic.Message)
	case bad != nil:
		loadFailure(outcome, "the genome's own description: "+bad.Error())
		reply.BadFacade = clip(bad.Error())
	case len(report.Diagnostics) > 0:
		vetFailure(outcome, report)
	case loadErr != nil:
		describeLoadError(outcome, loadErr)
	default:
		outcome.Verdict = workerpb.Verdict_VERDICT_OK
		g.serves.Store(true)
		for _, m := range g.modules {
			if m.Elsewhere {
				continue
			}
			reply.Modules = append(reply.Modules, &workerpb.LoadedModule{
				Name:    m.Name,
				Main:    m.Package == "main",
				Unnamed: m.Name == unnamed,
			})
		}
		return g, unnamed, reply
	}
	takeOutput(outcome, g)
	g.stop()
	reply.Health = w.health()
	return nil, "", reply
}

func vetFailure(o *workerpb.Outcome, r *vet.Report) {
	o.Verdict = workerpb.Verdict_VERDICT_LOAD_ERROR
	if r.Denied {
		o.Verdict = workerpb.Verdict_VERDICT_DENIED
	}
	o.Failure = failureFromDiagnostics(r.Diagnostics)
}

func describeLoadError(o *workerpb.Outcome, err error) {
	o.Verdict = workerpb.Verdict_VERDICT_LOAD_ERROR
	var load *engine.LoadError
	var panicked *engine.Panic
	switch {
	case errors.As(err, &load):
		o.Failure = failureFromDiagnostics(load.Diagnostics)
	case errors.As(err, &panicked):
		o.Failure = failureFromPanic("initialisation panicked: ", "init", panicked)
	default:
		loadFailure(o, err.Error())
	}
}

// rebuild replaces the current program, which is spent, by a fresh one from
// the same sources, whose state is gone. Nobody can cancel it: it is what makes
// the worker serve again. If it fails the worker is broken.
func (w *Worker) rebuild(limit deadlineOf) {
	old := w.current
	if old == nil {
		return
	}
	old.stop()
	w.current = nil
	g := w.newGeneration(old.modules)
	var err error
	g.program.Begin(w.config.steps)
	end := w.guard(g, limit.at, nil, func() { err = g.program.Load(g.modules) })
	switch {
	case end.cause != returned:
		g.stop()
		w.broken = "building the genome again did not end well"
		return
	case err != nil:
		g.stop()
		w.broken = clip("building the genome again failed: " + err.Error())
		return
	}
	if !g.isProgram() {
		g.output.Take() // initialisation said it all once already
	}
	g.serves.Store(true)
	w.current = g
}

func (w *Worker) health() *workerpb.Health {
	return &workerpb.Health{Serving: w.broken == "", Reason: w.broken}
}

// A deadlineOf is a point in time, and the limit from which it came.
type deadlineOf struct {
	at   time.Time
	wall time.Duration
}

func until(wallNs int64) deadlineOf {
	wall := time.Duration(wallNs)
	return deadlineOf{time.Now().Add(wall), wall}
}
