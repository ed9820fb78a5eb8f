package supervisor

import (
	"context"
	"fmt"
)

// overspend has a worker use more CPU time than a run may.
func (d *doctor) overspend(ctx context.Context, t trial) Probe {
	w, err := d.hire(ctx)
	if err != nil {
		return t.failed(err)
	}
	defer w.close()
	r, err := d.attempt(ctx, w, t, d.limits.CPU)
	if err != nil {
		return t.failed(err)
	}
	return t.judge(r)
}

// smallShare is a share of a processor that a probe is sure to use up.
const smallShare = 0.2

// throttle has a worker compute with a small share of a processor and asks the
// kernel how often it had to wait. Nothing is timed: on a busy machine a worker
// waits for other reasons too.
func (d *doctor) throttle(ctx context.Context, t trial) Probe {
	w, err := d.hire(ctx)
	if err != nil {
		return t.failed(err)
	}
	defer w.close()
	if err := w.group.limit(d.limits, smallShare); err != nil {
		return t.failed(err)
	}
	r, err := d.attempt(ctx, w, t, 0)
	if err != nil {
		return t.failed(err)
	}
	if r.Verdict != OK {
		return t.judge(r)
	}
	u, err := w.group.leaf.Usage()
	if err != nil {
		return t.failed(err)
	}
	p := t.result()
	p.Held = u.Throttled.Known && u.Throttled.Value > 0
	p.Happened = fmt.Sprintf("was made to wait in %d periods of 100ms", u.Throttled.Value)
	return p
}
