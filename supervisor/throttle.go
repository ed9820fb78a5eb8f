package supervisor

import (
	"context"
	"fmt"
)

// smallShare is a share of a processor that a probe is sure to use up.
const smallShare = 0.2

// throttle has a worker compute with a small share of a processor and asks the
// kernel how often it had to wait. Nothing is timed: on a busy machine a worker
// waits for other reasons too.
func (d *doctor) throttle(ctx context.Context, t trial) Probe {
	limits := d.limits
	limits.CPU = 0
	b, end, err := d.admit(ctx, t, limits)
	if err != nil {
		return t.failed(err)
	}
	defer end()
	w := b.current()
	if err := w.group.limit(b.options.limits, smallShare); err != nil {
		return t.failed(err)
	}
	r, err := b.Call(ctx, t.probe, Args{t.arg})
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
	p.Verdict = r.Verdict
	p.Held = u.Throttled.Known && u.Throttled.Value > 0
	p.Happened = fmt.Sprintf("was made to wait in %d periods of 100ms", u.Throttled.Value)
	return p
}
