package supervisor

import (
	"context"
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

	mu        sync.RWMutex
	status    Status
	reason    string
	worker    *worker // nil while there is none
	genome    loaded
	restarts  int
	deaths    []time.Time // within the policy's window
	lastDeath *Death
}

func newSandbox(s *Supervisor, id string, o options) *Sandbox {
	b := &Sandbox{sup: s, id: id, options: o, created: time.Now(), gate: make(chan struct{}, 1), status: StatusCreating}
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
	w, err := b.sup.spawn(ctx, b.options.limits, b.options.profile)
	if err != nil {
		b.cancel()
		return err
	}
	if !b.adopt(w) {
		w.close()
		return ErrDestroyed
	}
	b.sup.bus.emit(EventCreated, Measurements{Duration: time.Since(begun)}, Metadata{SandboxID: b.id, PID: w.proc.PID()})
	return nil
}

// adopt makes w the sandbox's worker and watches over it, unless the sandbox
// has been destroyed meanwhile.
func (b *Sandbox) adopt(w *worker) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ctx.Err() != nil {
		return false
	}
	b.worker = w
	b.status, b.reason = StatusServing, ""
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
		b.bury(w)
	}
	b.release()
}

func (b *Sandbox) current() *worker {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.worker
}

// acquire waits for the right to use the worker. The result, if there is one,
// says that the operation was not accepted.
func (b *Sandbox) acquire(ctx context.Context) (*worker, *Result, error) {
	if b.waiting.Add(1) > int64(b.options.limits.Queue) {
		b.waiting.Add(-1)
		return nil, b.result(QueueFull, fmt.Sprintf("%d operations wait already", b.options.limits.Queue)), nil
	}
	defer b.waiting.Add(-1)
	select {
	case b.gate <- struct{}{}:
	case <-b.ctx.Done():
		return nil, nil, fmt.Errorf("%w: %s", ErrDestroyed, b.id)
	case <-ctx.Done():
		return nil, b.result(ctxVerdict(ctx), "gave up while waiting for the sandbox: "+ctx.Err().Error()), nil
	}
	w, err := b.usable()
	if err != nil {
		b.release()
		return nil, nil, err
	}
	return w, nil, nil
}

// usable returns the living worker, or replaces a dead one first. The caller
// holds the gate.
func (b *Sandbox) usable() (*worker, error) {
	if w := b.current(); w != nil && !w.alive() {
		b.bury(w)
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	switch {
	case b.ctx.Err() != nil:
		return nil, fmt.Errorf("%w: %s", ErrDestroyed, b.id)
	case b.worker == nil:
		return nil, fmt.Errorf("%w: %s: %s", ErrGaveUp, b.id, b.reason)
	}
	return b.worker, nil
}

func (b *Sandbox) release() { <-b.gate }

// Destroy kills the worker and forgets the sandbox. A run in progress ends
// with Cancelled. It returns when nothing of the sandbox is left, unless ctx
// ends first; then the work goes on behind. Destroying twice is an error.
func (b *Sandbox) Destroy(ctx context.Context) error {
	done := make(chan bool, 1)
	go func() { done <- b.destroy("destroyed") }()
	select {
	case first := <-done:
		if !first {
			return fmt.Errorf("%w: %s", ErrDestroyed, b.id)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("destroying sandbox %s: %w", b.id, ctx.Err())
	}
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
	b.sup.bus.emit(EventDestroyed, Measurements{Duration: time.Since(begun)}, Metadata{SandboxID: b.id, Reason: reason})
	return true
}

// result makes a Result that says how an operation ended.
func (b *Sandbox) result(v Verdict, message string) *Result {
	r := &Result{Sandbox: b.id, Verdict: v, Isolation: isolation(b.sup.plan)}
	if v != OK {
		r.Error = &Failure{Message: message}
	}
	return r
}

// isolation says what is in force around a worker with this plan: a worker
// that could not apply all of it has not come up.
func isolation(p jail.Plan) map[string]string {
	m := map[string]string{}
	for g, mechanism := range p.Mechanisms() {
		m[string(g)] = mechanism
	}
	return m
}

// ctxVerdict tells a deadline of the caller's from its change of mind.
func ctxVerdict(ctx context.Context) Verdict {
	if ctx.Err() == context.DeadlineExceeded {
		return Timeout
	}
	return Cancelled
}
