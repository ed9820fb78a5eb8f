package supervisor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/petri-lab/petri/ipc/petripb"
)

// Args are the arguments of one call. Each is encoded as JSON, but for a
// json.RawMessage, which is taken as it is; the worker decodes them into the
// function's real parameter types, integers exactly.
type Args []any

// An Outcome is one item of a batch: a Result, or the reason why there is
// none.
type Outcome struct {
	ID     string // of the sandbox
	Result *Result
	Err    error
}

// Call runs one exported function of the genome, "Name" or "module.Name". The
// error is the caller's mistake: ErrNoFunction, ErrBadArguments, ErrDestroyed,
// ErrGaveUp.
//
// If ctx ends first, the run is stopped and its verdict is Cancelled, or
// Timeout if ctx passed its deadline.
func (b *Sandbox) Call(ctx context.Context, function string, args Args) (*Result, error) {
	outcomes, err := b.calls(ctx, callRequest{function: function, inputs: []Args{args}})
	if err != nil {
		return nil, err
	}
	return outcomes[0].Result, outcomes[0].Err
}

// CallMany runs one function on many inputs, in order, and returns one Outcome
// for each. The inputs travel in one request (in several, where they are
// large); each has the wall-clock limit of its own, and what one of them does,
// also to the worker, is no other's fate. Package state lasts from one input
// to the next unless one of them ends in a limit or takes the worker down.
func (b *Sandbox) CallMany(ctx context.Context, function string, inputs []Args) ([]Outcome, error) {
	if len(inputs) == 0 {
		return nil, nil
	}
	return b.calls(ctx, callRequest{function: function, inputs: inputs})
}

// MainInput is what a package main gets.
type MainInput struct {
	Stdin []byte // at most 8 MiB
}

// Main runs the genome's package main from its start, as a process would run:
// package variables are fresh. What it writes comes in the Result's Stdout and
// Stderr.
func (b *Sandbox) Main(ctx context.Context, in MainInput) (*Result, error) {
	if len(in.Stdin) > maxInputs {
		return nil, fmt.Errorf("%w: standard input of %d bytes, at most %d", ErrBadArguments, len(in.Stdin), maxInputs)
	}
	b.mu.RLock()
	var name string
	for _, m := range b.genome.modules {
		if m.main {
			name = m.name
		}
	}
	b.mu.RUnlock()
	if name == "" {
		return nil, fmt.Errorf("sandbox %s: %w: the genome has no package main", b.id, ErrNoFunction)
	}
	outcomes, err := b.calls(ctx, callRequest{function: name + ".main", inputs: []Args{nil}, stdin: in.Stdin})
	if err != nil {
		return nil, err
	}
	return outcomes[0].Result, outcomes[0].Err
}

type callRequest struct {
	function string
	inputs   []Args
	stdin    []byte
}

// calls runs a request as one operation with its events.
func (b *Sandbox) calls(ctx context.Context, req callRequest) ([]Outcome, error) {
	encoded, err := encodeInputs(req.inputs)
	if err != nil {
		return nil, fmt.Errorf("sandbox %s: %s: %w", b.id, req.function, err)
	}
	w, refused, err := b.acquire(ctx)
	if err != nil {
		return nil, err
	}
	if refused != nil {
		outcomes := make([]Outcome, len(encoded))
		for i := range outcomes {
			r := *refused
			outcomes[i] = Outcome{ID: b.id, Result: &r}
		}
		return outcomes, nil
	}
	c, err := b.newCalls(ctx, w, req, encoded)
	if err != nil {
		b.release()
		return nil, err
	}
	md := Metadata{SandboxID: b.id, Function: req.function, Version: c.version, Checksum: c.checksum}
	b.sup.bus.emit(EventRunStart, Measurements{}, md)
	begun := time.Now()
	c.run()
	c.announce(md, time.Since(begun))
	b.finish(c.w, c.doomed)
	return c.outcomes, nil
}

func encodeInputs(inputs []Args) ([][]byte, error) {
	encoded := make([][]byte, len(inputs))
	for i, args := range inputs {
		if args == nil {
			args = Args{}
		}
		raw, err := json.Marshal(args)
		if err != nil {
			return nil, fmt.Errorf("%w: input %d: %w", ErrBadArguments, i, err)
		}
		if len(raw) > maxInputs {
			return nil, fmt.Errorf("%w: input %d has %d bytes, at most %d", ErrBadArguments, i, len(raw), maxInputs)
		}
		encoded[i] = raw
	}
	return encoded, nil
}

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
	window   int       // how many inputs the next RPC takes
	doomed   bool      // w is dead or must be replaced
	// of the exchange in progress
	begun time.Time
	cpu   time.Duration // w's CPU time before it
}

func (b *Sandbox) newCalls(ctx context.Context, w *worker, req callRequest, inputs [][]byte) (*calls, error) {
	c := &calls{b: b, ctx: ctx, w: w, req: req, inputs: inputs, window: len(inputs)}
	if i := strings.LastIndexByte(req.function, '.'); i >= 0 {
		c.module, c.function = req.function[:i], req.function[i+1:]
	} else {
		c.function = req.function
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	if h := b.genome.harness; h != nil && c.module == h.name {
		return c, nil
	}
	m, err := b.genome.pick(c.module)
	if err != nil {
		return nil, fmt.Errorf("sandbox %s: %s: %w", b.id, req.function, err)
	}
	c.module = m.name
	v, _ := m.history.Current()
	c.version, c.checksum = v.Number, v.Checksum
	return c, nil
}

// run runs inputs until each has an outcome. A worker that dies takes one
// input with it: if several were on their way, which one it was is found by
// sending the next ones alone.
func (c *calls) run() {
	for len(c.outcomes) < len(c.inputs) {
		if c.doomed && !c.renew() {
			return
		}
		sent := c.chunk()
		before := len(c.outcomes)
		died := c.exchange(sent)
		done := len(c.outcomes) - before
		switch {
		case died && len(sent) > 1 && !c.over():
			c.window = 1
		case died:
			r := c.b.result(OK, "")
			c.b.dead(c.w, r)
			r.Usage.Wall = time.Since(c.begun)
			c.b.account(c.w, r, c.cpu)
			c.add(r)
		case done == len(sent):
			c.window = min(c.window*8, len(c.inputs))
		}
		if c.over() {
			c.rest(c.b.result(c.overVerdict(), "not run: the batch ended before it"))
		}
	}
}

// chunk is the next inputs to send.
func (c *calls) chunk() [][]byte {
	rest := c.inputs[len(c.outcomes):]
	size := 0
	for i := range rest[:min(c.window, len(rest))] {
		size += len(rest[i])
		if i > 0 && size > maxInputs {
			return rest[:i]
		}
	}
	return rest[:min(c.window, len(rest))]
}

// over tells whether no more inputs should be run.
func (c *calls) over() bool { return c.ctx.Err() != nil || c.b.ctx.Err() != nil }

func (c *calls) overVerdict() Verdict {
	if c.ctx.Err() != nil {
		return ctxVerdict(c.ctx)
	}
	return Cancelled
}

// renew replaces a dead worker in the middle of a batch.
func (c *calls) renew() bool {
	c.b.bury(c.w)
	w, err := c.b.usable()
	if err != nil {
		for len(c.outcomes) < len(c.inputs) {
			c.outcomes = append(c.outcomes, Outcome{ID: c.b.id, Err: err})
		}
		return false
	}
	c.w, c.doomed = w, false
	return true
}

func (c *calls) add(r *Result) {
	r.Version, r.Checksum = c.version, c.checksum
	c.outcomes = append(c.outcomes, Outcome{ID: c.b.id, Result: r})
}

// rest gives all inputs that are left the same outcome.
func (c *calls) rest(r *Result) {
	for len(c.outcomes) < len(c.inputs) {
		each := *r
		c.add(&each)
	}
}

// exchange sends inputs and takes outcomes. It tells whether the worker died,
// or had to, before it had answered all.
func (c *calls) exchange(inputs [][]byte) (died bool) {
	limits := c.b.options.limits
	x := c.w.watch(c.ctx, c.req.function, limits.Wall, limits.CPU)
	defer x.end()
	c.cpu, c.begun = c.w.cpuNow(), time.Now()
	stream, err := c.w.host.Worker().Call(x.ctx, &petripb.CallRequest{
		Module:    c.module,
		Function:  c.function,
		Inputs:    inputs,
		WallNs:    int64(limits.Wall),
		Stdin:     c.req.stdin,
		Operation: x.operation,
	})
	answered := 0
	for err == nil {
		var reply *petripb.CallReply
		if reply, err = stream.Recv(); err != nil {
			break
		}
		if len(reply.GetOutcomes()) == 0 && reply.GetHealth() == nil {
			err = fmt.Errorf("%w: an empty message", errProtocol)
			break
		}
		x.step()
		for _, o := range reply.GetOutcomes() {
			if answered == len(inputs) || int(o.GetIndex()) != answered {
				err = fmt.Errorf("%w: outcome %d, want %d of %d", errProtocol, o.GetIndex(), answered, len(inputs))
				break
			}
			if err = c.take(o, time.Since(c.begun)); err != nil {
				break
			}
			answered++
		}
		if err == nil && reply.GetHealth() != nil {
			c.closing(reply.GetHealth(), answered)
			break
		}
	}
	if errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: a call ended without a last message", errProtocol)
	}
	if err != nil {
		c.doomed = true
		c.b.rpcFailed(c.w, nil, err)
	}
	if len(inputs) == 1 && answered == 1 {
		if r := c.outcomes[len(c.outcomes)-1].Result; r != nil {
			c.b.account(c.w, r, c.cpu)
		}
	}
	return c.doomed && answered < len(inputs) && err != nil
}

// closing takes the last message's word on the worker's health.
func (c *calls) closing(h *petripb.Health, answered int) {
	if h.GetServing() {
		return
	}
	c.doomed = true
	v := Crashed
	if answered > 0 {
		if r := c.outcomes[len(c.outcomes)-1].Result; r != nil && r.Verdict != OK {
			v = r.Verdict
		}
	}
	c.w.kill(v, "%s", text(h.GetReason()))
}

// take makes an outcome of a worker's.
func (c *calls) take(o *petripb.Outcome, elapsed time.Duration) error {
	r := c.b.result(OK, "")
	err := r.fillFrom(o)
	switch {
	case errors.Is(err, ErrNoFunction), errors.Is(err, ErrBadArguments):
		c.outcomes = append(c.outcomes, Outcome{ID: c.b.id, Err: fmt.Errorf("sandbox %s: %w", c.b.id, err)})
		return nil
	case err != nil:
		return err
	}
	if r.Verdict == Cancelled {
		if c.ctx.Err() == nil {
			return fmt.Errorf("%w: a run cancelled by nobody", errProtocol)
		}
		r.Verdict = ctxVerdict(c.ctx)
	}
	r.Usage.Wall = min(r.Usage.Wall, elapsed)
	r.Usage.CPU = min(r.Usage.CPU, elapsed*workerGoMaxProcs)
	c.add(r)
	return nil
}

// announce says how the operation ended.
func (c *calls) announce(md Metadata, d time.Duration) {
	name := EventRunStop
	m := Measurements{Duration: d, Result: OK, Count: len(c.outcomes)}
	for _, o := range c.outcomes {
		if o.Result == nil {
			continue
		}
		if o.Result.Verdict != OK {
			m.Result = o.Result.Verdict
		}
		if exception(o.Result.Verdict) {
			name = EventRunException
			m.Result = o.Result.Verdict
			break
		}
	}
	c.b.sup.bus.emit(name, m, md)
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
