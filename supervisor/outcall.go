package supervisor

import (
	"errors"
	"fmt"
	"io"
	"time"

	"google.golang.org/grpc"

	"github.com/petri-lab/petri/ipc/petripb"
)

// A reply is what comes of one call of the genome: one outcome, and the closing
// word on its worker's health, which may be late.
type reply struct {
	stream  grpc.ServerStreamingClient[petripb.CallReply]
	outcome *petripb.Outcome
	health  *petripb.Health
}

// receive takes one message.
func (p *reply) receive() error {
	m, err := p.stream.Recv()
	switch {
	case errors.Is(err, io.EOF):
		return fmt.Errorf("%w: a call ended without a closing word", errProtocol)
	case err != nil:
		return err
	case len(m.GetOutcomes()) == 0 && m.GetHealth() == nil || m.GetOutcall() != nil:
		return fmt.Errorf("%w: an empty message", errProtocol)
	}
	for _, o := range m.GetOutcomes() {
		if p.outcome != nil || o.GetIndex() != 0 {
			return fmt.Errorf("%w: more than one outcome of one call", errProtocol)
		}
		p.outcome = o
	}
	p.health = m.GetHealth()
	return nil
}

// call makes a call of the genome for the harness. end is the result of the
// evaluation, if it is over with that; bad says that the harness's worker broke
// the protocol.
func (j *judge) call(out *petripb.Outcall) (answer *petripb.Answer, end *Result, bad error) {
	e := j.e
	name, known := j.named(out)
	j.calls++
	switch {
	case !known || out.GetNumber() != j.calls || len(out.GetArgs()) > maxInputs:
		return nil, nil, fmt.Errorf("%w: call %d of %.100q with %d bytes", errProtocol, out.GetNumber(), name, len(out.GetArgs()))
	case j.calls > MaxOutcalls:
		return nil, e.b.result(Failed, fmt.Sprintf("the harness made more than %d calls of the genome", MaxOutcalls)), nil
	}
	r, err := j.ask(out)
	if errors.Is(err, ErrNoFunction) || errors.Is(err, ErrBadArguments) {
		return nil, e.b.result(Failed, fmt.Sprintf("%s is not what it said it is: %v", name, err)), nil
	}
	if err != nil {
		return nil, e.died(err), nil
	}
	if end := j.over(name, r); end != nil {
		return nil, end, nil
	}
	answer = &petripb.Answer{Number: out.GetNumber(), Verdict: petripb.Verdict_VERDICT_OK, Value: r.Value}
	j.failed = nil
	switch r.Verdict {
	case Failed:
		answer.Verdict, answer.Message = petripb.Verdict_VERDICT_FAILED, r.Error.Message
	case Panicked:
		answer.Verdict, answer.Message = petripb.Verdict_VERDICT_PANIC, r.Error.Message
		j.failed = r
	}
	return answer, nil, nil
}

// named is the function that is called; known says whether the genome has its
// module.
func (j *judge) named(out *petripb.Outcall) (name string, known bool) {
	name = printable(out.GetModule() + "." + out.GetFunction())
	if len(name) > 1000 {
		return name, false
	}
	j.e.b.mu.RLock()
	defer j.e.b.mu.RUnlock()
	return name, j.e.b.genome.find(out.GetModule()) != nil
}

// ask has the genome's worker make a call. The error is that of its worker.
func (j *judge) ask(out *petripb.Outcall) (*Result, error) {
	e := j.e
	stream, err := e.w.host.Worker().Call(j.watch.ctx, &petripb.CallRequest{
		Module: out.GetModule(), Function: out.GetFunction(), Inputs: [][]byte{out.GetArgs()},
		WallNs: int64(max(time.Until(j.deadline), time.Millisecond)), Operation: j.watch.operation,
	})
	if err != nil {
		return nil, err
	}
	p := &reply{stream: stream}
	for p.outcome == nil {
		if err := p.receive(); err != nil {
			return nil, err
		}
		if p.health != nil && p.outcome == nil {
			return nil, fmt.Errorf("%w: a call ended without an outcome", errProtocol)
		}
	}
	r := e.b.result(OK, "")
	err = r.fillFrom(p.outcome)
	if err != nil && !errors.Is(err, ErrNoFunction) && !errors.Is(err, ErrBadArguments) {
		return nil, err
	}
	// A program that must be built again takes its time.
	for p.health == nil && (err != nil || goesOn(r)) {
		if err := p.receive(); err != nil {
			return nil, err
		}
	}
	if p.health == nil {
		j.owed = p
	} else {
		j.healthy(p.health, r.Verdict)
	}
	return r, err
}

// goesOn tells whether a call may leave the program as it is.
func goesOn(r *Result) bool {
	switch r.Verdict {
	case OK, Failed, Panicked:
		return !r.exited
	}
	return false
}

// healthy takes a closing word.
func (j *judge) healthy(h *petripb.Health, v Verdict) {
	if h.GetServing() {
		return
	}
	if v == OK || v == "" {
		v = Crashed
	}
	j.e.doomed = true
	j.e.w.kill(v, "worker stopped serving: %s", printable(h.GetReason()))
}

// tail waits for the closing word that is owed, and tells whether the genome's
// worker must be replaced.
func (j *judge) tail() (doomed bool) {
	j.watch.unattended()
	for j.owed.health == nil {
		if err := j.owed.receive(); err != nil {
			j.watch.end()
			j.e.w.failed(err)
			return true
		}
	}
	j.watch.end()
	j.healthy(j.owed.health, "")
	return j.e.doomed
}

// over is the result of the evaluation if it ends with this call.
func (j *judge) over(name string, r *Result) *Result {
	e, limits := j.e, j.e.b.options.limits
	j.steps += r.Usage.Steps
	j.write(r)
	switch {
	case r.Verdict == Cancelled && e.ctx.Err() == nil && e.b.ctx.Err() == nil:
		return e.died(fmt.Errorf("%w: a run cancelled by nobody", errProtocol))
	case r.Verdict == Cancelled:
		r.endedBy(e.ctx, fitnessName)
	case r.Verdict == Timeout:
		r.Error.Message = fmt.Sprintf("%s did not end within the %v of %s", name, limits.Wall, fitnessName)
	case r.exited:
		return e.b.result(Failed, fmt.Sprintf("%s did not return: os.Exit was called", name))
	case limits.Steps > 0 && j.steps > limits.Steps:
		return e.b.result(StepLimit, fmt.Sprintf("%s used up its %d steps, in %s", fitnessName, limits.Steps, name))
	case int64(j.written) > limits.Output:
		return e.b.result(OutputLimit, fmt.Sprintf("%s wrote more than its output limit, in %s", fitnessName, name))
	case goesOn(r):
		return nil
	}
	r.Value = nil
	return r
}

// write keeps the last of what a call wrote.
func (j *judge) write(r *Result) {
	keep := int(j.e.b.options.limits.OutputTail)
	for _, s := range []struct {
		kept  *[]byte
		text  string
		bytes []byte
	}{{&j.stdout, r.Stdout, r.StdoutBytes}, {&j.stderr, r.Stderr, r.StderrBytes}} {
		b := written(s.text, s.bytes)
		j.written += len(b)
		*s.kept = append(*s.kept, b...)
		if more := len(*s.kept) - keep; more > 0 {
			*s.kept = append([]byte(nil), (*s.kept)[more:]...)
			j.cut = true
		}
	}
	j.cut = j.cut || r.Truncated
}

// output puts the genome's output into the evaluation's result, before the
// harness's own. What a result has that is a call's is among it already.
func (j *judge) output(r *Result, ofCall bool) {
	var out, err []byte
	if !ofCall {
		out, err = written(r.Stdout, r.StdoutBytes), written(r.Stderr, r.StderrBytes)
	}
	r.Stdout, r.StdoutBytes = outputFromWire(append(j.stdout, out...))
	r.Stderr, r.StderrBytes = outputFromWire(append(j.stderr, err...))
	r.Truncated = r.Truncated || j.cut
}

// written is output as it was written.
func written(text string, bytes []byte) []byte {
	if bytes != nil {
		return bytes
	}
	return []byte(text)
}
