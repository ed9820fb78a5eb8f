package supervisor

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
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
// ErrGaveUp. If the host gave no worker in place of a dead one for so long that
// the sandbox gave up, the verdict is InfraError, and Restart brings it back.
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
// large); each has the limits of a run of its own, and what one of them does,
// also to the worker, is no other's fate. Package state lasts from one input
// to the next unless one of them ends in a limit or takes the worker down; in
// the latter case, inputs whose outcomes went down with it are run again, alone.
// Deaths within a batch are on record, but do not count towards giving up.
//
// A sandbox that is never restarted gives the death's verdict to the first
// input without an outcome, and ErrGaveUp to those after it.
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
	md := b.trail.metadata(b.id)
	md.Function, md.Version, md.Checksum = req.function, c.version, c.checksum
	b.sup.bus.emit(EventRunStart, Measurements{}, md)
	begun := time.Now()
	c.run()
	c.announce(md, time.Since(begun))
	c.leave()
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
