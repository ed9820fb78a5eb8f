package supervisor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/jail/probe"
)

// afterlife is how long a process may take to die of SIGKILL.
const afterlife = 3 * time.Second

// outlive makes an attempt, kills the worker, and looks for what is left of it.
func (d *doctor) outlive(ctx context.Context, t trial) Probe {
	ctx, cancel := context.WithTimeout(ctx, d.limits.Wall)
	defer cancel()
	w, err := d.sup.spawn(ctx, fmt.Sprintf("%s-%d", t.guarantee, d.admitted.Add(1)), d.sup.config.Limits, genome.Standard())
	if err != nil {
		return t.failed(err)
	}
	defer w.close()
	answer, err := ask(ctx, w.host.Worker(), t)
	if err != nil {
		select {
		case <-w.proc.Done():
		case <-time.After(lastWords):
			return t.failed(err)
		}
		death := w.close()
		return t.judge(&Result{Verdict: death.verdict, Error: &Failure{Message: death.message}})
	}
	p := t.result()
	if left := killed(w); left != "" {
		p.Happened = fmt.Sprintf("%s lives %v later %s", left, afterlife, answer)
		return p
	}
	p.Held, p.Happened = true, "nothing is left of it "+answer
	return p
}

// killed kills a worker and says what of it lives on; "" if nothing does.
func killed(w *worker) (left string) {
	w.kill(Cancelled, "diagnosed")
	patience := time.NewTimer(afterlife)
	defer patience.Stop()
	select {
	case <-w.proc.Done():
	case <-patience.C:
		return "the worker"
	}
	// Whatever it has started holds its standard error.
	select {
	case <-w.stderr.done:
	case <-patience.C:
		return "a process that it has started"
	}
	return ""
}

// ask has a worker make an attempt and returns the kernel's words.
func ask(ctx context.Context, w petripb.WorkerClient, t trial) (answer string, err error) {
	input, err := json.Marshal(Args{t.arg})
	if err != nil {
		return "", err
	}
	stream, err := w.Call(ctx, &petripb.CallRequest{Function: t.probe, Inputs: [][]byte{input}})
	if err != nil {
		return "", err
	}
	reply, err := stream.Recv()
	if err != nil {
		return "", err
	}
	r := &Result{}
	switch outcomes := reply.GetOutcomes(); {
	case len(outcomes) != 1:
		err = fmt.Errorf("%w: %d outcomes of a probe", errProtocol, len(outcomes))
	default:
		err = errors.Join(r.fillFrom(outcomes[0]), r.Err())
	}
	if err == nil {
		err = json.Unmarshal(r.Value, &answer)
	}
	words, _ := probe.GotThrough(answer)
	return brief(words), err
}
