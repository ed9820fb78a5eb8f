package supervisor

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/jail/probe"
)

// A trial is one attempt to break a guarantee.
type trial struct {
	guarantee jail.Guarantee
	name      string // what people call it
	tries     string // what it does, for people
	probe     string // the name in package probe, and its argument
	arg       string

	// verdict is how the guarantee, beside a refusal, may end the attempt.
	verdict Verdict
	// deadly says that a refusal will not do: the call must not be answered.
	deadly bool
	// by makes the attempt where there is more to it.
	by func(*doctor, context.Context, trial) Probe
}

// judge says of a result whether the guarantee was held.
func (t trial) judge(r *Result) Probe {
	p := t.result()
	p.Verdict = r.Verdict
	switch r.Verdict {
	case OK:
		answer, err := r.answer()
		if err != nil {
			return t.failed(err)
		}
		p.Held, p.Happened = t.weigh(answer)
	case SyscallDenied:
		p.Held, p.Happened = true, "killed by SIGSYS"
	case t.verdict:
		p.Held, p.Happened = true, r.Error.Message
		if r.Verdict == MemoryLimit && r.Usage.PeakMemory > 0 {
			p.Happened += fmt.Sprintf("; it had %d MiB", r.Usage.PeakMemory>>20)
		}
	default:
		// Neither what the guarantee does nor what it forbids.
		return t.failed(fmt.Errorf("%s: %s", r.Verdict, r.Error.Message))
	}
	return p
}

// weigh says of the kernel's answer to a probe whether it was a refusal.
func (t trial) weigh(answer string) (held bool, happened string) {
	words, through := probe.GotThrough(answer)
	words = brief(words)
	switch {
	case through:
		return false, strings.TrimSuffix("got through: "+words, ": ")
	case t.deadly:
		return false, "got an answer: " + words
	}
	return true, "refused: " + words
}

// brief makes a worker's answer fit for a line.
func brief(answer string) string {
	const most = 200 // bytes
	return printable(answer[:min(len(answer), most)])
}

func (t trial) result() Probe { return Probe{Name: t.name, Tried: t.tries} }

// failed is the result of an attempt that could not be made.
func (t trial) failed(err error) Probe {
	p := t.result()
	p.Error = printable(err.Error())
	if errors.Is(err, context.DeadlineExceeded) {
		p.Error += " (it had too little time)"
	}
	return p
}
