package supervisor

import (
	"cmp"
	"context"
	"fmt"
	"time"
)

// GC says what is collected when nobody destroys it: sandboxes that have given
// up (StatusError) or ended (StatusEnded), whose owner is gone, and whose time is
// over. Protected ones stay, whatever they are. So does one that is in use, or that an operation
// waits for, unless its lease has ended: then nobody is there for whom the
// operation could be, and it ends with Cancelled as by Destroy.
type GC struct {
	// Interval is the time between one collection in the background and the
	// next. Zero: a minute. Negative: none; Collect collects all the same.
	Interval time.Duration
	// RetainGenerations is how many generations before the newest are kept.
	// Only sandboxes with a lineage (WithLineage) have one; the newest is the
	// highest of any of them, across all populations. Zero: 3. Negative: none
	// is collected for its generation.
	RetainGenerations int
	// IdleTTL is how long a sandbox that nobody uses is kept: since the last
	// operation began or ended (call, run, reload, rollback, restart, record of
	// a fitness), or its creation. Zero: for ever.
	IdleTTL time.Duration
}

// Defaults of GC, and the least that Interval may be.
const (
	defaultGCInterval        = time.Minute
	defaultRetainGenerations = 3
	minGCInterval            = time.Millisecond
)

func (g GC) withDefaults() (GC, error) {
	g.Interval = cmp.Or(g.Interval, defaultGCInterval)
	g.RetainGenerations = cmp.Or(g.RetainGenerations, defaultRetainGenerations)
	if g.IdleTTL < 0 || g.Interval > 0 && g.Interval < minGCInterval {
		return g, fmt.Errorf("%w: GC: IdleTTL %v must not be negative, and Interval %v be negative or at least %v", ErrBadConfig, g.IdleTTL, g.Interval, minGCInterval)
	}
	return g, nil
}

// A CollectReason is why a sandbox was collected.
type CollectReason string

// The reasons. Where several are true, the first is given.
const (
	CollectCrashed       CollectReason = "crashed"        // it gave up restarting
	CollectEnded         CollectReason = "ended"          // its worker ended by itself, and is not restarted for that
	CollectLeaseEnded    CollectReason = "lease_ended"    // its owner is gone
	CollectIdle          CollectReason = "idle"           // not used for GC.IdleTTL
	CollectOldGeneration CollectReason = "old_generation" // beyond GC.RetainGenerations
)

// A Collection is what one collection did.
type Collection struct {
	Collected []Collected     `json:"collected"`
	Failed    []CollectFailed `json:"failed,omitempty"`
}

// Collected is a sandbox that is no more, and why.
type Collected struct {
	ID     string        `json:"sandbox_id"`
	Reason CollectReason `json:"reason"`
	Detail string        `json:"detail"` // the reason in words
}

// CollectFailed is a sandbox that was to be collected, and why that is not
// done. If Err is a context's error, the work goes on behind.
type CollectFailed struct {
	Collected
	Err error `json:"-"`
}

// A waste is why a sandbox is to be collected; the zero one is that it is not.
type waste struct {
	reason CollectReason
	detail string
}

// waste tells whether, and why, the sandbox is to be collected at this time if
// newest is the newest generation. The caller holds b.mu.
func (b *Sandbox) waste(now time.Time, newest int) waste {
	gc, o := &b.sup.config.GC, &b.options
	idle := now.Sub(*b.lastUse.Load())
	switch {
	case b.ctx.Err() != nil, b.status == StatusCreating, b.protected:
		return waste{}
	case b.status == StatusError:
		return waste{CollectCrashed, b.reason}
	case b.status == StatusEnded:
		return waste{CollectEnded, b.reason}
	case o.lease != nil && o.lease.Err() != nil:
		return waste{CollectLeaseEnded, "its owner's lease ended: " + context.Cause(o.lease).Error()}
	case gc.IdleTTL > 0 && idle > gc.IdleTTL:
		return waste{CollectIdle, fmt.Sprintf("not used for %v, longer than %v", idle.Round(time.Millisecond), gc.IdleTTL)}
	case gc.RetainGenerations > 0 && o.lineage != nil && o.lineage.Generation < newest-gc.RetainGenerations:
		return waste{CollectOldGeneration, fmt.Sprintf("of generation %d, and the newest is %d", o.lineage.Generation, newest)}
	}
	return waste{}
}

// used notes that somebody uses the sandbox.
func (b *Sandbox) used() {
	now := b.sup.config.Clock.Now()
	b.lastUse.Store(&now)
}

// WithLease gives a sandbox an owner whose life it does not outlast by long: once
// ctx ends the sandbox is abandoned, and collected by the next collection, also
// in the middle of a run. Create fails if ctx has ended. Nil is no lease.
func WithLease(ctx context.Context) Option { return func(o *options) { o.lease = ctx } }

// WithProtected keeps a sandbox from being collected, whatever happens to it,
// until Protect says otherwise.
func WithProtected() Option { return func(o *options) { o.protected = true } }

// Protect says whether the sandbox must not be collected. Once Protect(true) has
// returned nil it will not be; ErrDestroyed says that it came too late.
func (b *Sandbox) Protect(on bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ctx.Err() != nil {
		return fmt.Errorf("%w: %s", ErrDestroyed, b.id)
	}
	b.protected = on
	return nil
}
