package supervisor

import (
	"context"
	"fmt"
	"time"

	"github.com/petri-lab/petri/genome"
)

// Version is the number of a module's serving version. An empty module is the
// only one.
func (b *Sandbox) Version(module string) (int, error) {
	h, err := b.History(module)
	return h.CurrentVersion, err
}

// Versions describes the versions of a module that are kept, oldest first.
func (b *Sandbox) Versions(module string) ([]genome.Version, error) {
	h, err := b.History(module)
	return h.Versions, err
}

// History describes a module's versions: which one serves, how many there ever
// were, and those kept (the newest genome.MaxVersions).
func (b *Sandbox) History(module string) (genome.Summary, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	m, err := b.genome.pick(module)
	if err != nil {
		return genome.Summary{}, fmt.Errorf("sandbox %s: %w", b.id, err)
	}
	return m.history.Summary(), nil
}

// Rollback makes an earlier version of a module serve again, with the other
// modules as they are. It moves the pointer to the current version and makes
// no new one. State is carried as by HotReload; Migrate sees from > to.
func (b *Sandbox) Rollback(ctx context.Context, module string, version int, opts ...ReloadOption) (*Result, error) {
	w, refused, err := b.acquire(ctx)
	if w == nil {
		return refused, err
	}
	l, m, err := b.rollbackLoad(w, module, version, newReloadOptions(opts))
	if err != nil {
		b.release()
		return nil, fmt.Errorf("sandbox %s: %w", b.id, err)
	}
	begun := time.Now()
	r, err := l.run(ctx)
	if err == nil && r.Verdict == OK {
		b.mu.Lock()
		_, err = m.history.Rollback(version)
		b.genomeChanged()
		b.mu.Unlock()
		r.Version, r.Checksum = version, checksumOf(l.given)
	}
	md := b.trail.metadata(b.id)
	b.finish(w, l.doomed, nil)
	if err != nil {
		return nil, fmt.Errorf("sandbox %s: %w", b.id, err)
	}
	md.Version, md.Checksum, md.Reason = version, r.Checksum, "rollback"
	b.reloaded(r, md, time.Since(begun))
	return r, nil
}

func (b *Sandbox) rollbackLoad(w *worker, name string, version int, o reloadOptions) (*load, *module, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	m, err := b.genome.pick(name)
	if err != nil {
		return nil, nil, err
	}
	v, err := m.history.Get(version)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: module %s: %w", ErrNoVersion, m.name, err)
	}
	src := v.Module
	src.Name = m.name
	l := &load{b: b, w: w, given: genome.Genome{src}, kept: b.genome.sources(), opts: o, rollback: true}
	l.versions = b.genome.versionsFor(l.given, func(*module) int { return version })
	return l, m, nil
}
