package supervisor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
)

// A load brings sources into a worker. The sandbox's gate is held.
type load struct {
	b        *Sandbox
	w        *worker
	given    genome.Genome // to be loaded
	kept     genome.Genome // goes on serving beside it
	versions []*petripb.ModuleVersion
	opts     reloadOptions
	harness  *harness // if given is one: no version is recorded
	rollback bool     // if given is an earlier version: none is recorded

	doomed bool // the worker is dead or must be replaced
}

// loading is what a load is called in messages.
const loading = "loading"

// run performs the load; on success it has recorded the versions.
func (l *load) run(ctx context.Context) (*Result, error) {
	wall := l.b.options.limits.Wall
	begun := time.Now()
	x := l.w.watch(ctx, loading, wall, l.b.options.limits.CPU)
	cpu := l.w.cpuNow()
	reply, err := l.w.host.Worker().Load(x.ctx, l.request(x))
	x.end()
	if err == nil && l.opts.handler != nil && reply.GetOutcome().GetVerdict() == petripb.Verdict_VERDICT_OK {
		reply, err = l.handOver(ctx, reply)
		var h *handlerError
		if errors.As(err, &h) {
			return nil, h
		}
	}
	r := l.b.result(OK, "")
	if err == nil {
		err = l.take(ctx, r, reply)
	}
	if err != nil {
		l.w.failed(err)
		l.blame(r)
	}
	r.Usage.Wall = time.Since(begun)
	r.account(l.w, cpu)
	l.auditLoad(r)
	return r, nil
}

// request is what the worker is asked for.
func (l *load) request(x *watch) *petripb.LoadRequest {
	return &petripb.LoadRequest{
		Modules:    append(modulesToWire(l.staying(), true), modulesToWire(l.given, false)...),
		WallNs:     int64(l.b.options.limits.Wall),
		CarryState: !l.opts.fresh,
		Hold:       l.opts.handler != nil,
		Versions:   l.versions,
		Operation:  x.operation,
	}
}

// blame makes r the result of a load of which its worker died.
func (l *load) blame(r *Result) {
	l.doomed = true
	l.b.auditDeath(l.w, r.diedOf(l.w))
}

// staying are the kept modules whose place no given one takes by name.
func (l *load) staying() genome.Genome {
	var g genome.Genome
	for _, k := range l.kept {
		if !slices.ContainsFunc(l.given, func(m genome.Module) bool { return m.Name == k.Name }) {
			g = append(g, k)
		}
	}
	return g
}

// size is how many bytes of source the worker would hold.
func (l *load) size() (total int) {
	for _, g := range []genome.Genome{l.staying(), l.given} {
		for _, m := range g {
			for _, f := range m.Files {
				total += len(f.Text)
			}
		}
	}
	return total
}

// take checks a reply and records what it says.
func (l *load) take(ctx context.Context, r *Result, reply *petripb.LoadReply) error {
	if reply.GetOutcome() == nil {
		return fmt.Errorf("%w: a load without an outcome", errProtocol)
	}
	if err := r.fillFrom(reply.GetOutcome()); err != nil {
		// There is no caller's mistake in a load.
		return fmt.Errorf("%w: %v", errProtocol, err)
	}
	if r.Verdict == Cancelled {
		if ctx.Err() == nil {
			return fmt.Errorf("%w: a load cancelled by nobody", errProtocol)
		}
		r.endedBy(ctx, loading)
	}
	if !reply.GetHealth().GetServing() {
		if r.Verdict == OK {
			return fmt.Errorf("%w: what was loaded does not serve", errProtocol)
		}
		l.doomed = true
		l.w.kill(r.Verdict, "%s", printable(reply.GetHealth().GetReason()))
	}
	if r.Verdict != OK {
		return nil
	}
	names, main, err := l.names(reply)
	if err != nil {
		return err
	}
	l.b.mu.Lock()
	defer l.b.mu.Unlock()
	l.b.genome.harness = l.harness
	if l.harness != nil || l.rollback || len(l.given) == 0 {
		return nil
	}
	v := l.b.genome.accept(l.given, names, main, time.Now())
	l.b.genomeChanged()
	r.Version, r.Checksum = v.Number, checksumOf(l.given)
	return nil
}

// names are the names of the given modules: those they came with, and for the
// one without a name what the worker says.
func (l *load) names(reply *petripb.LoadReply) ([]string, map[string]bool, error) {
	main := map[string]bool{}
	unnamed := ""
	for _, m := range reply.GetModules() {
		if m.GetMain() {
			main[m.GetName()] = true
		}
		if m.GetUnnamed() {
			unnamed = m.GetName()
		}
	}
	names := make([]string, len(l.given))
	for i, m := range l.given {
		names[i] = m.Name
		if m.Name == "" {
			names[i] = unnamed
		}
		if err := genome.CheckName(names[i]); err != nil {
			return nil, nil, fmt.Errorf("%w: a module named %.100q", errProtocol, names[i])
		}
	}
	return names, main, nil
}

// reload brings the current genome into a new worker, which no operation has
// used yet.
func (b *Sandbox) reload(w *worker) error {
	b.mu.RLock()
	g := b.genome.sources()
	b.mu.RUnlock()
	if len(g) == 0 {
		return nil
	}
	l := load{b: b, w: w, kept: g, opts: reloadOptions{fresh: true}}
	r, err := l.run(b.ctx)
	if err != nil {
		return err
	}
	if r.Verdict != OK {
		return fmt.Errorf("loading its genome again: %w", r.Err())
	}
	return nil
}
