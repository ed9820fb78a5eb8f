package supervisor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
)

// A lane makes attempts one after the other.
type lane struct {
	d *doctor
	// w made the attempt before and was refused: it makes the next one as well.
	// Nil if there is none, or if it was killed, got through, or has used up what
	// it is limited to.
	w *worker
}

// make makes an attempt. Whatever happens, it returns soon after ctx ends.
func (l *lane) make(ctx context.Context, t trial) Probe {
	if ctx.Err() != nil {
		return t.failed(fmt.Errorf("not begun: %w", ctx.Err()))
	}
	if t.by != nil {
		return t.by(l.d, ctx, t)
	}
	if l.w == nil {
		var err error
		if l.w, err = l.d.hire(ctx); err != nil {
			return t.failed(err)
		}
	}
	r, err := l.d.attempt(ctx, l.w, t, 0)
	if err != nil {
		l.dismiss()
		return t.failed(err)
	}
	p := t.judge(r)
	if r.Verdict != OK || !p.Held || t.verdict != "" {
		l.dismiss()
	}
	return p
}

func (l *lane) dismiss() {
	if l.w != nil {
		l.w.close()
		l.w = nil
	}
}

// hire starts a worker, sealed and limited, for attempts.
func (d *doctor) hire(ctx context.Context) (*worker, error) {
	w, _, err := d.sup.obtain(ctx, "probe", options{limits: d.limits, profile: genome.Standard()})
	return w, err
}

// attempt has a worker make an attempt, watched as a run is, and tells of it as
// of a run; cpu 0 is no limit. An error means that there is no such probe.
func (d *doctor) attempt(ctx context.Context, w *worker, t trial, cpu time.Duration) (*Result, error) {
	before := w.cpuNow()
	x := w.watch(ctx, t.probe, d.limits.Wall, cpu)
	r, err := ask(x.ctx, w.host.Worker(), t)
	x.end()
	switch {
	case errors.Is(err, ErrNoFunction) || errors.Is(err, ErrBadArguments):
		return nil, err
	case err != nil:
		w.failed(err)
		r.diedOf(w)
	}
	r.account(w, before)
	return r, nil
}

// ask makes the call of an attempt. There is a Result, unfinished, with an
// error as well.
func ask(ctx context.Context, w petripb.WorkerClient, t trial) (*Result, error) {
	r := &Result{}
	input, err := json.Marshal(Args{t.arg})
	if err != nil {
		return r, err
	}
	stream, err := w.Call(ctx, &petripb.CallRequest{Function: t.probe, Inputs: [][]byte{input}})
	if err != nil {
		return r, err
	}
	reply, err := stream.Recv()
	if err != nil {
		return r, err
	}
	if n := len(reply.GetOutcomes()); n != 1 {
		return r, fmt.Errorf("%w: %d outcomes of an attempt", errProtocol, n)
	}
	return r, r.fillFrom(reply.GetOutcomes()[0])
}

// answer is the kernel's answer in a worker's words.
func (r *Result) answer() (string, error) {
	var text string
	if err := json.Unmarshal(r.Value, &text); err != nil {
		return "", fmt.Errorf("%w: the answer of a probe: %w", errProtocol, err)
	}
	return text, nil
}
