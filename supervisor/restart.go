package supervisor

import (
	"context"
	"fmt"
	"time"
)

// replaceWait bounds how long an operation whose worker died waits for the
// next one before it returns its result. The replacement goes on behind.
const replaceWait = 500 * time.Millisecond

// finish ends an operation on w: it gives the gate back, after it has replaced
// a worker that is dead or doomed.
func (b *Sandbox) finish(w *worker, doomed bool) {
	if !doomed && w.alive() {
		b.release()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer b.release()
		if b.current() == w {
			b.bury(w)
		}
	}()
	timer := time.NewTimer(replaceWait)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
}

// bury puts a dead or doomed worker away, records its death, and gives the
// sandbox a new one if the policy says so. The caller holds the gate. It
// returns what the worker died of.
func (b *Sandbox) bury(w *worker) death {
	d := w.close()
	now := time.Now()
	b.mu.Lock()
	b.worker = nil
	b.genome.harness = nil
	var wait time.Duration
	again := false
	if b.ctx.Err() == nil {
		b.lastDeath = &Death{Verdict: d.verdict, Cause: d.message, Time: now}
		b.deaths = append(recent(b.deaths, now.Add(-b.options.restart.Window)), now)
		wait, again = b.options.restart.delay(len(b.deaths))
		b.status, b.reason = StatusRestarting, d.message
		if !again {
			b.status = StatusError
			b.reason = fmt.Sprintf("%s; not restarted after %d deaths within %v", d.message, len(b.deaths), b.options.restart.Window)
			if b.options.restart.Max == 0 {
				b.reason = d.message + "; its policy is never to restart"
			}
		}
	}
	destroyed, reason := b.ctx.Err() != nil, b.reason
	b.mu.Unlock()
	if destroyed {
		return d
	}
	b.announce(w, d)
	if !again {
		b.sup.bus.emit(EventGaveUp, Measurements{}, Metadata{SandboxID: b.id, Reason: reason})
		return d
	}
	b.comeBack(wait)
	return d
}

func (b *Sandbox) announce(w *worker, d death) {
	md := Metadata{SandboxID: b.id, PID: w.proc.PID(), Reason: d.message}
	m := Measurements{Result: d.verdict}
	switch d.verdict {
	case MemoryLimit, ProcessLimit, CPULimit:
		b.sup.bus.emit(EventKilledLimit, m, md)
	case Timeout:
		b.sup.bus.emit(EventKilledTimeout, m, md)
	}
	b.sup.bus.emit(EventDied, m, md)
}

// recent drops the times before since.
func recent(times []time.Time, since time.Time) []time.Time {
	kept := times[:0]
	for _, t := range times {
		if t.After(since) {
			kept = append(kept, t)
		}
	}
	return kept
}

// comeBack brings a new worker up with the versions that served, after a wait.
// The caller holds the gate.
func (b *Sandbox) comeBack(wait time.Duration) {
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-b.ctx.Done():
			return
		}
	}
	begun := time.Now()
	w, err := b.sup.spawn(b.ctx, b.options.limits, b.options.profile)
	if err == nil {
		err = b.reload(w)
		if err != nil {
			w.close()
		}
	}
	if err != nil {
		b.giveUp(err)
		return
	}
	if !b.adopt(w) {
		w.close()
		return
	}
	b.mu.Lock()
	b.restarts++
	b.mu.Unlock()
	b.sup.bus.emit(EventRestarted, Measurements{Duration: time.Since(begun)}, Metadata{SandboxID: b.id, PID: w.proc.PID()})
}

func (b *Sandbox) giveUp(err error) {
	b.mu.Lock()
	if b.ctx.Err() != nil {
		b.mu.Unlock()
		return
	}
	b.status, b.reason = StatusError, "restart failed: "+err.Error()
	reason := b.reason
	b.mu.Unlock()
	b.sup.bus.emit(EventGaveUp, Measurements{}, Metadata{SandboxID: b.id, Reason: reason})
}

// Restart replaces the worker by a fresh one with the same module versions;
// the genome's state is gone. It also brings a sandbox back that gave up, and
// forgets the deaths that made it.
func (b *Sandbox) Restart(ctx context.Context) error {
	select {
	case b.gate <- struct{}{}:
	case <-b.ctx.Done():
		return fmt.Errorf("%w: %s", ErrDestroyed, b.id)
	case <-ctx.Done():
		return fmt.Errorf("restarting sandbox %s: %w", b.id, ctx.Err())
	}
	defer b.release()
	b.mu.Lock()
	w := b.worker
	b.worker = nil
	b.genome.harness = nil
	b.deaths = nil
	b.status, b.reason = StatusRestarting, "restarted by its owner"
	b.mu.Unlock()
	if w != nil {
		w.kill(Cancelled, "sandbox was restarted")
		w.close()
	}
	b.comeBack(0)
	if _, err := b.usable(); err != nil {
		return fmt.Errorf("restarting: %w", err)
	}
	return nil
}
