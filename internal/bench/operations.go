package bench

import (
	"context"
	"fmt"
	"time"

	"github.com/petri-lab/petri/supervisor"
)

// all lists everything that can be measured, in the order in which it is.
func all() []measurement {
	return append(baselines(), operations()...)
}

func named(name string) measurement {
	for _, m := range all() {
		if m.name == name {
			return m
		}
	}
	panic("bench: nothing is called " + name)
}

func operations() []measurement {
	return []measurement{
		{name: "create-cold", what: "Create, the worker started for it", count: 300, short: 20, claim: 50 * time.Millisecond, run: create(noPool(), false)},
		{name: "create-pooled", what: "Create, a worker from the pool", count: 300, short: 20, claim: 50 * time.Millisecond, run: create(warmPool(), false)},
		{name: "result-cold", what: "Create (cold), load of 17 lines, first result", count: 200, short: 10, run: create(noPool(), true)},
		{name: "result-pooled", what: "Create (pooled), load of 17 lines, first result", count: 200, short: 10, run: create(warmPool(), true)},
		{name: "destroy", what: "Destroy", count: 300, short: 20, claim: 20 * time.Millisecond, run: destroy},
		{name: "restart", what: "Restart of a sandbox with a genome of 17 lines, a worker from the pool", count: 200, short: 10, claim: 100 * time.Millisecond, run: restart},
		{name: "info", what: "Info", count: 5000, short: 500, claim: time.Millisecond, run: info},
		{name: "list", what: "List of 1,000 sandboxes", count: 500, short: 50, claim: 10 * time.Millisecond, run: list},
		{name: "reload-17", what: "HotReload of 17 new lines", count: 2000, short: 100, run: reload(small)},
		{name: "reload-468", what: "HotReload of 468 new lines", count: 200, short: 10, run: reload(large)},
		{name: "call", what: "Call", count: 5000, short: 200, run: call},
		{name: "call-many", what: "CallMany of 1,000 inputs; the rate and the CPU time are an input's", count: 200, short: 5, run: callMany},
		{name: "run", what: "Run with a harness that is loaded", count: 5000, short: 200, run: runHarness},
		{name: "hundred", what: "100 individuals created, loaded, scored and destroyed", count: 5, short: 1, run: hundred},
		{name: "single-use", what: "evaluations, a sandbox of its own for each", count: 600, short: 30, throughput: true, run: singleUse},
		{name: "hot-reload", what: "evaluations by hot reload of living sandboxes", count: 6000, short: 200, throughput: true, run: hotReload},
		{name: "scale", what: "evaluations by hot reload against the number of living sandboxes", count: 2000, short: 200, run: scale},
	}
}

// create measures Create with a pool, which is given time to be ready, and up to
// the first result if that is wanted.
func create(pool supervisor.Pool, result bool) func(context.Context, *session, int) (outcome, error) {
	return func(ctx context.Context, s *session, n int) (outcome, error) {
		return s.with(ctx, pool, func(sup *supervisor.Supervisor) (outcome, error) {
			var box *supervisor.Sandbox
			prepare := func() error { return nil }
			if pool.Min > 0 {
				prepare = func() error { return ready(ctx, sup) }
			}
			one := func() (err error) {
				if box, err = s.create(ctx, sup); err != nil || !result {
					return err
				}
				_, err = s.loadAndCall(ctx, box, 1)
				return err
			}
			return times(ctx, sup, n, prepare, one, func() error { return box.Destroy(ctx) })
		})
	}
}

func callOnce(ctx context.Context, box *supervisor.Sandbox) error {
	r, err := box.Call(ctx, "F", supervisor.Args{2.0})
	if err != nil {
		return err
	}
	return r.Err()
}

func destroy(ctx context.Context, s *session, n int) (outcome, error) {
	return s.with(ctx, noPool(), func(sup *supervisor.Supervisor) (outcome, error) {
		var box *supervisor.Sandbox
		return times(ctx, sup, n,
			func() (err error) {
				if box, err = s.create(ctx, sup); err != nil {
					return err
				}
				return s.load(ctx, box)
			},
			func() error { return box.Destroy(ctx) }, nil)
	})
}

func restart(ctx context.Context, s *session, n int) (outcome, error) {
	return s.with(ctx, warmPool(), func(sup *supervisor.Supervisor) (outcome, error) {
		box, err := s.create(ctx, sup)
		if err != nil {
			return outcome{}, err
		}
		if err := s.load(ctx, box); err != nil {
			return outcome{}, err
		}
		return times(ctx, sup, n,
			func() error { return ready(ctx, sup) },
			func() error { return box.Restart(ctx) }, nil)
	})
}

func info(ctx context.Context, s *session, n int) (outcome, error) {
	return s.withBox(ctx, func(sup *supervisor.Supervisor, box *supervisor.Sandbox) (outcome, error) {
		return times(ctx, sup, n, nil, func() error {
			box.Info()
			return nil
		}, nil)
	})
}

// listed is how many sandboxes a list is of.
const (
	listed      = 1000
	listedShort = 50
)

func list(ctx context.Context, s *session, n int) (outcome, error) {
	return s.with(ctx, noPool(), func(sup *supervisor.Supervisor) (outcome, error) {
		size, note := listed, ""
		if s.o.Short {
			size, note = listedShort, fmt.Sprintf("of %d only", listedShort)
		}
		if _, err := s.populate(ctx, sup, nil, size); err != nil {
			return outcome{}, err
		}
		out, err := times(ctx, nil, n, nil, func() error {
			if got := len(sup.List()); got != size {
				return fmt.Errorf("%d of %d sandboxes are listed", got, size)
			}
			return nil
		}, nil)
		out.note = note
		return out, err
	})
}

func reload(text func(int) string) func(context.Context, *session, int) (outcome, error) {
	return func(ctx context.Context, s *session, n int) (outcome, error) {
		return s.withBox(ctx, func(sup *supervisor.Supervisor, box *supervisor.Sandbox) (outcome, error) {
			return times(ctx, sup, n, nil, func() error { return s.loadText(ctx, box, text(s.next())) }, nil)
		})
	}
}

func call(ctx context.Context, s *session, n int) (outcome, error) {
	return s.withBox(ctx, func(sup *supervisor.Supervisor, box *supervisor.Sandbox) (outcome, error) {
		return times(ctx, sup, n, nil, func() error { return callOnce(ctx, box) }, nil)
	})
}

func callMany(ctx context.Context, s *session, n int) (outcome, error) {
	return s.withBox(ctx, func(sup *supervisor.Supervisor, box *supervisor.Sandbox) (outcome, error) {
		in := inputs(1000)
		out, err := times(ctx, sup, n, nil, func() error {
			outcomes, err := box.CallMany(ctx, "F", in)
			if err != nil {
				return err
			}
			for _, o := range outcomes {
				if o.Err != nil || o.Result.Verdict != supervisor.OK {
					return fmt.Errorf("an outcome: %+v", o)
				}
			}
			return nil
		}, nil)
		out.units = len(out.durations) * len(in)
		return out, err
	})
}

func runHarness(ctx context.Context, s *session, n int) (outcome, error) {
	return s.withBox(ctx, func(sup *supervisor.Supervisor, box *supervisor.Sandbox) (outcome, error) {
		h := harness()
		one := func() error {
			r, err := box.Run(ctx, h)
			if err != nil {
				return err
			}
			return r.Err()
		}
		if err := one(); err != nil {
			return outcome{}, err
		}
		return times(ctx, sup, n, nil, one, nil)
	})
}
