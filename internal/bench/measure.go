package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/petri-lab/petri/supervisor"
)

// A measurement is one thing that can be measured.
type measurement struct {
	name, what string
	count      int // repetitions
	short      int // with Options.Short
	claim      time.Duration
	baseline   bool
	// throughput says that many go on at a time and that their rate counts.
	throughput bool
	run        func(ctx context.Context, s *session, n int) (outcome, error)
}

// An outcome is what a measurement found. Without durations it has put what it
// found elsewhere.
type outcome struct {
	durations []time.Duration
	wall      time.Duration // of all; 0: their sum
	units     int           // what the rate and the CPU time count; 0: durations
	cpu       time.Duration // of all
	note      string
}

// A skipped says why something cannot be measured here.
type skipped struct{ reason string }

func (s *skipped) Error() string { return s.reason }

func skip(format string, args ...any) error { return &skipped{fmt.Sprintf(format, args...)} }

// A session is one Run.
type session struct {
	o         Options
	dir       string // for programs and sources of baselines
	serial    atomic.Int64
	programs  programs
	points    []Point
	isolation atomic.Pointer[map[string]string] // as the last result told it
}

func newSession(o Options) (*session, error) {
	dir, err := os.MkdirTemp("", "petri-bench-")
	if err != nil {
		return nil, fmt.Errorf("directory for baselines: %w", err)
	}
	return &session{o: o, dir: dir}, nil
}

func (s *session) close() { _ = os.RemoveAll(s.dir) }

// next numbers candidates, so that each is new.
func (s *session) next() int { return int(s.serial.Add(1)) }

// references is how many bare processes are started before and after an
// operation.
const references = 25

// measure measures one thing, between bare processes.
func (s *session) measure(ctx context.Context, m measurement) (Entry, error) {
	e := Entry{Name: m.name, What: m.what, Claim: m.claim}
	before, against, err := s.reference(ctx, m)
	if err != nil {
		return e, err
	}
	out, err := m.run(ctx, s, s.o.count(m))
	var why *skipped
	switch {
	case errors.As(err, &why):
		e.Skipped = why.reason
		return e, nil
	case err != nil:
		return e, err
	case len(out.durations) == 0:
		return e, nil
	}
	after, _, err := s.reference(ctx, m)
	if err != nil {
		return e, err
	}
	sample := summarise(out.durations)
	e.Sample, e.Note = &sample, out.note
	wall, units := out.wall, out.units
	if wall == 0 {
		wall = sample.Mean * time.Duration(sample.Count)
	}
	if units == 0 {
		units = sample.Count
	}
	if wall > 0 {
		e.Rate = float64(units) / wall.Seconds()
	}
	e.CPU = out.cpu / time.Duration(units)
	if reference := (before + after) / 2; reference > 0 {
		e.Against = against
		each := float64(units) / float64(sample.Count)
		e.Ratio = float64(sample.P50) / each / reference
		if m.throughput {
			e.Ratio = e.Rate / reference
		}
	}
	return e, nil
}

// reference starts bare processes: their median time or, where throughput
// counts, their rate. It is 0 where they cannot be started.
func (s *session) reference(ctx context.Context, m measurement) (value float64, name string, err error) {
	if m.baseline {
		return 0, "", nil
	}
	base := named(forkExec)
	if m.throughput {
		base = named(forkExecRate)
	}
	out, err := base.run(ctx, s, references)
	var why *skipped
	switch {
	case errors.As(err, &why):
		return 0, "", nil
	case err != nil:
		return 0, "", err
	case m.throughput:
		return float64(len(out.durations)) / out.wall.Seconds(), base.name, nil
	}
	return float64(summarise(out.durations).P50), base.name, nil
}

// The pools of workers that measurements are made with.
func noPool() supervisor.Pool      { return supervisor.Pool{Max: -1} }
func warmPool() supervisor.Pool    { return supervisor.Pool{Min: 4, Max: 4} }
func defaultPool() supervisor.Pool { return supervisor.Pool{} }

// with runs f with a supervisor of its own.
func (s *session) with(ctx context.Context, pool supervisor.Pool, f func(*supervisor.Supervisor) (outcome, error)) (out outcome, err error) {
	sup, err := supervisor.New(supervisor.Config{
		WorkerPath:    s.o.Worker,
		AllowDegraded: s.o.AllowDegraded,
		GC:            supervisor.GC{Interval: -1},
		Pool:          pool,
	})
	if err != nil {
		return out, err
	}
	defer func() {
		// Whatever ended ctx, nothing must be left.
		err = errors.Join(err, sup.Close(context.WithoutCancel(ctx)))
	}()
	return f(sup)
}

// withBox runs f with a sandbox that serves a small candidate.
func (s *session) withBox(ctx context.Context, f func(*supervisor.Supervisor, *supervisor.Sandbox) (outcome, error)) (outcome, error) {
	return s.with(ctx, noPool(), func(sup *supervisor.Supervisor) (outcome, error) {
		box, err := s.create(ctx, sup)
		if err != nil {
			return outcome{}, err
		}
		if err := s.load(ctx, box); err != nil {
			return outcome{}, err
		}
		return f(sup, box)
	})
}

// patience bounds the wait for a worker in the pool, which a host that is short of
// memory never fills.
const patience = 30 * time.Second

// ready waits for a worker in the pool.
func ready(ctx context.Context, sup *supervisor.Supervisor) error {
	look := time.NewTicker(100 * time.Microsecond)
	defer look.Stop()
	late := time.NewTimer(patience)
	defer late.Stop()
	for sup.Pool().Ready == 0 {
		select {
		case <-look.C:
		case <-late.C:
			return fmt.Errorf("no worker was ready in the pool within %v: %+v", patience, sup.Pool())
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

func (s *session) create(ctx context.Context, sup *supervisor.Supervisor) (*supervisor.Sandbox, error) {
	return sup.Create(ctx, fmt.Sprint("bench-", s.next()))
}

func (s *session) load(ctx context.Context, box *supervisor.Sandbox) error {
	return s.loadText(ctx, box, small(s.next()))
}

func (s *session) loadText(ctx context.Context, box *supervisor.Sandbox, text string) error {
	r, err := box.HotReload(ctx, genomeOf(text))
	if err != nil {
		return err
	}
	s.isolation.Store(&r.Isolation)
	return r.Err()
}

// evaluate is what an engine does with a candidate: it is loaded, run on some
// inputs and scored.
func (s *session) evaluate(ctx context.Context, box *supervisor.Sandbox) error {
	outcomes, err := s.loadAndCall(ctx, box, evaluationInputs)
	if err != nil {
		return err
	}
	score := 0.0
	for _, o := range outcomes {
		y, err := strconv.ParseFloat(string(o.Result.Value), 64)
		if err != nil {
			return err
		}
		score += y
	}
	return box.RecordFitness(supervisor.Fitness{Score: score / evaluationInputs})
}

// loadAndCall loads a new genome and runs it on n inputs, all of which must
// succeed.
func (s *session) loadAndCall(ctx context.Context, box *supervisor.Sandbox, n int) ([]supervisor.Outcome, error) {
	r, outcomes, err := box.ReloadAndCall(ctx, genomeOf(small(s.next())), "F", inputs(n))
	if err != nil {
		return nil, err
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	for _, o := range outcomes {
		if o.Err != nil {
			return nil, o.Err
		}
		if err := o.Result.Err(); err != nil {
			return nil, err
		}
	}
	return outcomes, nil
}

// times measures n repetitions of one, with what it costs in CPU time. prepare
// and undo, which may be nil, come before and after each and are not measured;
// the CPU time is known only without them.
func times(ctx context.Context, sup *supervisor.Supervisor, n int, prepare, one, undo func() error) (out outcome, err error) {
	before, err := cpuTime(sup)
	if err != nil {
		return out, err
	}
	step := func(f func() error) error {
		if f == nil {
			return nil
		}
		return f()
	}
	for range n {
		if err := context.Cause(ctx); err != nil {
			return out, err
		}
		if err := step(prepare); err != nil {
			return out, err
		}
		begun := time.Now()
		if err := one(); err != nil {
			return out, err
		}
		out.durations = append(out.durations, time.Since(begun))
		if err := step(undo); err != nil {
			return out, err
		}
	}
	if prepare == nil && undo == nil { // and nothing else goes on
		after, err := cpuTime(sup)
		if err != nil {
			return out, err
		}
		out.cpu = after - before
	}
	return out, nil
}

// together measures n repetitions of one, jobs at a time. one is told which job
// it is part of.
func together(ctx context.Context, sup *supervisor.Supervisor, n, jobs int, one func(job int) error) (out outcome, err error) {
	before, err := cpuTime(sup)
	if err != nil {
		return out, err
	}
	var (
		wg    sync.WaitGroup
		taken atomic.Int64
		all   = make([][]time.Duration, jobs)
		errs  = make([]error, jobs)
	)
	begun := time.Now()
	for job := range jobs {
		wg.Go(func() {
			for taken.Add(1) <= int64(n) {
				if errs[job] = context.Cause(ctx); errs[job] != nil {
					return
				}
				start := time.Now()
				if errs[job] = one(job); errs[job] != nil {
					return
				}
				all[job] = append(all[job], time.Since(start))
			}
		})
	}
	wg.Wait()
	out.wall = time.Since(begun)
	if err := errors.Join(errs...); err != nil {
		return out, err
	}
	after, err := cpuTime(sup)
	if err != nil {
		return out, err
	}
	out.cpu = after - before
	for _, d := range all {
		out.durations = append(out.durations, d...)
	}
	return out, nil
}
