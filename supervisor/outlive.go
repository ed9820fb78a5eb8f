package supervisor

import (
	"context"
	"fmt"
	"time"

	"github.com/petri-lab/petri/jail/probe"
)

// afterlife is how long a process may take to die of SIGKILL.
const afterlife = 3 * time.Second

// outlive has a worker make an attempt, kills it, and looks for what is left of
// it.
func (d *doctor) outlive(ctx context.Context, t trial) Probe {
	w, err := d.hire(ctx)
	if err != nil {
		return t.failed(err)
	}
	defer w.close()
	r, err := d.attempt(ctx, w, t, 0)
	if err != nil {
		return t.failed(err)
	}
	if r.Verdict != OK {
		return t.judge(r)
	}
	answer, err := r.answer()
	if err != nil {
		return t.failed(err)
	}
	words, _ := probe.GotThrough(answer)
	p := t.result()
	if left := remains(w); left != "" {
		p.Happened = fmt.Sprintf("%s lives %v later %s", left, afterlife, brief(words))
		return p
	}
	p.Held, p.Happened = true, "nothing is left of it "+brief(words)
	return p
}

// remains kills a worker and says what of it lives on; "" if nothing does.
func remains(w *worker) (left string) {
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
