package supervisor

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// calls is one request in progress. Its sandbox's gate is held.
type calls struct {
	b        *Sandbox
	ctx      context.Context
	w        *worker
	req      callRequest
	module   string
	function string
	version  int
	checksum string

	inputs   [][]byte
	outcomes []Outcome // those that are known, in order
	// sift, if not nil, is told of each outcome as it comes, and may take from
	// it what need not be kept. cut says that the input was not run, or not to
	// its end, for no reason of its own.
	sift   func(i int, o *Outcome, cut bool)
	window int  // how many inputs the next exchange takes
	doomed bool // w is dead or must be replaced

	last *exchange // the last one, whose worker may still owe its closing word
	// passed is closed when a replacement that outlived the request's context,
	// and took the gate with it, is done.
	passed chan struct{}
}

func (b *Sandbox) newCalls(ctx context.Context, w *worker, req callRequest, inputs [][]byte) (*calls, error) {
	c := b.unresolvedCalls(ctx, w, req, inputs)
	return c, c.resolve()
}

// unresolvedCalls are calls of what is yet to be loaded.
func (b *Sandbox) unresolvedCalls(ctx context.Context, w *worker, req callRequest, inputs [][]byte) *calls {
	c := &calls{b: b, ctx: ctx, w: w, req: req, inputs: inputs, window: len(inputs)}
	c.module, c.function = splitFunction(req.function)
	return c
}

// splitFunction takes "module.Name" or "Name" apart.
func splitFunction(s string) (module, name string) {
	i := strings.LastIndexByte(s, '.')
	return s[:max(i, 0)], s[i+1:]
}

// resolve finds the module that serves.
func (c *calls) resolve() error {
	b := c.b
	b.mu.RLock()
	defer b.mu.RUnlock()
	if h := b.genome.harness; h != nil && c.module == h.name {
		return nil
	}
	m, err := b.genome.pick(c.module)
	if err != nil {
		return fmt.Errorf("sandbox %s: %s: %w", b.id, c.req.function, err)
	}
	c.module = m.name
	v, _ := m.history.Current()
	c.version, c.checksum = v.Number, v.Checksum
	return nil
}

// run runs inputs until each has an outcome. A worker that dies takes one
// input with it, and outcomes that were on their way: if it had more than one
// input, which one it was is found by sending the next ones alone.
func (c *calls) run() {
	for len(c.outcomes) < len(c.inputs) {
		if c.over() {
			c.rest(c.b.result(c.overVerdict(), "not run: the request ended before it"))
			return
		}
		if !c.ready() {
			return
		}
		sent := c.chunk()
		c.last = c.exchange(sent, nil)
		c.assess(len(sent))
	}
}

// assess decides what the last exchange means for inputs without an outcome.
func (c *calls) assess(sent int) {
	switch {
	case c.last.answered == sent:
		c.window = min(c.window*8, len(c.inputs))
	case !c.last.died: // cut short by the caller
	case sent > 1 && c.b.options.restart.restarts() && !c.over():
		c.window = 1
	default:
		c.blame()
	}
}

// chunk is the next inputs to send. Each costs a few bytes beside its own on
// the wire.
func (c *calls) chunk() [][]byte {
	const framing = 8
	rest := c.inputs[len(c.outcomes):]
	size := 0
	for i := range rest[:min(c.window, len(rest))] {
		size += len(rest[i]) + framing
		if i > 0 && size > maxInputs {
			return rest[:i]
		}
	}
	return rest[:min(c.window, len(rest))]
}

// blame gives the first input without an outcome the verdict of the worker's
// death.
func (c *calls) blame() {
	r := c.b.result(OK, "")
	c.b.auditDeath(c.w, r.diedOf(c.w))
	r.Usage.Wall = time.Since(c.last.begun)
	r.account(c.w, c.last.cpu)
	c.add(r, c.over())
}

// over tells whether no more inputs should be run.
func (c *calls) over() bool { return c.ctx.Err() != nil || c.b.ctx.Err() != nil }

func (c *calls) overVerdict() Verdict {
	if c.ctx.Err() != nil {
		return ctxVerdict(c.ctx)
	}
	return Cancelled
}

// ready waits for the worker to be ready for more inputs, and replaces it if
// it is dead. If it will not be, every input that is left has its outcome.
func (c *calls) ready() bool {
	if c.last != nil && c.last.tail() {
		c.doomed = true
	}
	if !c.doomed {
		return true
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.b.bury(c.w, inABatch)
	}()
	select {
	case <-done:
	case <-c.ctx.Done():
		c.passed = done
		c.rest(c.b.result(ctxVerdict(c.ctx), "not run: the request ended while its worker was replaced"))
		return false
	}
	w, err := c.b.usable()
	if err != nil {
		r, err := c.b.withoutWorker(err)
		if r != nil {
			c.rest(r)
		}
		for len(c.outcomes) < len(c.inputs) {
			c.append(Outcome{ID: c.b.id, Err: err}, false)
		}
		return false
	}
	c.w, c.doomed = w, false
	return true
}

// leave gives the gate back, now or when whatever still goes on is done.
func (c *calls) leave() {
	if c.passed != nil {
		go func() {
			<-c.passed
			c.b.release()
		}()
		return
	}
	var tail func() bool
	if c.last != nil && !c.last.closed {
		tail = c.last.tail
	}
	c.b.finish(c.w, c.doomed, tail)
}

func (c *calls) add(r *Result, cut bool) {
	r.Version, r.Checksum = c.version, c.checksum
	c.append(Outcome{ID: c.b.id, Result: r}, cut)
}

func (c *calls) append(o Outcome, cut bool) {
	if c.sift != nil {
		c.sift(len(c.outcomes), &o, cut)
	}
	c.outcomes = append(c.outcomes, o)
}

// rest gives all inputs that are left the same outcome.
func (c *calls) rest(r *Result) {
	for len(c.outcomes) < len(c.inputs) {
		each := *r
		c.add(&each, true)
	}
}

// lastVerdict is that of the newest outcome; OK if there is none.
func (c *calls) lastVerdict() Verdict {
	if n := len(c.outcomes); n > 0 && c.outcomes[n-1].Result != nil {
		return c.outcomes[n-1].Result.Verdict
	}
	return OK
}

// announce says how the operation ended.
func (c *calls) announce(md Metadata, d time.Duration) {
	bus := &c.b.sup.bus
	if !bus.heard.Load() {
		return // what follows looks at every outcome
	}
	m, reason := measure(c.outcomes)
	m.Duration, md.Reason = d, reason
	name := EventRunStop
	if m.Result == "" || exception(m.Result) {
		name = EventRunException
	}
	bus.emit(name, m, md)
}

// measure sums outcomes up. reason is the first error's text.
func measure(outcomes []Outcome) (m Measurements, reason string) {
	m.Count = len(outcomes)
	if m.Count > 1 {
		m.Verdicts = map[Verdict]int{}
	}
	for _, o := range outcomes {
		if o.Err != nil {
			if m.Errors++; m.Errors == 1 {
				reason = o.Err.Error()
			}
			continue
		}
		if o.Result == nil {
			continue
		}
		v := o.Result.Verdict
		if m.Verdicts != nil {
			m.Verdicts[v]++
		}
		m.spend(o.Result.Usage)
		if m.Result == "" || v != OK && !exception(m.Result) {
			m.Result = v
		}
	}
	return m, reason
}

// exception tells whether a verdict means that the run did not end by itself
// or at a limit that leaves the worker alive.
func exception(v Verdict) bool {
	switch v {
	case Panicked, CPULimit, MemoryLimit, ProcessLimit, SyscallDenied, Crashed, ProtocolError, InfraError:
		return true
	}
	return false
}
