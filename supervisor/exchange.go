package supervisor

import (
	"errors"
	"fmt"
	"io"
	"time"

	"google.golang.org/grpc"

	"github.com/petri-lab/petri/ipc/petripb"
)

// An exchange is one RPC of a request: inputs go out, outcomes come back one by
// one, and a closing word on the worker's health ends it. That word may come
// late: a worker that had to throw its program away builds it again first.
type exchange struct {
	c        *calls
	first    *firstLoad // what is loaded before the calls; nil if nothing is
	x        *watch
	stream   grpc.ServerStreamingClient[petripb.CallReply]
	want     int
	answered int
	cut      bool // an outcome said that the request was cancelled
	closed   bool // nothing more is to come
	died     bool // the worker died, or had to, before it had answered all

	begun time.Time
	cpu   time.Duration // the worker's CPU time at the beginning

	messages int   // that came
	peakOf   int   // after which of them peak was read
	peak     int64 // the worker's largest memory
}

// exchange sends inputs, and before them first if there is something to load,
// and takes outcomes until all are there, or none can come any more.
func (c *calls) exchange(inputs [][]byte, first *firstLoad) *exchange {
	limits, what := c.b.options.limits, c.req.function
	if first != nil {
		what = loading
	}
	e := &exchange{
		c: c, first: first, want: len(inputs),
		x:     c.w.watch(c.ctx, what, limits.Wall, limits.CPU),
		begun: time.Now(), cpu: c.w.cpuNow(),
	}
	call := &petripb.CallRequest{
		Module:    c.module,
		Function:  c.function,
		Inputs:    inputs,
		WallNs:    int64(limits.Wall),
		Stdin:     c.req.stdin,
		Operation: e.x.operation,
	}
	var err error
	if first != nil {
		e.stream, err = c.w.host.Worker().LoadAndCall(e.x.ctx, &petripb.LoadAndCallRequest{Load: first.request(e.x), Call: call})
	} else {
		e.stream, err = c.w.host.Worker().Call(e.x.ctx, call)
	}
	before := len(c.outcomes)
	for err == nil && !e.closed && !e.cut && e.answered < e.want {
		err = e.receive()
	}
	if err == nil && e.closed && e.answered < e.want {
		err = e.short()
	}
	if err != nil {
		e.fail(err)
	}
	e.died = e.closed && c.doomed && e.answered < e.want
	e.account(c.outcomes[before:])
	return e
}

// receive takes one message.
func (e *exchange) receive() error {
	reply, err := e.stream.Recv()
	switch {
	case errors.Is(err, io.EOF):
		return fmt.Errorf("%w: a call ended without a closing word", errProtocol)
	case err != nil:
		return err
	case len(reply.GetOutcomes()) == 0 && reply.GetHealth() == nil && reply.GetLoad() == nil:
		return fmt.Errorf("%w: an empty message", errProtocol)
	}
	e.x.step()
	e.messages++
	if err := e.takeLoad(reply.GetLoad()); err != nil {
		return err
	}
	for _, o := range reply.GetOutcomes() {
		if e.answered == e.want || int(o.GetIndex()) != e.answered {
			return fmt.Errorf("%w: outcome %d, want %d of %d", errProtocol, o.GetIndex(), e.answered, e.want)
		}
		if e.first == nil || e.first.refused == nil {
			if err := e.take(o); err != nil {
				return err
			}
		}
		e.answered++
	}
	if h := reply.GetHealth(); h != nil {
		e.close(h)
	}
	return nil
}

// take makes an outcome of a worker's.
func (e *exchange) take(o *petripb.Outcome) error {
	c := e.c
	elapsed := time.Since(e.begun)
	r := c.b.result(OK, "")
	err := r.fillFrom(o)
	switch {
	case errors.Is(err, ErrNoFunction), errors.Is(err, ErrBadArguments):
		c.append(Outcome{ID: c.b.id, Err: fmt.Errorf("sandbox %s: %w", c.b.id, err)}, false)
		return nil
	case err != nil:
		return err
	}
	c.b.auditStop(c.w, Metadata{Function: c.req.function, Version: c.version, Checksum: c.checksum}, r)
	if r.Verdict == Cancelled {
		if c.ctx.Err() == nil {
			return fmt.Errorf("%w: a run cancelled by nobody", errProtocol)
		}
		e.cut = true
		r.endedBy(c.ctx, c.req.function)
	}
	r.Usage.Wall = min(r.Usage.Wall, elapsed)
	r.Usage.CPU = min(r.Usage.CPU, elapsed*workerGoMaxProcs)
	c.add(r, e.cut)
	return nil
}

// close takes the closing word.
func (e *exchange) close(h *petripb.Health) {
	e.closed = true
	e.x.end()
	if h.GetServing() {
		return
	}
	v := e.c.lastVerdict()
	if e.answered == 0 || v == OK {
		v = Crashed
	}
	e.c.doomed = true
	e.c.w.kill(v, "worker stopped serving: %s", printable(h.GetReason()))
}

// short says what it means that the closing word came before all outcomes.
func (e *exchange) short() error {
	if e.c.doomed || e.c.ctx.Err() != nil {
		return nil
	}
	return fmt.Errorf("%w: a call ended after %d of %d outcomes", errProtocol, e.answered, e.want)
}

// fail ends an exchange whose RPC failed.
func (e *exchange) fail(err error) {
	if !e.closed {
		e.closed = true
		e.x.end()
	}
	e.c.doomed = true
	e.c.w.failed(err)
}

// tail waits for the closing word if it has not come yet. It tells whether the
// worker must be replaced.
func (e *exchange) tail() (doomed bool) {
	if !e.closed {
		e.x.unattended()
	}
	for !e.closed {
		if err := e.receive(); err != nil {
			e.fail(err)
		}
	}
	return e.c.doomed
}

// account adds what the kernel says: the CPU time of a run that was alone, and
// the worker's largest memory so far.
func (e *exchange) account(outcomes []Outcome) {
	if len(outcomes) == 0 {
		return
	}
	if r := outcomes[0].Result; r != nil && e.want == 1 {
		before := e.cpu
		if f := e.first; f != nil && f.result != nil {
			// How the two share it is the worker's word, their sum is not.
			before += f.result.Usage.CPU
		}
		r.account(e.c.w, before)
		return
	}
	peak := e.readPeak()
	for _, o := range outcomes {
		if o.Result != nil {
			o.Result.Usage.PeakMemory = peak
		}
	}
}

// readPeak is the most that the worker has used so far, in bytes, read at most
// once for a message; 0 if that is unknown because it has ended.
func (e *exchange) readPeak() int64 {
	if e.peakOf != e.messages {
		e.peak, _ = e.c.w.peakMemory()
		e.peakOf = e.messages
	}
	return e.peak
}
