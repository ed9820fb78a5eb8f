package bench

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"time"

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

// scale measures evaluations while more and more sandboxes live.
func scale(ctx context.Context, s *session, n int) (outcome, error) {
	return s.with(ctx, noPool(), func(sup *supervisor.Supervisor) (outcome, error) {
		var boxes []*supervisor.Sandbox
		for _, size := range s.o.Sandboxes {
			if s.o.Progress != nil {
				s.o.Progress(fmt.Sprintf("scale, %d sandboxes", size))
			}
			var err error
			if boxes, err = s.populate(ctx, sup, boxes, size); err != nil {
				return outcome{}, fmt.Errorf("with %d sandboxes: %w", size, err)
			}
			if err := s.point(ctx, sup, boxes, n); err != nil {
				return outcome{}, fmt.Errorf("with %d sandboxes: %w", size, err)
			}
		}
		return outcome{}, nil
	})
}

// busy is how many sandboxes take turns while others only live.
const busy = 10

// point measures at one number of sandboxes: first some take turns, which have
// had some before, then all.
func (s *session) point(ctx context.Context, sup *supervisor.Supervisor, boxes []*supervisor.Sandbox, n int) error {
	few := boxes[:min(busy, len(boxes))]
	if _, err := s.turns(ctx, sup, few, n/2); err != nil {
		return err
	}
	some, err := s.turns(ctx, sup, few, n)
	if err != nil {
		return err
	}
	every, err := s.turns(ctx, sup, boxes, max(n, len(boxes)))
	if err != nil {
		return err
	}
	p := Point{Sandboxes: len(boxes), CPUOfAll: every.cpu / time.Duration(len(every.durations)), Memory: memoryEach(boxes)}
	p.CPU = some.cpu / time.Duration(len(some.durations))
	p.Rate = float64(len(some.durations)) / some.wall.Seconds()
	sample := summarise(some.durations)
	p.Count, p.P50, p.P99 = sample.Count, sample.P50, sample.P99
	s.points = append(s.points, p)
	return nil
}

// turns makes n evaluations, each in the next sandbox.
func (s *session) turns(ctx context.Context, sup *supervisor.Supervisor, boxes []*supervisor.Sandbox, n int) (outcome, error) {
	var turn atomic.Int64
	return together(ctx, sup, n, s.o.Jobs, func(int) error {
		return s.evaluate(ctx, boxes[int(turn.Add(1))%len(boxes)])
	})
}

// memoryEach is the proportional set size of a worker; 0 if this user may not
// know it.
func memoryEach(boxes []*supervisor.Sandbox) int64 {
	var sum int64
	for _, box := range boxes {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", box.Info().PID))
		if err != nil {
			return 0
		}
		for line := range bytes.Lines(text) {
			var kib int64
			if n, _ := fmt.Sscanf(string(line), "Pss: %d kB", &kib); n == 1 {
				sum += kib << 10
				break
			}
		}
	}
	return sum / int64(len(boxes))
}
