package supervisor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// The waits after attempts to start a worker ahead that failed: a host that
// has run out of something needs time.
const (
	refillBackoff    = time.Second
	maxRefillBackoff = 30 * time.Second
)

// Serve keeps the pool filled, one worker at a time, until ctx ends.
func (p *pool) Serve(ctx context.Context) error {
	backoff := refillBackoff
	idle := p.idle()
	review := time.NewTimer(idle)
	defer review.Stop()
	for {
		if now := p.idle(); now != idle { // by SetPool
			idle = now
			review.Reset(idle)
		}
		p.end(p.number())
		for p.short() && ctx.Err() == nil {
			begun := time.Now()
			if err := p.refill(ctx); err != nil {
				p.failed(ctx, err)
				rest(ctx, backoff, nil)
				backoff = min(2*backoff, maxRefillBackoff)
				continue
			}
			backoff = refillBackoff
			// Half of a processor's time is left to what runs meanwhile, unless
			// somebody waits.
			rest(ctx, time.Since(begun), p.urgent)
		}
		select {
		case <-p.wake:
		case <-p.urgent:
		case <-review.C:
			p.review()
			review.Reset(idle)
		case <-ctx.Done():
			return nil
		}
	}
}

// String is what events call the service.
func (p *pool) String() string { return "pool" }

// rest waits, until something is urgent.
func rest(ctx context.Context, d time.Duration, urgent <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-urgent:
	case <-ctx.Done():
	}
}

func (p *pool) idle() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.bounds.Idle
}

// number is how many spares there should be.
func (p *pool) number() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.wanted
}

// short tells whether spares are missing.
func (p *pool) short() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.ready) < p.wanted
}

// review lowers the number by half of those that nobody wanted since the last
// time, so that it falls in a few steps and a pause costs little.
func (p *pool) review() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wanted = max(p.bounds.Min, p.wanted-(p.low+1)/2)
	p.low = len(p.ready)
}

// refill starts one worker ahead and lets it prove that it answers.
func (p *pool) refill(ctx context.Context) error {
	if err := hostHasRoom(); err != nil {
		return err
	}
	s := p.sup
	select {
	case s.spawns <- struct{}{}:
		defer s.yield()
	case <-ctx.Done():
		return ctx.Err()
	}
	if !p.short() {
		return nil // the wait was long
	}
	w, err := s.launch(ctx, "spare", p.preparation()...)
	if err != nil {
		return err
	}
	if err := w.ping(ctx, s.config.StartTimeout); err != nil {
		return s.spawnError(w, fmt.Errorf("asking whether it answers: %w", err))
	}
	p.add(w)
	return nil
}

// rehearse has a worker evaluate a genome of its own before it introduces
// itself: the first one that is not then takes a third of the time.
const rehearse = "--rehearse"

// preparation is what the next worker should do beyond starting. A rehearsal
// takes more time than it saves: it is for when there is time.
func (p *pool) preparation() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.ready) == 0 && p.wanted > p.bounds.Min {
		return nil // somebody wants it now
	}
	return []string{rehearse}
}

// failed tells of an attempt to start a worker ahead.
func (p *pool) failed(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	p.mu.Lock()
	p.stats.Failed++
	p.mu.Unlock()
	p.sup.bus.emit(EventPoolException, Measurements{}, Metadata{Reason: err.Error()})
}

// minAvailable is the part of the host's memory below which no worker is
// started ahead.
const minAvailable = 1. / 16

var errNoRoom = errors.New("the host is short of memory")

// hostHasRoom tells whether the host has memory for workers that nobody has
// asked for yet. Where the kernel does not say, it has.
func hostHasRoom() error {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return nil
	}
	return room(text)
}

// room judges a /proc/meminfo.
func room(meminfo []byte) error {
	var total, available int64 // KiB
	for line := range bytes.Lines(meminfo) {
		// Those of other names do not match.
		_, _ = fmt.Sscanf(string(line), "MemTotal: %d kB", &total)
		_, _ = fmt.Sscanf(string(line), "MemAvailable: %d kB", &available)
		if total > 0 && available > 0 {
			break
		}
	}
	if total > 0 && available > 0 && float64(available) < minAvailable*float64(total) {
		return fmt.Errorf("%w: %d of %d MiB are available, and workers are started ahead from %.0f on", errNoRoom, available>>10, total>>10, minAvailable*float64(total>>10))
	}
	return nil
}
