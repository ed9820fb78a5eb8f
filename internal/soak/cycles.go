package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/petri-lab/petri/supervisor"
)

// cycles runs n cycles, some at a time. When it returns no sandbox is left.
func (s *soaker) cycles(ctx context.Context, sup *supervisor.Supervisor, n, round int) error {
	var (
		wg    sync.WaitGroup
		taken atomic.Int64
		errs  = make([]error, s.o.jobs)
	)
	for job := range s.o.jobs {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(s.o.seed, uint64(round)<<32|uint64(job)))
			for errs[job] == nil && ctx.Err() == nil {
				i := taken.Add(1)
				if i > int64(n) {
					return
				}
				errs[job] = s.cycle(ctx, sup, r, fmt.Sprintf("c%d-%d", round, i))
			}
		})
	}
	wg.Wait()
	s.done += min(int(taken.Load()), n)
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, info := range sup.List() {
		return fmt.Errorf("sandbox %s is left: %+v", info.ID, info)
	}
	return nil
}

// A cycle is a sandbox's life.
type cycle struct {
	ctx   context.Context
	s     *soaker
	sup   *supervisor.Supervisor
	r     *rand.Rand
	box   *supervisor.Sandbox
	leave context.CancelFunc // ends its lease
	err   error              // the first
}

func (s *soaker) cycle(ctx context.Context, sup *supervisor.Supervisor, r *rand.Rand, id string) error {
	owner, leave := context.WithCancel(ctx)
	defer leave()
	c := &cycle{ctx: ctx, s: s, sup: sup, r: r, leave: leave}
	box, err := sup.Create(ctx, id,
		supervisor.WithLease(owner),
		supervisor.WithLimits(supervisor.Limits{Memory: 48 << 20, Wall: time.Minute, Output: 64 << 10}))
	if err != nil {
		return ignoreCancelled(ctx, err)
	}
	c.box = box
	kinds := c.kinds()
	for range 1 + r.IntN(4) {
		kinds[r.IntN(len(kinds))]()
	}
	c.end()
	if c.err != nil {
		c.err = fmt.Errorf("sandbox %s: %w", id, c.err)
	}
	return ignoreCancelled(ctx, c.err)
}

// kinds are the things that happen; what is listed more often happens more often.
func (c *cycle) kinds() []func() {
	oneOf := func(text string, want ...supervisor.Verdict) func() {
		return func() { c.run(text, c.ctx, want...) }
	}
	return []func(){
		c.good, c.good, c.good,
		func() { c.load(brokenText, supervisor.LoadError) },
		func() { c.load(deniedText, supervisor.Denied) },
		oneOf(panicText, supervisor.Panicked),
		oneOf(crashText, supervisor.Crashed),
		oneOf(stackText, supervisor.Crashed),
		oneOf(eaterText, supervisor.MemoryLimit),
		oneOf(loudText, supervisor.OutputLimit),
		c.hang,
		c.rollback,
		func() { c.keep(c.box.Restart(c.ctx)) },
	}
}

func (c *cycle) keep(err error) {
	if c.err == nil {
		c.err = err
	}
}

// expect counts a verdict and checks it.
func (c *cycle) expect(what string, r *supervisor.Result, err error, want ...supervisor.Verdict) {
	if err != nil {
		c.keep(fmt.Errorf("%s: %w", what, err))
		return
	}
	c.s.tally.add(r.Verdict)
	if !slices.Contains(want, r.Verdict) && c.ctx.Err() == nil {
		c.keep(fmt.Errorf("%s: verdict %s, want %v: %v", what, r.Verdict, want, r.Err()))
	}
}

func (c *cycle) load(text string, want supervisor.Verdict) {
	r, err := c.box.HotReload(c.ctx, source(text, c.r.Int()))
	c.expect("load", r, err, want)
}

// run loads a genome and calls it.
func (c *cycle) run(text string, ctx context.Context, want ...supervisor.Verdict) {
	if c.load(text, supervisor.OK); c.err != nil {
		return
	}
	r, err := c.box.Call(ctx, "F", supervisor.Args{7})
	c.expect("call of\n"+text, r, err, want...)
}

// hang calls what does not end, until the caller has enough.
func (c *cycle) hang() {
	ctx, cancel := context.WithTimeout(c.ctx, time.Duration(5+c.r.IntN(50))*time.Millisecond)
	defer cancel()
	// Not begun, where the machine was busy for so long.
	c.run(hangText, ctx, supervisor.Timeout)
}

func (c *cycle) good() {
	for range 1 + c.r.IntN(3) {
		c.run(goodText, c.ctx, supervisor.OK)
	}
	if c.err != nil {
		return
	}
	inputs := make([]supervisor.Args, 1+c.r.IntN(200))
	for i := range inputs {
		inputs[i] = supervisor.Args{i}
	}
	outcomes, err := c.box.CallMany(c.ctx, "F", inputs)
	c.keep(err)
	for _, o := range outcomes {
		c.keep(o.Err)
		if o.Err == nil && o.Result.Verdict != supervisor.OK && c.ctx.Err() == nil {
			c.keep(fmt.Errorf("one of many inputs: %v", o.Result.Err()))
		}
	}
	r, err := c.box.Run(c.ctx, harness())
	c.expect("harness", r, err, supervisor.OK)
}

// rollback makes two versions and goes back to the first.
func (c *cycle) rollback() {
	if c.load(goodText, supervisor.OK); c.err != nil {
		return
	}
	version := 0
	for _, m := range c.box.Info().Modules {
		version = m.Version
	}
	if c.load(goodText, supervisor.OK); c.err != nil {
		return
	}
	r, err := c.box.Rollback(c.ctx, "candidate", version)
	c.expect("rollback", r, err, supervisor.OK)
}

// end destroys the sandbox, or leaves that to the collection.
func (c *cycle) end() {
	if c.r.IntN(4) > 0 {
		c.keep(c.box.Destroy(context.WithoutCancel(c.ctx)))
		return
	}
	c.leave()
	// Another cycle's collection may have been first, and not be done.
	if _, err := c.sup.Collect(context.WithoutCancel(c.ctx)); err != nil {
		c.keep(fmt.Errorf("collecting: %w", err))
		return
	}
	if err := c.box.Destroy(context.WithoutCancel(c.ctx)); !errors.Is(err, supervisor.ErrDestroyed) {
		c.keep(err)
	}
	c.s.tally.add("collected")
}

// ignoreCancelled drops an error that only says that the whole was interrupted.
func ignoreCancelled(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// A tally counts verdicts.
type tally struct {
	mu     sync.Mutex
	counts map[supervisor.Verdict]int
}

func newTally() *tally { return &tally{counts: map[supervisor.Verdict]int{}} }

func (t *tally) add(v supervisor.Verdict) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts[v]++
}

func (t *tally) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var lines []string
	for v, n := range t.counts {
		lines = append(lines, fmt.Sprintf("%8d %s\n", n, v))
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(b, a) })
	return strings.Join(lines, "")
}
