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
	// Once before: most have rested since the turns at the number before.
	if _, err := s.turns(ctx, sup, boxes, len(boxes)); err != nil {
		return err
	}
	every, err := s.turns(ctx, sup, boxes, max(n, len(boxes)))
	if err != nil {
		return err
	}
	p := Point{Sandboxes: len(boxes), CPUOfAll: every.cpu / time.Duration(len(every.durations)), Memory: memoryEach(boxes)}
	if p.Memory > 0 {
		if p.MemoryAtRest, err = memoryAtRest(ctx, boxes); err != nil {
			return err
		}
	}
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

// restPatience bounds the wait for thousands of sandboxes to come to rest.
const restPatience = time.Minute

// memoryAtRest is memoryEach once the sandboxes have come to rest after their
// turns: when it has stayed what it is from one look to the next.
func memoryAtRest(ctx context.Context, boxes []*supervisor.Sandbox) (int64, error) {
	begun := time.Now()
	look := time.NewTicker(time.Second)
	defer look.Stop()
	var before int64
	for {
		select {
		case <-ctx.Done():
			return 0, context.Cause(ctx)
		case <-look.C:
		}
		if time.Since(begun) < supervisor.RestAfter+time.Second {
			continue // the last of them may not have begun
		}
		now := memoryEach(boxes)
		if change := now - before; max(change, -change) < now/200 {
			return now, nil
		}
		if time.Since(begun) > restPatience {
			return 0, fmt.Errorf("the sandboxes have not come to rest within %v: %d bytes each, and %d a second before", restPatience, now, before)
		}
		before = now
	}
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
