package bench

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/petri-lab/petri/supervisor"
)

// individual is the whole life of one.
func (s *session) individual(ctx context.Context, sup *supervisor.Supervisor) error {
	box, err := s.create(ctx, sup)
	if err != nil {
		return err
	}
	if err := s.evaluate(ctx, box); err != nil {
		return err
	}
	return box.Destroy(ctx)
}

func hundred(ctx context.Context, s *session, n int) (outcome, error) {
	return s.with(ctx, defaultPool(), func(sup *supervisor.Supervisor) (outcome, error) {
		out, err := times(ctx, sup, n, nil, func() error {
			_, err := together(ctx, nil, 100, s.o.Jobs, func(int) error { return s.individual(ctx, sup) })
			return err
		}, nil)
		out.units = 100 * len(out.durations)
		return out, err
	})
}

func singleUse(ctx context.Context, s *session, n int) (outcome, error) {
	return s.with(ctx, defaultPool(), func(sup *supervisor.Supervisor) (outcome, error) {
		out, err := together(ctx, sup, n, s.o.Jobs, func(int) error { return s.individual(ctx, sup) })
		out.note = fmt.Sprintf("%d at a time", s.o.Jobs)
		return out, err
	})
}

func hotReload(ctx context.Context, s *session, n int) (outcome, error) {
	return s.with(ctx, noPool(), func(sup *supervisor.Supervisor) (outcome, error) {
		boxes, err := s.populate(ctx, sup, nil, s.o.Jobs)
		if err != nil {
			return outcome{}, err
		}
		out, err := together(ctx, sup, n, s.o.Jobs, func(job int) error { return s.evaluate(ctx, boxes[job]) })
		out.note = fmt.Sprintf("%d at a time", s.o.Jobs)
		return out, err
	})
}

// populate adds sandboxes to boxes until there are as many as that, each with a
// candidate.
func (s *session) populate(ctx context.Context, sup *supervisor.Supervisor, boxes []*supervisor.Sandbox, size int) ([]*supervisor.Sandbox, error) {
	more := make([]*supervisor.Sandbox, size-len(boxes))
	var next atomic.Int64
	_, err := together(ctx, nil, len(more), s.o.Jobs, func(int) error {
		box, err := s.create(ctx, sup)
		if err != nil {
			return err
		}
		more[next.Add(1)-1] = box
		return s.load(ctx, box)
	})
	return append(boxes, more...), err
}
