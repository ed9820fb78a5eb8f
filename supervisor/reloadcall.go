package supervisor

import (
	"context"
	"fmt"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
)

// ReloadAndCall is HotReload and, if its Result is OK, CallMany, which is what a
// new candidate usually goes through. It costs less than the two: both are one
// request to the worker, and nobody else's operation comes between them. The
// Result is that of the reload; there are no outcomes unless it is OK.
//
// The error is that of either: with ErrNoModule, because the genome that serves
// has several modules and function does not say which, there is a Result too.
//
// A worker that dies so soon that it is not known whether the genome had been
// loaded is replaced, and the genome loaded again, alone; that death is on
// record, but does not count towards giving up. With a state handler, and in a
// sandbox that is never restarted, the reload is a request of its own.
func (b *Sandbox) ReloadAndCall(ctx context.Context, g genome.Genome, function string, inputs []Args, opts ...ReloadOption) (loaded *Result, outcomes []Outcome, err error) {
	encoded, err := encodeInputs(inputs)
	if err != nil {
		return nil, nil, fmt.Errorf("sandbox %s: %s: %w", b.id, function, err)
	}
	var md Metadata
	f := &firstLoad{begin: func(c *calls) {
		md = b.trail.metadata(b.id)
		md.Function, md.Version, md.Checksum = function, c.version, c.checksum
		b.sup.bus.emit(EventRunStart, Measurements{}, md)
	}}
	c, err := b.reloadFirst(ctx, g, opts, f, callRequest{function: function}, encoded)
	if c == nil {
		return f.result, nil, err
	}
	c.run()
	c.announce(md, time.Since(f.begun))
	c.leave()
	return f.result, c.outcomes, nil
}

// ReloadAndRunCases is HotReload and, if its Result is OK, RunCases, as
// ReloadAndCall is the former and CallMany.
func (b *Sandbox) ReloadAndRunCases(ctx context.Context, g genome.Genome, function string, cases *Cases, opts ...ReloadOption) (loaded, evaluated *Result, err error) {
	if cases == nil || cases.Len() == 0 {
		return nil, nil, fmt.Errorf("%w: there are none", ErrBadCases)
	}
	var e *caseRun
	f := &firstLoad{begin: func(c *calls) { e = c.beginCases(cases) }}
	c, err := b.reloadFirst(ctx, g, opts, f, callRequest{function: function}, cases.inputs)
	if c == nil {
		return f.result, nil, err
	}
	c.run()
	evaluated, err = e.end(f.begun)
	c.leave()
	return f.result, evaluated, err
}

// A firstLoad is a load that calls follow.
type firstLoad struct {
	*load
	begin func(*calls) // tells that the calls begin, before the first outcome

	result  *Result   // nil until it is known
	refused error     // why the calls cannot begin although it is OK
	begun   time.Time // when they did
}

// reloadFirst loads g and leaves f.result. The calls that it returns are begun,
// and perhaps done already; there are none if they cannot begin, and then the
// sandbox has been left.
func (b *Sandbox) reloadFirst(ctx context.Context, g genome.Genome, opts []ReloadOption, f *firstLoad, req callRequest, inputs [][]byte) (*calls, error) {
	if err := g.Check(b.sup.config.Caps); err != nil {
		return nil, fmt.Errorf("reloading sandbox %s: %w", b.id, err)
	}
	w, refused, err := b.acquire(ctx)
	if w == nil {
		f.result = refused
		return nil, err
	}
	if f.load, f.result, err = b.newReload(w, g, opts); err != nil {
		b.release()
		return nil, err
	}
	c := b.unresolvedCalls(ctx, w, req, inputs)
	switch {
	case f.result != nil: // it serves already
		f.start(c, time.Now())
	case f.together(inputs):
		sent := c.chunk()
		c.last = c.exchange(sent, f)
		switch {
		case f.result == nil:
			err = c.loadAgain(f)
		case f.ready():
			c.assess(len(sent))
		}
	default:
		err = c.loadAlone(f)
	}
	if err == nil && f.ready() {
		return c, nil
	}
	c.leave()
	if err == nil {
		err = f.refused
	}
	return nil, err
}

// together tells whether a load and its calls are one request. With a state
// handler they cannot be, and a message has room for so much; in a sandbox that
// is never restarted, whose death it was could not be found out.
func (f *firstLoad) together(inputs [][]byte) bool {
	size := f.size()
	for _, in := range inputs {
		size += len(in)
	}
	return f.opts.handler == nil && f.b.options.restart.restarts() && len(inputs) > 0 && size <= maxInputs
}

// ready tells whether the calls have begun.
func (f *firstLoad) ready() bool { return !f.begun.IsZero() }

// settle takes the result of the load, which took so long, and begins the calls
// if it is OK.
func (f *firstLoad) settle(c *calls, r *Result, took time.Duration, end time.Time) {
	f.result = r
	f.b.reloadedBy(f.load, r, f.b.trail.metadata(f.b.id), took)
	if r.Verdict == OK {
		f.start(c, end)
	}
}

// start begins the calls, if there are any.
func (f *firstLoad) start(c *calls, begun time.Time) {
	if len(c.inputs) == 0 {
		return
	}
	if f.refused = c.resolve(); f.refused != nil {
		return
	}
	// To whoever follows events they are an operation of their own.
	c.b.trail.run = c.b.sup.bus.next()
	f.begun = begun
	f.begin(c)
}

// loadAlone loads in a request of its own.
func (c *calls) loadAlone(f *firstLoad) error {
	begun := time.Now()
	r, err := f.run(c.ctx)
	c.doomed = f.doomed
	if err != nil {
		return fmt.Errorf("reloading sandbox %s: %w", c.b.id, err)
	}
	f.settle(c, r, time.Since(begun), time.Now())
	return nil
}

// loadAgain deals with a worker that died before it said what came of the load.
// The load may not have been to blame: to see that, it is made again alone.
func (c *calls) loadAgain(f *firstLoad) error {
	r := c.b.result(OK, "")
	f.blame(r)
	r.Usage.Wall = time.Since(c.last.begun)
	r.account(c.w, c.last.cpu)
	if c.w.wasKilled() || c.over() || !c.ready() {
		c.outcomes = nil
		f.auditLoad(r)
		f.settle(c, r, r.Usage.Wall, time.Now())
		return nil
	}
	f.w, f.doomed, c.window = c.w, false, 1
	return c.loadAlone(f)
}

// takeLoad takes the reply to the load, which comes in the first message.
func (e *exchange) takeLoad(reply *petripb.LoadReply) error {
	f, c := e.first, e.c
	switch {
	case reply == nil && (f == nil || f.result != nil):
		return nil
	case reply == nil:
		return fmt.Errorf("%w: calls before the load", errProtocol)
	case f == nil || f.result != nil:
		return fmt.Errorf("%w: a load that nobody asked for", errProtocol)
	}
	r := c.b.result(OK, "")
	if err := f.take(c.ctx, r, reply); err != nil {
		return err
	}
	elapsed := time.Since(e.begun)
	if r.Verdict != OK {
		e.want, c.doomed = 0, f.doomed
		r.Usage.Wall = elapsed
		r.account(c.w, e.cpu)
	} else {
		// The calls may be over already.
		r.Usage.Wall = min(r.Usage.Wall, elapsed)
		r.Usage.CPU = min(r.Usage.CPU, max(c.w.cpuNow()-e.cpu, 0))
		r.Usage.PeakMemory = e.readPeak()
		e.x.rename(c.req.function)
	}
	f.auditLoad(r)
	f.settle(c, r, r.Usage.Wall, e.begun.Add(r.Usage.Wall))
	return nil
}
