package supervisor

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

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
	waiting atomic.Int64
	gone    chan struct{} // closed when nothing is left of a destroyed sandbox

	mu        sync.RWMutex
	status    Status
	reason    string
	worker    *worker // nil while there is none
	genome    loaded
	restarts  int
	deaths    []time.Time // within the policy's window
	lastDeath *Death
	// unspawned is why no worker could be started, if that is why it gave up.
	unspawned error
}

func newSandbox(s *Supervisor, id string, o options) *Sandbox {
	b := &Sandbox{sup: s, id: id, options: o, created: time.Now(), gate: make(chan struct{}, 1), gone: make(chan struct{}), status: StatusCreating}
	b.ctx, b.cancel = context.WithCancel(context.Background())
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
	w, err := b.sup.spawn(ctx, b.id, b.options)
	if err == nil && !b.adopt(w, 0) {
		w.close()
		err = ErrDestroyed
	}
	if b.ctx.Err() != nil {
		// Only Close destroys what Create has not returned yet.
		return ErrClosed
	}
	if err != nil {
		b.abandon()
		return err
	}
	b.sup.bus.emit(EventCreated, Measurements{Duration: time.Since(begun)}, Metadata{SandboxID: b.id, PID: w.proc.PID()})
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
	b.worker = w
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
		b.bury(w, true)
	}
	b.release()
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
				b.bury(w, true)
			}()
			continue
		}
		w, err := b.usable()
		if err != nil {
			b.release()
			r, err := b.withoutWorker(err)
			return nil, r, err
		}
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
	return nil
}

// usable returns the worker. The caller holds the gate. The error is
// ErrDestroyed or ErrGaveUp; if the host gave no worker, it is ErrSpawn too.
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

func (b *Sandbox) release() { <-b.gate }

// Destroy kills the worker and forgets the sandbox. A run in progress ends
// with Cancelled. It returns when nothing of the sandbox is left, unless ctx
// ends first; then the work goes on behind. Of several calls one succeeds; the
// others wait as well and return ErrDestroyed.
func (b *Sandbox) Destroy(ctx context.Context) error {
	first := make(chan bool, 1)
	go func() { first <- b.destroy("destroyed") }()
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
func (b *Sandbox) destroy(reason string) bool {
	begun := time.Now()
	b.mu.Lock()
	if b.ctx.Err() != nil {
		b.mu.Unlock()
		return false
	}
	b.cancel()
	existed := b.status != StatusCreating
	b.status, b.reason = StatusDestroyed, reason
	if b.worker != nil {
		b.worker.kill(Cancelled, "sandbox was destroyed")
	}
	b.mu.Unlock()

	// Whoever holds the gate sees its worker dead and lets go.
	b.gate <- struct{}{}
	defer b.release()
	b.mu.Lock()
	w := b.worker
	b.worker = nil
	b.mu.Unlock()
	if w != nil {
		w.close()
	}
	b.sup.forget(b)
	defer close(b.gone)
	if !existed {
		return true
	}
	b.sup.bus.emit(EventDestroyed, Measurements{Duration: time.Since(begun)}, Metadata{SandboxID: b.id, Reason: reason})
	return true
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
