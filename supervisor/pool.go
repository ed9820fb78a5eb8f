package supervisor

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/petri-lab/petri/ipc/petripb"
)

// A Pool says how many workers are kept ready ahead of need: started, sealed
// and connected, but without limits, profile or genome. Create and restarts
// take one of them, which saves them the start of a process; where there is
// none they start one themselves. Each is used for one sandbox and is gone with
// it.
//
// How many are kept follows demand between Min and Max: the number doubles
// whenever a worker was wanted and none was there, and falls as long as some
// were not wanted for Idle. An idle worker takes some 3 MiB of memory, the
// descriptors that one of a sandbox takes, and one goroutine more. They are
// started one at a time, after the sandboxes that wait for a turn and with
// pauses, and not while the host is short of memory.
type Pool struct {
	// Min is how many are kept whatever the demand. Default 0.
	Min int
	// Max is the most that are kept. Default: twice the processors, or Min if
	// that is more. Negative: no pool.
	Max int
	// Idle is for how long more workers than are wanted are kept; at least
	// MinPoolIdle. Default 10 s.
	Idle time.Duration
}

// MinPoolIdle bounds Pool.Idle from below.
const MinPoolIdle = 10 * time.Millisecond

const (
	maxPool         = 4096
	defaultPoolIdle = 10 * time.Second
)

func (p Pool) withDefaults() (Pool, error) {
	if p.Max < 0 {
		if p.Min > 0 {
			return p, fmt.Errorf("%w: Pool.Min %d with a negative Max, which means no pool", ErrBadConfig, p.Min)
		}
		return Pool{Idle: defaultPoolIdle}, nil
	}
	p.Max = cmp.Or(p.Max, max(2*runtime.NumCPU(), p.Min))
	p.Idle = cmp.Or(p.Idle, defaultPoolIdle)
	switch {
	case p.Min < 0 || p.Min > p.Max || p.Max > maxPool:
		return p, fmt.Errorf("%w: Pool.Min %d and Max %d: want 0 <= Min <= Max <= %d", ErrBadConfig, p.Min, p.Max, maxPool)
	case p.Idle < MinPoolIdle:
		return p, fmt.Errorf("%w: Pool.Idle %v: at least %v", ErrBadConfig, p.Idle, MinPoolIdle)
	}
	return p, nil
}

// PoolStats is the state of a supervisor's pool and what became of its workers
// since New.
type PoolStats struct {
	Ready  int `json:"ready"`  // workers that wait to be taken
	Wanted int `json:"wanted"` // how many should
	// Hits and Misses count the workers that sandboxes took from the pool, and
	// those that had to be started for them.
	Hits   uint64 `json:"hits"`
	Misses uint64 `json:"misses"`
	// Lost counts workers of the pool that died or fell silent before they were
	// of use; Failed the attempts to start one ahead. Nobody has noticed but
	// subscribers to EventPoolException.
	Lost   uint64 `json:"lost"`
	Failed uint64 `json:"failed"`
}

// A spare is a worker that waits to be taken.
type spare struct {
	w     *worker
	taken chan struct{} // closed when it is in the pool no more
}

// A pool keeps spares. The service that fills it is its Serve; drain ends what
// is left.
type pool struct {
	sup *Supervisor
	// handoff gives a new worker to one who waits for a turn to start his own.
	handoff chan *worker
	wake    chan struct{} // holds one: something has changed
	urgent  chan struct{} // holds one: a worker was wanted and none was there
	watches sync.WaitGroup

	mu     sync.Mutex
	bounds Pool
	wanted int
	ready  []*spare // the newest last
	low    int      // the fewest that were ready since the last review
	stats  PoolStats
	closed bool
}

func newPool(s *Supervisor, bounds Pool) *pool {
	return &pool{
		sup:     s,
		handoff: make(chan *worker),
		wake:    make(chan struct{}, 1),
		urgent:  make(chan struct{}, 1),
		bounds:  bounds,
		wanted:  bounds.Min,
	}
}

// Pool tells how the pool of workers stands.
func (s *Supervisor) Pool() PoolStats {
	p := s.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	st := p.stats
	st.Ready, st.Wanted = len(p.ready), p.wanted
	return st
}

// SetPool changes how many workers are kept ready, from now on: an engine that
// knows the size of its next generation asks for as many before. Zero fields
// are the defaults.
func (s *Supervisor) SetPool(bounds Pool) error {
	bounds, err := bounds.withDefaults()
	if err != nil {
		return err
	}
	if s.isClosed() {
		return ErrClosed
	}
	p := s.pool
	p.mu.Lock()
	p.bounds = bounds
	p.wanted = min(max(p.wanted, bounds.Min), bounds.Max)
	p.mu.Unlock()
	signal(p.wake)
	return nil
}

// signal fills a channel that holds one.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// take gives a worker of the pool, to be configured. Where there is none it
// waits for a turn to start one, or for the next of the pool: no worker and no
// error mean that the caller has a turn, which it gives back by yield.
func (p *pool) take(ctx context.Context) (*worker, error) {
	for w := p.pop(); w != nil; w = p.pop() {
		if w.alive() {
			return w, nil
		}
		p.lose(w, "it died")
	}
	p.missed()
	select {
	case w := <-p.handoff:
		return w, nil
	case p.sup.spawns <- struct{}{}:
		return nil, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: waiting for a turn to start: %w", ErrSpawn, ctx.Err())
	}
}

// pop takes the newest worker off the pool; nil if there is none.
func (p *pool) pop() *worker {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.ready)
	if n == 0 || p.closed {
		return nil
	}
	s := p.ready[n-1]
	p.ready = p.ready[:n-1]
	p.low = min(p.low, n-1)
	close(s.taken)
	signal(p.wake)
	return s.w
}

// missed notes that a worker was wanted and none was there.
func (p *pool) missed() {
	p.mu.Lock()
	p.low = 0
	p.wanted = min(max(1, 2*p.wanted), p.bounds.Max)
	p.mu.Unlock()
	signal(p.urgent)
}

// used counts a worker that a sandbox got.
func (p *pool) used(ahead bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ahead {
		p.stats.Hits++
	} else {
		p.stats.Misses++
	}
}

// lose puts a worker away that is of no use, and tells of it.
func (p *pool) lose(w *worker, reason string) {
	p.mu.Lock()
	p.stats.Lost++
	p.mu.Unlock()
	signal(p.wake)
	d := w.close()
	p.sup.bus.emit(EventPoolException, Measurements{Result: d.verdict}, Metadata{PID: w.proc.PID(), Reason: reason + ": " + d.message})
}

// add gives a new worker to one who waits, else puts it into the pool.
func (p *pool) add(w *worker) {
	select {
	case p.handoff <- w:
		return
	default:
	}
	s := &spare{w: w, taken: make(chan struct{})}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ready = append(p.ready, s)
	p.watches.Go(func() { p.watch(s) })
}

const (
	// spareCheck is how often a spare is asked whether it still answers, and
	// sparePatience how long it may take. Whoever takes one that fell silent
	// since waits as long, and then starts another.
	spareCheck    = 2 * time.Second
	sparePatience = time.Second
)

// watch puts a spare away that dies or falls silent.
func (p *pool) watch(s *spare) {
	check := time.NewTicker(spareCheck)
	defer check.Stop()
	for {
		reason := "it died in the pool"
		select {
		case <-s.taken:
			return
		case <-s.w.proc.Done():
		case <-check.C:
			err := s.w.ping(context.Background(), sparePatience)
			if err == nil {
				continue
			}
			reason = "it does not answer in the pool: " + err.Error()
		}
		if p.remove(s) {
			p.lose(s.w, reason)
		}
		return
	}
}

// ping asks a worker whether it answers.
func (w *worker) ping(ctx context.Context, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := w.host.Worker().Ping(ctx, &petripb.PingRequest{})
	return err
}

// remove takes one spare off the pool, unless somebody has.
func (p *pool) remove(s *spare) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, one := range p.ready {
		if one == s {
			p.ready = append(p.ready[:i], p.ready[i+1:]...)
			close(s.taken)
			return true
		}
	}
	return false
}

// drain ends every spare, once nobody adds any. It returns when nothing is left
// of them.
func (p *pool) drain() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.end(0)
	p.watches.Wait()
}

// end ends the oldest spares but for the number to be kept.
func (p *pool) end(keep int) {
	p.mu.Lock()
	n := max(len(p.ready)-keep, 0)
	old := append([]*spare(nil), p.ready[:n]...)
	p.ready = append(p.ready[:0], p.ready[n:]...)
	p.mu.Unlock()
	var wg sync.WaitGroup
	for _, s := range old {
		close(s.taken)
		wg.Go(func() { s.w.close() })
	}
	wg.Wait()
}
