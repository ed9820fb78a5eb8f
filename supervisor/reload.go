package supervisor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
)

// A StateHandler turns the state that one version of a module left into what
// another one is to be given. It runs in the caller's process, once for each
// module that a reload changes. old is nil if the serving version has no
// Snapshot; returning nil gives the new one no state.
type StateHandler func(old json.RawMessage, from, to int) (json.RawMessage, error)

// A ReloadOption sets something of one reload.
type ReloadOption func(*reloadOptions)

type reloadOptions struct {
	handler StateHandler
	fresh   bool
}

// WithStateHandler lets the caller migrate the state.
func WithStateHandler(h StateHandler) ReloadOption { return func(o *reloadOptions) { o.handler = h } }

// WithFreshState carries no state over: Snapshot and Restore are not called.
func WithFreshState() ReloadOption { return func(o *reloadOptions) { o.fresh = true } }

// HotReload brings one or several modules into the running worker; modules of
// the genome that g does not name stay. The worker vets and compiles the whole
// genome anew, initialises it, carries state over, and swaps: after a Result
// that is OK all of it serves, after any other all of the previous genome does,
// in the same process unless the verdict says that it died.
//
// State goes from the serving version's Snapshot through the state handler, if
// there is one, and the new version's Migrate, if there is one, to its
// Restore. A module without these keeps none.
//
// Source that is no genome at all (empty, too large, binary) is an error, as
// is a failing state handler; source that does not load is a Result.
func (b *Sandbox) HotReload(ctx context.Context, g genome.Genome, opts ...ReloadOption) (*Result, error) {
	var o reloadOptions
	for _, opt := range opts {
		opt(&o)
	}
	if err := g.Check(b.sup.config.Caps); err != nil {
		return nil, fmt.Errorf("reloading sandbox %s: %w", b.id, err)
	}
	w, refused, err := b.acquire(ctx)
	if w == nil {
		return refused, err
	}
	begun := time.Now()
	b.mu.RLock()
	same := b.genome.unchanged(g)
	l := load{b: b, w: w, given: g, opts: o, kept: b.genome.sources(), versions: b.genome.versionsFor(g, nextVersion)}
	b.mu.RUnlock()
	if same {
		b.release()
		r := b.result(OK, "")
		r.Unchanged = true
		b.stamp(r, g)
		return r, nil
	}
	r, err := l.run(ctx)
	b.finish(w, l.doomed)
	if err != nil {
		return nil, fmt.Errorf("reloading sandbox %s: %w", b.id, err)
	}
	if r.Verdict != OK {
		r.Checksum = checksumOf(g)
	}
	b.sup.bus.emit(EventReloaded,
		Measurements{Duration: time.Since(begun), Result: r.Verdict},
		Metadata{SandboxID: b.id, Version: r.Version, Checksum: r.Checksum})
	return r, nil
}

// stamp says in a result what serves under the name of g's first module.
func (b *Sandbox) stamp(r *Result, g genome.Genome) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	r.Checksum = checksumOf(g)
	for _, m := range b.genome.modules {
		if v, ok := m.history.Current(); ok && v.Checksum == g[0].Checksum() && (g[0].Name == "" || g[0].Name == m.name) {
			r.Version = v.Number
			return
		}
	}
}

// checksumOf is a single module's checksum, or that of all together.
func checksumOf(g genome.Genome) string {
	if len(g) == 1 {
		return g[0].Checksum()
	}
	return g.Checksum()
}

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

// run performs the load; on success it has recorded the versions.
func (l *load) run(ctx context.Context) (*Result, error) {
	wall := l.b.options.limits.Wall
	begun := time.Now()
	x := l.w.watch(ctx, "loading", wall, l.b.options.limits.CPU)
	cpu := l.w.cpuNow()
	reply, err := l.w.host.Worker().Load(x.ctx, &petripb.LoadRequest{
		Modules:    append(modulesToWire(l.staying(), true), modulesToWire(l.given, false)...),
		WallNs:     int64(wall),
		CarryState: !l.opts.fresh,
		Hold:       l.opts.handler != nil,
		Versions:   l.versions,
		Operation:  x.operation,
	})
	x.end()
	if err == nil && l.opts.handler != nil && reply.GetOutcome().GetVerdict() == petripb.Verdict_VERDICT_OK {
		reply, err = l.handOver(ctx, reply)
		var h *handlerError
		if errors.As(err, &h) {
			return nil, h
		}
	}
	r := l.b.result(OK, "")
	if err != nil {
		l.doomed = true
		l.b.rpcFailed(l.w, r, err)
	} else if err := l.take(ctx, r, reply); err != nil {
		l.doomed = true
		l.w.kill(ProtocolError, "%v", err)
		l.b.dead(l.w, r)
	}
	r.Usage.Wall = time.Since(begun)
	l.b.account(l.w, r, cpu)
	return r, nil
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

// take checks a reply and records what it says.
func (l *load) take(ctx context.Context, r *Result, reply *petripb.LoadReply) error {
	if reply.GetOutcome() == nil {
		return fmt.Errorf("%w: a load without an outcome", errProtocol)
	}
	if err := r.fillFrom(reply.GetOutcome()); err != nil {
		return err
	}
	if r.Verdict == Cancelled {
		if ctx.Err() == nil {
			return fmt.Errorf("%w: a load cancelled by nobody", errProtocol)
		}
		r.Verdict = ctxVerdict(ctx)
	}
	if !reply.GetHealth().GetServing() {
		l.doomed = true
		l.w.kill(r.Verdict, "%s", text(reply.GetHealth().GetReason()))
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

// A handlerError is a state handler's error. It is the caller's.
type handlerError struct{ err error }

func (e *handlerError) Error() string { return "state handler: " + e.err.Error() }
func (e *handlerError) Unwrap() error { return e.err }

// handOver takes a held load's states through the state handler and commits,
// or aborts if the handler fails or panics.
func (l *load) handOver(ctx context.Context, held *petripb.LoadReply) (reply *petripb.LoadReply, err error) {
	states, err := l.handle(held)
	wall := l.b.options.limits.Wall
	x := l.w.watch(ctx, "migration", wall, l.b.options.limits.CPU)
	defer x.end()
	reply, commitErr := l.w.host.Worker().Commit(x.ctx, &petripb.CommitRequest{
		States:    states,
		WallNs:    int64(wall),
		Abort:     err != nil,
		Operation: x.operation,
	})
	if err != nil {
		if commitErr != nil {
			l.doomed = true
			l.w.kill(ProtocolError, "did not take back a load")
		}
		return nil, &handlerError{err}
	}
	return reply, commitErr
}

func (l *load) handle(held *petripb.LoadReply) (states []*petripb.State, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panicked: %v", r)
		}
	}()
	names, _, err := l.names(held)
	if err != nil {
		return nil, err
	}
	old := map[string]json.RawMessage{}
	for _, s := range held.GetStates() {
		if len(s.GetData()) > maxValue || !json.Valid(s.GetData()) {
			return nil, fmt.Errorf("%w: the state of module %.100q is too large or not JSON", errProtocol, s.GetModule())
		}
		old[s.GetModule()] = s.GetData()
	}
	versions := map[string]*petripb.ModuleVersion{}
	for _, v := range l.versions {
		versions[v.GetName()] = v
	}
	for _, name := range names {
		from, to := 0, 1
		if v := versions[name]; v != nil {
			from, to = int(v.GetServing()), int(v.GetNext())
		}
		data, err := l.opts.handler(old[name], from, to)
		if err != nil {
			return nil, err
		}
		delete(old, name)
		if data == nil {
			continue
		}
		if !json.Valid(data) {
			return nil, fmt.Errorf("its state for module %s is not JSON", name)
		}
		states = append(states, &petripb.State{Module: name, Data: data})
	}
	for name, data := range old { // modules that stay keep their state
		states = append(states, &petripb.State{Module: name, Data: data})
	}
	return states, nil
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
