package supervisor

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/petri-lab/petri/genome"
)

// A StateHandler turns the state that one version of a module left into what
// another one is to be given. It runs in the caller's process, once for each
// module that a reload changes, while the sandbox is held: it must not use the
// same sandbox. old is nil if the serving version has no Snapshot; returning
// nil gives the new one no state.
type StateHandler func(old json.RawMessage, from, to int) (json.RawMessage, error)

// A ReloadOption sets something of one reload.
type ReloadOption func(*reloadOptions)

type reloadOptions struct {
	handler StateHandler
	fresh   bool
}

func newReloadOptions(opts []ReloadOption) (o reloadOptions) {
	for _, opt := range opts {
		opt(&o)
	}
	return o
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
	if err := g.Check(b.sup.config.Caps); err != nil {
		return nil, fmt.Errorf("reloading sandbox %s: %w", b.id, err)
	}
	w, refused, err := b.acquire(ctx)
	if w == nil {
		return refused, err
	}
	begun := time.Now()
	l, r, err := b.newReload(w, g, opts)
	if l == nil {
		b.release()
		return r, err
	}
	r, err = l.run(ctx)
	md := b.trail.metadata(b.id)
	b.finish(w, l.doomed, nil)
	if err != nil {
		return nil, fmt.Errorf("reloading sandbox %s: %w", b.id, err)
	}
	b.reloadedBy(l, r, md, time.Since(begun))
	return r, nil
}

// newReload is the load of a reload. There is none if the genome serves
// already, which is the result then, or is too large with what stays. The gate
// is held.
func (b *Sandbox) newReload(w *worker, g genome.Genome, opts []ReloadOption) (*load, *Result, error) {
	b.mu.RLock()
	serving := b.genome.serving(g)
	l := &load{
		b: b, w: w, given: g, opts: newReloadOptions(opts),
		kept: b.genome.sources(), versions: b.genome.versionsFor(g, nextVersion),
	}
	b.mu.RUnlock()
	if serving != 0 {
		r := b.result(OK, "")
		r.Unchanged, r.Version, r.Checksum = true, serving, checksumOf(g)
		return nil, r, nil
	}
	if size, most := l.size(), b.sup.config.Caps.TotalBytes; size > most {
		return nil, nil, fmt.Errorf("reloading sandbox %s: %w: with the modules that stay it has %d bytes, at most %d", b.id, genome.ErrTooLarge, size, most)
	}
	return l, nil, nil
}

// reloadedBy completes the result of a load that newReload made, and tells of it.
func (b *Sandbox) reloadedBy(l *load, r *Result, md Metadata, d time.Duration) {
	if r.Verdict != OK {
		r.Checksum = checksumOf(l.given)
	}
	md.Version, md.Checksum = r.Version, r.Checksum
	b.reloaded(r, md, d)
}

// reloaded tells of a reload.
func (b *Sandbox) reloaded(r *Result, md Metadata, d time.Duration) {
	m := Measurements{Duration: d, Result: r.Verdict}
	m.spend(r.Usage)
	b.sup.bus.emit(EventReloaded, m, md)
}

// checksumOf is a single module's checksum, or that of all together.
func checksumOf(g genome.Genome) string {
	if len(g) == 1 {
		return g[0].Checksum()
	}
	return g.Checksum()
}
