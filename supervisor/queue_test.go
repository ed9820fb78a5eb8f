package supervisor_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// The queue of a sandbox is bounded, on every way that leads into it, and who
// finds it full changes nothing.
func TestQueueFull(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	const queue = 2
	b := create(t, sup, "a", supervisor.WithLimits(supervisor.Limits{Wall: time.Minute, Queue: queue}))
	load(t, b, moody)
	load(t, b, strings.Replace(moody, "package", "// version 2\npackage", 1))
	stop, running := begin(t, sup, b)
	waited := make(chan *supervisor.Result, queue)
	for range queue {
		go func() { waited <- call(t, b, "F", "") }()
	}
	before := awaitInfo(t, b, func(i supervisor.Info) bool { return i.Waiting == queue })

	ctx := testContext(t)
	third := genome.FromString("candidate.go", good)
	harness := fitness("func Fitness() float64 { return 1 }")
	one := func(r *supervisor.Result, err error) []supervisor.Outcome {
		return []supervisor.Outcome{{Result: r, Err: err}}
	}
	for name, try := range map[string]func() []supervisor.Outcome{
		"call":     func() []supervisor.Outcome { return one(b.Call(ctx, "F", supervisor.Args{""})) },
		"reload":   func() []supervisor.Outcome { return one(b.HotReload(ctx, third)) },
		"rollback": func() []supervisor.Outcome { return one(b.Rollback(ctx, "candidate", 1)) },
		"run":      func() []supervisor.Outcome { return one(b.Run(ctx, harness)) },
		"typed call": func() []supervisor.Outcome {
			_, err := supervisor.Call[int](ctx, b, "F", "")
			var run *supervisor.RunError
			if !errors.As(err, &run) {
				return one(nil, err)
			}
			return one(run.Result, nil)
		},
		"many calls": func() []supervisor.Outcome {
			outcomes, err := b.CallMany(ctx, "F", []supervisor.Args{{""}, {""}, {""}})
			if err != nil || len(outcomes) != 3 {
				t.Errorf("%v %v", outcomes, err)
			}
			return outcomes
		},
		"batch of runs": func() []supervisor.Outcome {
			return sup.BatchRun(ctx, []string{"a", "a", "a"}, supervisor.CallTask("F", ""), 3)
		},
		"batch of evaluations": func() []supervisor.Outcome {
			return sup.BatchRun(ctx, []string{"a", "a"}, supervisor.HarnessTask(harness), 2)
		},
		"batch of reloads": func() []supervisor.Outcome {
			return sup.BatchReload(ctx, []supervisor.ReloadSpec{{ID: "a", Genome: third}, {ID: "a", Genome: third}}, 2)
		},
	} {
		for i, o := range try() {
			if o.Err != nil || o.Result.Verdict != supervisor.QueueFull || !errors.Is(o.Result.Err(), supervisor.ErrQueueFull) {
				t.Errorf("%s, %d: %+v %v", name, i, o.Result, o.Err)
			}
		}
	}
	wantErr(t, b.Restart(ctx), supervisor.ErrQueueFull)
	after := b.Info()
	if after.Waiting != queue || after.Checksum != before.Checksum || after.PID != before.PID {
		t.Errorf("%+v, before %+v", after, before)
	}

	stop()
	if r := <-running; r.Verdict != supervisor.Cancelled {
		t.Errorf("%+v", r)
	}
	for range queue {
		if r := <-waited; r.Verdict != supervisor.OK {
			t.Errorf("one that waited: %+v %+v", r, r.Error)
		}
	}
	if r := call(t, b, "F", ""); r.Verdict != supervisor.OK || b.Info().Waiting != 0 {
		t.Errorf("%+v %+v", r, b.Info())
	}
}

// One that gives up waiting makes room.
func TestQueueMakesRoom(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithLimits(supervisor.Limits{Wall: time.Minute, Queue: 1}))
	load(t, b, moody)
	stop, running := begin(t, sup, b)
	ctx, giveUp := context.WithCancel(testContext(t))
	impatient := make(chan *supervisor.Result, 1)
	go func() {
		r, err := b.Call(ctx, "F", supervisor.Args{""})
		if err != nil {
			t.Error(err)
		}
		impatient <- r
	}()
	awaitInfo(t, b, func(i supervisor.Info) bool { return i.Waiting == 1 })
	giveUp()
	if r := <-impatient; r.Verdict != supervisor.Cancelled {
		t.Errorf("%+v", r)
	}
	patientOne := make(chan *supervisor.Result, 1)
	go func() { patientOne <- call(t, b, "F", "") }()
	awaitInfo(t, b, func(i supervisor.Info) bool { return i.Waiting == 1 })
	stop()
	<-running
	if r := <-patientOne; r.Verdict != supervisor.OK {
		t.Errorf("%+v", r)
	}
}

// However many come at once, one runs, as many wait as may, and the rest is
// refused.
func TestQueueOfManyAtOnce(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: time.Minute, Queue: 2}})
	b := create(t, sup, "a")
	load(t, b, moody)
	events := sup.Subscribe(10)
	ctx, cancel := context.WithCancel(testContext(t))
	defer cancel()
	results := make(chan *supervisor.Result, 20)
	start := func() {
		r, err := b.Call(ctx, "F", supervisor.Args{"loop"})
		if err != nil {
			t.Error(err)
		}
		results <- r
	}
	go start()
	awaitEvent(t, events, supervisor.EventRunStart)
	for range 10 {
		go start()
	}
	for range 8 {
		if r := <-results; r.Verdict != supervisor.QueueFull {
			t.Errorf("%+v %+v", r, r.Error)
		}
	}
	cancel()
	for range 3 {
		if r := <-results; r.Verdict != supervisor.Cancelled {
			t.Errorf("%+v %+v", r, r.Error)
		}
	}
}
