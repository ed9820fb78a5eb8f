package supervisor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/petri-lab/petri/ipc/petripb"
)

// Health says how idle workers are checked: each is pinged now and then, and one
// that does not answer is killed and replaced as the restart policy says. A
// worker that runs something is left to the limits of what it runs: however busy
// it is, it is never killed for that.
type Health struct {
	// Interval is the time from one check of a sandbox to the next, on average:
	// the checks of all are spread over it, by chance, 1000 a second at most.
	// Zero: 30 s. Negative: none.
	Interval time.Duration
	// Timeout is how long a worker may take to answer. One that does not is
	// asked a second time, while nobody else may use it; operations that come
	// meanwhile wait. Zero: 5 s.
	Timeout time.Duration
}

// Defaults of Health, and the least that Interval may be.
const (
	defaultHealthInterval = 30 * time.Second
	defaultHealthTimeout  = 5 * time.Second
	minHealthInterval     = time.Millisecond
)

func (h Health) withDefaults() (Health, error) {
	h.Interval = cmp.Or(h.Interval, defaultHealthInterval)
	h.Timeout = cmp.Or(h.Timeout, defaultHealthTimeout)
	if h.Interval > 0 && h.Interval < minHealthInterval || h.Timeout < 0 || h.Timeout > MaxWall {
		return h, fmt.Errorf("%w: Health: Interval %v must be negative or at least %v, and Timeout %v between 0 and %v", ErrBadConfig, h.Interval, minHealthInterval, h.Timeout, MaxWall)
	}
	return h, nil
}

// A Checkup is what a health check found.
type Checkup struct {
	Time    time.Time     `json:"time"`
	Healthy bool          `json:"healthy"` // it answered
	Latency time.Duration `json:"latency_ns"`
	Reason  string        `json:"reason,omitempty"` // why it is not healthy
}

// maxPings bounds how many checks are under way at a time. Only workers that do
// not answer make it more than a few.
const maxPings = 64

// A checker checks workers in the background.
type checker struct {
	patrol
	turns chan struct{}
}

func newChecker(s *Supervisor) *checker {
	return &checker{
		patrol: patrol{sup: s, interval: s.config.Health.Interval},
		turns:  make(chan struct{}, maxPings),
	}
}

func (c *checker) String() string { return "health checker" }

// Serve checks until ctx ends.
func (c *checker) Serve(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	defer func() {
		cancel(nil)
		wg.Wait()
	}()
	_ = c.walk(ctx, func(b *Sandbox) {
		if !b.idle() {
			return
		}
		select {
		case c.turns <- struct{}{}:
		case <-ctx.Done():
			return
		}
		wg.Go(func() {
			defer func() {
				<-c.turns
				if r := recover(); r != nil {
					cancel(fmt.Errorf("checking sandbox %s panicked: %v", b.id, r))
				}
			}()
			b.check(ctx)
		})
	}, func() {})
	return context.Cause(ctx) // which says more than walk's error
}

// idle tells whether there is a worker that nobody uses.
func (b *Sandbox) idle() bool {
	w := b.current()
	return w != nil && w.alive() && len(b.gate) == 0
}

// check pings the worker, and kills it if it does not answer while nobody uses
// it. What becomes of the sandbox then is watch's affair.
func (b *Sandbox) check(ctx context.Context) {
	w := b.current()
	if w == nil || b.pinged(ctx, w) == nil {
		return
	}
	// It may have begun to run something, and may have become slow by that. With
	// the gate in hand, nobody can begin.
	select {
	case b.gate <- struct{}{}:
	default:
		return
	}
	defer func() { <-b.gate }() // not released: this was no use of it
	if b.current() != w || !w.alive() {
		return
	}
	err := b.pinged(ctx, w)
	if err == nil || ctx.Err() != nil || b.ctx.Err() != nil {
		return
	}
	c := Checkup{Time: time.Now(), Reason: fmt.Sprintf("did not answer a ping within %v while nobody used it", b.sup.config.Health.Timeout)}
	if !errors.Is(err, context.DeadlineExceeded) {
		c.Reason = "could not be pinged: " + printable(err.Error())
	}
	b.note(w, c)
	b.sup.bus.emit(EventUnhealthy, Measurements{}, Metadata{SandboxID: b.id, PID: w.proc.PID(), Reason: c.Reason})
	if errors.Is(err, context.DeadlineExceeded) {
		w.kill(Crashed, "%s, and was killed", c.Reason)
	} else {
		w.failed(err)
	}
	// Whoever gets the gate next must find it dead.
	timer := time.NewTimer(endPatience)
	defer timer.Stop()
	select {
	case <-w.proc.Done():
	case <-timer.C:
	}
}

// pinged pings a worker and notes it if it answers. The error wraps
// context.DeadlineExceeded if it takes too long.
func (b *Sandbox) pinged(ctx context.Context, w *worker) error {
	timeout, cancel := context.WithTimeout(ctx, b.sup.config.Health.Timeout)
	defer cancel()
	begun := time.Now()
	_, err := w.host.Worker().Ping(timeout, &petripb.PingRequest{})
	if err == nil {
		b.note(w, Checkup{Time: time.Now(), Healthy: true, Latency: time.Since(begun)})
		return nil
	}
	if timeout.Err() != nil {
		return timeout.Err()
	}
	return err
}

// note keeps what a check of the sandbox's worker found, unless there is another
// one by now.
func (b *Sandbox) note(w *worker, c Checkup) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.worker == w {
		b.checkup = &c
	}
}
