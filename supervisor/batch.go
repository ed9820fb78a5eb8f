package supervisor

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/petri-lab/petri/genome"
)

// A CreateSpec is one sandbox of a BatchCreate.
type CreateSpec struct {
	ID      string
	Options []Option
}

// BatchCreate creates sandboxes. An Outcome without an error has no Result: the
// sandbox is there, under its ID. See "Batches" in the package's description.
func (s *Supervisor) BatchCreate(ctx context.Context, specs []CreateSpec, concurrency int) []Outcome {
	return s.batch(ctx, "create", len(specs), concurrency,
		func(i int) string { return specs[i].ID },
		func(ctx context.Context, i int) (*Result, error) {
			_, err := s.Create(ctx, specs[i].ID, specs[i].Options...)
			return nil, err
		})
}

// A ReloadSpec is one sandbox of a BatchReload, and what it is to serve.
type ReloadSpec struct {
	ID      string
	Genome  genome.Genome
	Options []ReloadOption
}

// BatchReload hot-reloads sandboxes. See "Batches" in the package's description.
func (s *Supervisor) BatchReload(ctx context.Context, specs []ReloadSpec, concurrency int) []Outcome {
	return s.batch(ctx, "reload", len(specs), concurrency,
		func(i int) string { return specs[i].ID },
		s.each(
			func(i int) string { return specs[i].ID },
			func(ctx context.Context, i int, b *Sandbox) (*Result, error) {
				return b.HotReload(ctx, specs[i].Genome, specs[i].Options...)
			}))
}

// A Task is what a BatchRun does with each sandbox.
type Task func(ctx context.Context, b *Sandbox) (*Result, error)

// HarnessTask is the Task of evaluating with a harness.
func HarnessTask(h genome.Module, opts ...RunOption) Task {
	return func(ctx context.Context, b *Sandbox) (*Result, error) { return b.Run(ctx, h, opts...) }
}

// CallTask is the Task of calling one function.
func CallTask(function string, args ...any) Task {
	return func(ctx context.Context, b *Sandbox) (*Result, error) { return b.Call(ctx, function, args) }
}

// BatchRun does the same with each of the sandboxes. See "Batches" in the
// package's description.
func (s *Supervisor) BatchRun(ctx context.Context, ids []string, task Task, concurrency int) []Outcome {
	id := func(i int) string { return ids[i] }
	return s.batch(ctx, "run", len(ids), concurrency, id,
		s.each(id, func(ctx context.Context, _ int, b *Sandbox) (*Result, error) { return task(ctx, b) }))
}

// BatchDestroy destroys sandboxes; it has no Results. Other than the rest it
// begins and ends all of them even when ctx has ended: what is to go should go.
func (s *Supervisor) BatchDestroy(ctx context.Context, ids []string, concurrency int) []Outcome {
	id := func(i int) string { return ids[i] }
	return s.batch(context.WithoutCancel(ctx), "destroy", len(ids), concurrency, id,
		s.each(id, func(ctx context.Context, _ int, b *Sandbox) (*Result, error) { return nil, b.Destroy(ctx) }))
}

func (s *Supervisor) each(id func(int) string, do func(context.Context, int, *Sandbox) (*Result, error)) func(context.Context, int) (*Result, error) {
	return func(ctx context.Context, i int) (*Result, error) {
		b, err := s.Get(id(i))
		if err != nil {
			return nil, err
		}
		return do(ctx, i, b)
	}
}

func (s *Supervisor) batch(ctx context.Context, operation string, n, concurrency int, id func(int) string, do func(context.Context, int) (*Result, error)) []Outcome {
	if concurrency <= 0 {
		// Workers wait for the kernel as often as they compute.
		concurrency = 2 * runtime.NumCPU()
	}
	md := Metadata{Operation: operation, BatchID: s.bus.next()}
	ctx = withBatch(ctx, md.BatchID)
	s.bus.emit(EventBatchStart, Measurements{Count: n}, md)
	begun := time.Now()
	outcomes := make([]Outcome, n)
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(concurrency, n) {
		wg.Go(func() {
			for i := range next {
				r, err := do(ctx, i)
				outcomes[i] = Outcome{ID: id(i), Result: r, Err: err}
			}
		})
	}
	for i := range n {
		if ctx.Err() == nil {
			select {
			case next <- i:
				continue
			case <-ctx.Done():
			}
		}
		outcomes[i] = Outcome{ID: id(i), Err: fmt.Errorf("%s of sandbox %.100s did not begin: %w", operation, id(i), ctx.Err())}
	}
	close(next)
	wg.Wait()
	s.batchDone(ctx, md, outcomes, time.Since(begun))
	return outcomes
}

// batchDone tells of the end of a batch.
func (s *Supervisor) batchDone(ctx context.Context, md Metadata, outcomes []Outcome, d time.Duration) {
	if !s.bus.heard.Load() {
		return
	}
	name := EventBatchStop
	if err := ctx.Err(); err != nil {
		name, md.Reason = EventBatchException, err.Error()
	}
	m, _ := measure(outcomes)
	m.Duration = d
	s.bus.emit(name, m, md)
}
