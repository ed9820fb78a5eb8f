package supervisor

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// Collect destroys every sandbox that Config.GC says is to be collected, and
// says which. When it returns nothing is left of them, unless ctx ended first.
// The error is ErrClosed. Several collections may go on at once: each sandbox is
// in the answer of one.
func (s *Supervisor) Collect(ctx context.Context) (Collection, error) {
	if s.isClosed() {
		return Collection{}, ErrClosed
	}
	all := s.all()
	now, newest := s.config.Clock.Now(), newestGeneration(all)
	var (
		mu    sync.Mutex
		c     Collection
		wg    sync.WaitGroup
		turns = make(chan struct{}, 2*runtime.NumCPU())
	)
	for _, b := range all {
		w := b.isWaste(now, newest)
		if w.reason == "" {
			continue
		}
		item := Collected{ID: b.id, Reason: w.reason, Detail: w.detail}
		select {
		case turns <- struct{}{}:
		case <-ctx.Done():
			mu.Lock()
			c.Failed = append(c.Failed, CollectFailed{item, fmt.Errorf("not begun: %w", ctx.Err())})
			mu.Unlock()
			continue
		}
		wg.Go(func() {
			defer func() { <-turns }()
			w, err := b.collect(ctx, now, newest)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err != nil:
				c.Failed = append(c.Failed, CollectFailed{item, err})
			case w.reason != "":
				c.Collected = append(c.Collected, Collected{ID: b.id, Reason: w.reason, Detail: w.detail})
			}
		})
	}
	wg.Wait()
	slices.SortFunc(c.Collected, func(a, b Collected) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Failed, func(a, b CollectFailed) int { return strings.Compare(a.ID, b.ID) })
	return c, nil
}

// newestGeneration is the highest of any sandbox that has a lineage.
func newestGeneration(all []*Sandbox) int {
	newest := 0
	for _, b := range all {
		if l := b.options.lineage; l != nil && b.ctx.Err() == nil && !b.creating() {
			newest = max(newest, l.Generation)
		}
	}
	return newest
}

func (b *Sandbox) isWaste(now time.Time, newest int) waste {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.waste(now, newest)
}

// collect ends the sandbox if it is still to be collected, and says why if it
// was this call that did it. It waits for the end until ctx ends.
func (b *Sandbox) collect(ctx context.Context, now time.Time, newest int) (waste, error) {
	type answer struct {
		waste
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			if r := recover(); r != nil {
				a.err = fmt.Errorf("collecting sandbox %s panicked: %v", b.id, r)
			}
			answers <- a
		}()
		a.waste = b.destroyWaste(now, newest)
	}()
	select {
	case a := <-answers:
		return a.waste, a.err
	case <-ctx.Done():
		return waste{}, fmt.Errorf("collecting sandbox %s: %w", b.id, ctx.Err())
	}
}

// destroyWaste ends the sandbox if it is waste and not in use, and says why if it
// did.
func (b *Sandbox) destroyWaste(now time.Time, newest int) waste {
	if b.isWaste(now, newest).reason == CollectLeaseEnded {
		e := b.doom(func() ending {
			w := b.waste(now, newest)
			if w.reason != CollectLeaseEnded {
				return ending{}
			}
			return w.ending()
		})
		if e == nil {
			return waste{}
		}
		b.gate <- struct{}{}
		b.end(e)
		return e.waste
	}
	// With the gate in hand, nobody can begin to use it.
	select {
	case b.gate <- struct{}{}:
	default:
		return waste{}
	}
	var e *ending
	if b.waiting.Load() == 0 {
		e = b.doom(func() ending { return b.waste(now, newest).ending() })
	}
	if e == nil {
		<-b.gate
		return waste{}
	}
	b.end(e)
	return e.waste
}

func (w waste) ending() ending {
	if w.reason == "" {
		return ending{}
	}
	return ending{reason: "collected: " + w.detail, waste: w}
}

// A collector collects in the background.
type collector struct {
	sup *Supervisor
	// late says that a collection was begun and did not end: it panicked.
	late bool
}

func (c *collector) String() string { return "collector" }

// Serve collects once in each interval until ctx ends, whose error it returns.
func (c *collector) Serve(ctx context.Context) error {
	for {
		if !c.late {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-c.sup.config.Clock.After(c.sup.config.GC.Interval):
			}
		}
		c.late = true
		done, err := c.sup.Collect(ctx)
		if err != nil {
			return err
		}
		c.late = false
		for _, f := range done.Failed {
			if ctx.Err() != nil {
				break // it was not given the time
			}
			c.sup.bus.emit(EventGCException, Measurements{}, Metadata{SandboxID: f.ID, Reason: f.Err.Error()})
		}
	}
}
