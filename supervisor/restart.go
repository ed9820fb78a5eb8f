package supervisor

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// replaceWait bounds how long an operation whose worker died waits for the
// next one before it returns its result. The replacement goes on behind.
const replaceWait = 300 * time.Millisecond

// finish ends an operation on w: it gives the gate back, after what the worker
// still owes (tail, if not nil, waits for that and tells whether the worker is
// doomed) and after it has replaced a worker that is dead or doomed.
func (b *Sandbox) finish(w *worker, doomed bool, tail func() bool) {
	if !doomed && tail == nil && w.alive() {
		b.release()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer b.release()
		if tail != nil && tail() {
			doomed = true
		}
		if (doomed || !w.alive()) && b.current() == w {
			b.bury(w, inUse)
		}
	}()
	timer := time.NewTimer(replaceWait)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
}

// A loss is in what circumstances a worker died.
type loss int

const (
	idle     loss = iota // nobody used it
	inUse                // an operation was under way
	inABatch             // so it was, and the death does not count towards giving up
)

// bury puts a dead or doomed worker away, records its death, and gives the
// sandbox a new one if the policy says so. The caller holds the gate.
func (b *Sandbox) bury(w *worker, l loss) {
	d := w.close()
	b.auditDeath(w, d)
	now := time.Now()
	ended := l == idle && d.byItself && b.options.restart.When == RestartOnFailure
	b.mu.Lock()
	b.worker = nil
	b.genome.harness = nil
	if b.ctx.Err() != nil {
		b.mu.Unlock()
		return
	}
	b.lastDeath = &Death{Verdict: d.verdict, Cause: d.message, Time: now}
	wait, again := time.Duration(0), b.options.restart.restarts()
	switch {
	case ended:
		b.status, b.reason = StatusEnded, d.message
	default:
		b.status, b.reason = StatusRestarting, d.message
		if l != inABatch {
			wait, again = b.count(now)
		}
	}
	b.mu.Unlock()
	b.announce(w, d)
	switch {
	case ended:
		md := b.trail.metadata(b.id)
		md.PID, md.Reason = w.proc.PID(), d.message
		b.sup.bus.emit(EventEnded, Measurements{}, md)
	case again:
		b.comeBack(wait)
	default:
		b.giveUp(d.message)
	}
}

// count records a death, or a restart that failed, and says whether and after
// what time the sandbox tries again. The caller holds b.mu.
func (b *Sandbox) count(now time.Time) (wait time.Duration, again bool) {
	p := b.options.restart
	b.deaths = append(recent(b.deaths, now.Add(-p.Window)), now)
	return p.delay(len(b.deaths), b.sup.config.Random())
}

func (b *Sandbox) announce(w *worker, d death) {
	md := b.trail.metadata(b.id)
	md.PID, md.Reason = w.proc.PID(), d.message
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

// comeBack brings a new worker up with the versions that served, after a wait;
// if that fails it tries again as the policy says. The caller holds the gate.
func (b *Sandbox) comeBack(wait time.Duration) {
	for b.announceRestart(wait); b.pause(wait); b.announceRestart(wait) {
		err := b.bringUp()
		if err == nil || b.ctx.Err() != nil {
			return
		}
		b.mu.Lock()
		var again bool
		wait, again = b.count(time.Now())
		b.reason = "restart failed: " + err.Error()
		b.unspawned = nil
		if errors.Is(err, ErrSpawn) {
			b.unspawned = err
		}
		b.mu.Unlock()
		if !again {
			b.giveUp("restart failed: " + err.Error())
			return
		}
	}
}

func (b *Sandbox) announceRestart(wait time.Duration) {
	b.mu.RLock()
	reason, deaths := b.reason, len(b.deaths)
	b.mu.RUnlock()
	md := b.trail.metadata(b.id)
	md.Reason = reason
	b.sup.bus.emit(EventRestarting, Measurements{Duration: wait, Count: deaths}, md)
}

// pause waits, but not for a sandbox that has been destroyed.
func (b *Sandbox) pause(d time.Duration) (goOn bool) {
	if d <= 0 {
		return b.ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-b.ctx.Done():
		return false
	}
}

// bringUp starts a worker and loads the current versions into it.
func (b *Sandbox) bringUp() error {
	begun := time.Now()
	w, ahead, err := b.sup.obtain(b.ctx, b.id, b.options)
	if err != nil {
		return err
	}
	if err := b.reload(w); err != nil {
		w.kill(Cancelled, "did not serve its genome again") // if it has not died of that
		b.auditDeath(w, w.close())
		return err
	}
	if !b.adopt(w, 1) {
		w.close()
		return nil
	}
	md := b.trail.metadata(b.id)
	md.PID, md.FromPool = w.proc.PID(), ahead
	b.sup.bus.emit(EventRestarted, Measurements{Duration: time.Since(begun)}, md)
	return nil
}

func (b *Sandbox) giveUp(cause string) {
	b.mu.Lock()
	if b.ctx.Err() != nil {
		b.mu.Unlock()
		return
	}
	b.status = StatusError
	switch p := b.options.restart; {
	case !p.restarts():
		b.reason = cause + "; it is never restarted"
	default:
		b.reason = fmt.Sprintf("%s; given up after %d deaths within %v", cause, len(b.deaths), p.Window)
	}
	reason := b.reason
	b.mu.Unlock()
	md := b.trail.metadata(b.id)
	md.Reason = reason
	b.sup.bus.emit(EventGaveUp, Measurements{}, md)
}

// Restart replaces the worker by a fresh one with the same module versions;
// the genome's state is gone. It waits for a run in progress. It also brings a
// sandbox back that gave up, and forgets the deaths that made it. If ctx ends
// first, Restart returns its error and the work goes on behind.
func (b *Sandbox) Restart(ctx context.Context) error {
	if err := b.enter(ctx); err != nil {
		return fmt.Errorf("restarting sandbox %s: %w", b.id, err)
	}
	b.trail = trail{batch: batchOf(ctx)}
	done := make(chan error, 1)
	go func() {
		defer b.release()
		done <- b.restart()
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("restarting sandbox %s: %w", b.id, ctx.Err())
	}
}

func (b *Sandbox) restart() error {
	b.mu.Lock()
	w := b.worker
	b.worker = nil
	b.genome.harness = nil
	b.deaths = nil
	if b.ctx.Err() == nil {
		b.status, b.reason = StatusRestarting, "restarted by its owner"
	}
	b.mu.Unlock()
	if w != nil {
		w.kill(Cancelled, "sandbox was restarted")
		b.auditDeath(w, w.close())
	}
	b.comeBack(0)
	if _, err := b.usable(); err != nil {
		return fmt.Errorf("restarting: %w", err)
	}
	return nil
}
