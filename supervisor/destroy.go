package supervisor

import (
	"context"
	"fmt"
	"time"
)

// Destroy kills the worker and forgets the sandbox. A run in progress ends
// with Cancelled. It returns when nothing of the sandbox is left, unless ctx
// ends first; then the work goes on behind. Of several calls one succeeds; the
// others wait as well and return ErrDestroyed.
func (b *Sandbox) Destroy(ctx context.Context) error {
	first := make(chan bool, 1)
	go func() { first <- b.destroy("destroyed", batchOf(ctx)) }()
	select {
	case <-b.gone:
	case <-ctx.Done():
		return fmt.Errorf("destroying sandbox %s: %w", b.id, ctx.Err())
	}
	if !<-first {
		return fmt.Errorf("%w: %s", ErrDestroyed, b.id)
	}
	return nil
}

// destroy ends the sandbox; it tells whether it was this call that did.
func (b *Sandbox) destroy(reason string, batch uint64) bool {
	e := b.doom(func() ending { return ending{reason: reason, batch: batch} })
	if e == nil {
		return false
	}
	// Whoever holds the gate sees its worker dead and lets go.
	b.gate <- struct{}{}
	b.end(e)
	return true
}

// An ending is why and how a sandbox ends.
type ending struct {
	reason  string
	waste   waste  // if it is collected
	batch   uint64 // if it is an item of one
	cause   string
	begun   time.Time
	existed bool // for others than its creator
}

// doom begins the end: no operation begins any more, and the worker is killed.
// It returns nil if the end had begun, or if why, which is called under b.mu,
// gives no reason. Otherwise the caller takes the gate, if it does not hold it,
// and calls end.
func (b *Sandbox) doom(why func() ending) *ending {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ctx.Err() != nil {
		return nil
	}
	e := why()
	if e.reason == "" {
		return nil
	}
	e.begun, e.existed, e.cause = time.Now(), b.status != StatusCreating, e.reason
	if b.status == StatusError && e.waste.reason == "" {
		e.cause += ", after it gave up: " + b.reason
	}
	if b.status == StatusEnded && e.waste.reason == "" {
		e.cause += ", after it ended: " + b.reason
	}
	b.cancel()
	b.status, b.reason = StatusDestroyed, e.reason
	if b.worker != nil {
		b.worker.kill(Cancelled, "sandbox was destroyed")
	}
	return &e
}

// end leaves nothing of a doomed sandbox. The caller holds the gate, which is
// given back.
func (b *Sandbox) end(e *ending) {
	defer close(b.gone)
	defer func() { <-b.gate }()
	b.mu.Lock()
	w, serial := b.worker, b.serial
	b.worker = nil
	b.mu.Unlock()
	if w != nil {
		b.auditDeath(w, w.close())
	}
	md := b.about(Metadata{SandboxID: b.id, BatchID: e.batch, Reason: e.reason})
	b.sup.populations.depart(b)
	b.sup.lineage.died(serial, e.cause)
	b.sup.forget(b)
	if !e.existed {
		return
	}
	b.sup.bus.emit(EventDestroyed, Measurements{Duration: time.Since(e.begun)}, md)
	if e.waste.reason != "" {
		md.Reason = string(e.waste.reason)
		b.sup.bus.emit(EventCollected, Measurements{Duration: time.Since(e.begun)}, md)
	}
}
