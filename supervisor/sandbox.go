package supervisor

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
)

// A Sandbox is one individual: a worker process under an id, with the genome
// that it serves and the versions that it served before. It is safe for
// concurrent use; operations on one sandbox happen one after the other, in no
// promised order among those that wait.
type Sandbox struct {
	sup     *Supervisor
	id      string
	options options
	created time.Time

	// ctx ends with the sandbox.
	ctx    context.Context
	cancel context.CancelFunc
	// gate holds the one token of the right to use the worker.
	gate    chan struct{}
	trail   trail // of the operation under way; the holder of the gate's
	waiting atomic.Int64
	gone    chan struct{}             // closed when nothing is left of a destroyed sandbox
	lastUse atomic.Pointer[time.Time] // by the collector's clock
	birth   genome.Birth              // its lineage

	observed observed // by the monitor

	mu        sync.RWMutex
	status    Status
	reason    string
	worker    *worker // nil while there is none
	genome    loaded
	restarts  int
	deaths    []time.Time // within the policy's window
	lastDeath *Death
	checkup   *Checkup // the worker's last; nil if there was none
	serial    uint64   // in the book of lineage; 0 before it is born
	checksum  string   // of all modules that serve; empty if there is none
	fitness   *Fitness
	protected bool // from being collected
	// unspawned is why no worker could be started, if that is why it gave up.
	unspawned error
}

func newSandbox(s *Supervisor, id string, o options, birth genome.Birth) *Sandbox {
	b := &Sandbox{
		sup: s, id: id, options: o, birth: birth, protected: o.protected, created: time.Now(),
		gate: make(chan struct{}, 1), gone: make(chan struct{}), status: StatusCreating,
	}
	b.ctx, b.cancel = context.WithCancel(context.Background())
	b.used()
	return b
}

// ID is the sandbox's id.
func (b *Sandbox) ID() string { return b.id }

func (b *Sandbox) creating() bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.status == StatusCreating
}

// start gives a new sandbox its first worker.
func (b *Sandbox) start(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(b.ctx, cancel)()
	begun := time.Now()
	w, ahead, err := b.sup.obtain(ctx, b.id, b.options)
	b.used()
	if err == nil && !b.adopt(w, 0) {
		w.close()
		err = ErrDestroyed
	}
	if b.ctx.Err() != nil {
		// Close destroys what Create has not returned yet, or whoever found it.
		if b.sup.isClosed() {
			return ErrClosed
		}
		return fmt.Errorf("%w: %s", ErrDestroyed, b.id)
	}
	if err != nil {
		b.abandon()
		return err
	}
	b.auditProfile(w.proc.PID(), batchOf(ctx))
	b.sup.bus.emit(EventCreated, Measurements{Duration: time.Since(begun)}, b.about(Metadata{SandboxID: b.id, BatchID: batchOf(ctx), PID: w.proc.PID(), FromPool: ahead}))
	return nil
}

// abandon ends a sandbox that never had a worker.
func (b *Sandbox) abandon() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ctx.Err() == nil {
		b.cancel()
		close(b.gone)
	}
}

// adopt makes w the sandbox's worker, counts it among the restarts or not, and
// watches over it, unless the sandbox has been destroyed meanwhile.
func (b *Sandbox) adopt(w *worker, restarts int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ctx.Err() != nil {
		return false
	}
	if b.serial == 0 {
		b.serial = b.sup.lineage.born(b.birth, b.created)
	}
	b.worker = w
	b.checkup = nil
	b.restarts += restarts
	b.status, b.reason, b.unspawned = StatusServing, "", nil
	go b.watch(w)
	return true
}

// watch answers the death of a worker that no operation is using.
func (b *Sandbox) watch(w *worker) {
	select {
	case <-w.proc.Done():
	case <-b.ctx.Done():
		return
	}
	select {
	case b.gate <- struct{}{}:
	case <-b.ctx.Done():
		return
	}
	if b.current() == w {
		b.bury(w, idle)
	}
	<-b.gate // not released: this was no use of it
}

func (b *Sandbox) current() *worker {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.worker
}

// acquire waits for the right to use the worker, and for a worker. The result,
// if there is one, says that the operation was not accepted.
func (b *Sandbox) acquire(ctx context.Context) (*worker, *Result, error) {
	for {
		err := b.enter(ctx)
		switch {
		case errors.Is(err, ErrDestroyed):
			return nil, nil, err
		case errors.Is(err, ErrQueueFull):
			return nil, b.result(QueueFull, fmt.Sprintf("%d operations wait already", b.options.limits.Queue)), nil
		case err != nil:
			return nil, b.result(ctxVerdict(ctx), "not begun: "+err.Error()), nil
		}
		if w := b.current(); w != nil && !w.alive() {
			// The gate goes to whoever replaces it, and we queue up again.
			go func() {
				defer b.release()
				b.bury(w, idle)
			}()
			continue
		}
		w, err := b.usable()
		if err != nil {
			b.release()
			r, err := b.withoutWorker(err)
			return nil, r, err
		}
		b.trail = trail{run: b.sup.bus.next(), batch: batchOf(ctx)}
		return w, nil, nil
	}
}

// enter takes the gate. The error is ErrDestroyed, ErrQueueFull or ctx's.
func (b *Sandbox) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case b.gate <- struct{}{}:
	default:
		if b.waiting.Add(1) > int64(b.options.limits.Queue) {
			b.waiting.Add(-1)
			return ErrQueueFull
		}
		defer b.waiting.Add(-1)
		select {
		case b.gate <- struct{}{}:
		case <-b.ctx.Done():
			return fmt.Errorf("%w: %s", ErrDestroyed, b.id)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	// More than one of them may have been ready.
	if err := ctx.Err(); err != nil {
		b.release()
		return err
	}
	b.used()
	return nil
}

// usable returns the worker. The caller holds the gate. The error is
// ErrDestroyed, or ErrGaveUp, also of one that ended; if the host gave no worker, it is ErrSpawn too.
func (b *Sandbox) usable() (*worker, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	switch {
	case b.ctx.Err() != nil:
		return nil, fmt.Errorf("%w: %s", ErrDestroyed, b.id)
	case b.worker == nil && b.unspawned != nil:
		return nil, fmt.Errorf("%w: %s: restart failed: %w", ErrGaveUp, b.id, b.unspawned)
	case b.worker == nil:
		return nil, fmt.Errorf("%w: %s: %s", ErrGaveUp, b.id, b.reason)
	}
	return b.worker, nil
}

// withoutWorker is the outcome of a run for which usable gave no worker: the
// host's failure to give one is a Result.
func (b *Sandbox) withoutWorker(err error) (*Result, error) {
	if errors.Is(err, ErrSpawn) {
		return b.result(InfraError, err.Error()), nil
	}
	return nil, err
}

// release gives the gate back at the end of an operation.
func (b *Sandbox) release() {
	b.used()
	b.trail = trail{}
	<-b.gate
}

// result makes a Result that says how an operation ended.
func (b *Sandbox) result(v Verdict, message string) *Result {
	r := &Result{Sandbox: b.id, Verdict: v, Isolation: b.sup.isolation}
	if v != OK {
		r.Error = &Failure{Message: message}
	}
	return r
}

// isolation is what results tell of the mechanisms around a worker: one that
// could not apply all of its plan has not come up.
func isolation(mechanisms jail.Mechanisms) map[string]string {
	m := map[string]string{}
	for g, mechanism := range mechanisms {
		m[string(g)] = mechanism
	}
	return m
}

// endedBy makes r the result of an operation that was stopped because its
// caller's context ended.
func (r *Result) endedBy(ctx context.Context, what string) {
	r.Verdict = ctxVerdict(ctx)
	r.Error = &Failure{Message: what + " was cancelled"}
	if r.Verdict == Timeout {
		r.Error.Message = what + " did not end before the caller's deadline"
	}
}

// ctxVerdict tells a deadline of the caller's from its change of mind.
func ctxVerdict(ctx context.Context) Verdict {
	if ctx.Err() == context.DeadlineExceeded {
		return Timeout
	}
	return Cancelled
}
