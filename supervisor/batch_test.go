package supervisor_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

func TestBatches(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: time.Minute}})
	ctx := testContext(t)
	const n = 12
	var specs []supervisor.CreateSpec
	var ids []string
	for i := range n {
		id := fmt.Sprintf("evo-%02d", i)
		if i == 5 {
			id = "../evil"
		}
		specs = append(specs, supervisor.CreateSpec{ID: id})
		ids = append(ids, id)
	}
	for i, o := range sup.BatchCreate(ctx, specs, 3) {
		if o.ID != ids[i] || (o.Err != nil) != (i == 5) {
			t.Errorf("create %d: %+v", i, o)
		}
	}
	var reloads []supervisor.ReloadSpec
	for i, id := range ids {
		source := version(i)
		if i == 7 {
			source = "package candidate\n\nfunc F() int {"
		}
		reloads = append(reloads, supervisor.ReloadSpec{ID: id, Genome: genome.FromString("c.go", source)})
	}
	for i, o := range sup.BatchReload(ctx, reloads, 0) {
		switch i {
		case 5:
			if !errors.Is(o.Err, supervisor.ErrNotFound) {
				t.Errorf("reload %d: %+v", i, o)
			}
		case 7:
			if o.Err != nil || o.Result.Verdict != supervisor.LoadError {
				t.Errorf("reload %d: %+v", i, o)
			}
		default:
			if o.Err != nil || o.ID != ids[i] || o.Result.Verdict != supervisor.OK {
				t.Errorf("reload %d: %+v", i, o)
			}
		}
	}
	for i, o := range sup.BatchRun(ctx, ids, supervisor.CallTask("F"), 4) {
		switch i {
		case 5, 7:
			if o.Err == nil {
				t.Errorf("run %d: %+v", i, o)
			}
		default:
			if o.Err != nil || string(o.Result.Value) != fmt.Sprint(i) {
				t.Errorf("run %d: %+v", i, o)
			}
		}
	}
	h := genome.Module{Files: []genome.File{{Name: "f.go", Text: []byte("package fitness\n\nimport \"candidate\"\n\nfunc Fitness() float64 { return float64(candidate.F()) }\n")}}}
	for i, o := range sup.BatchRun(ctx, ids[:3], supervisor.HarnessTask(h), 0) {
		if o.Err != nil || o.Result.Score == nil || *o.Result.Score != float64(i) {
			t.Errorf("evaluate %d: %+v", i, o)
		}
	}
	for i, o := range sup.BatchDestroy(ctx, ids, 0) {
		if o.ID != ids[i] || (o.Err != nil) != (i == 5) {
			t.Errorf("destroy %d: %+v", i, o)
		}
	}
	if left := sup.List(); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
}

func TestCancelledBatch(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: time.Minute}})
	ids := []string{"a", "b", "c", "d"}
	for _, id := range ids {
		b := create(t, sup, id)
		if id == "a" {
			load(t, b, good)
		} else {
			load(t, b, "package candidate\n\nfunc F() int {\n\tfor {\n\t}\n}\n")
		}
	}
	ctx, cancel := context.WithCancel(testContext(t))
	events := sup.Subscribe(100)
	defer events.Close()
	go func() {
		awaitEvent(t, events, supervisor.EventRunStop)  // a
		awaitEvent(t, events, supervisor.EventRunStart) // b
		cancel()
	}()
	outcomes := sup.BatchRun(ctx, ids, supervisor.CallTask("F"), 1)
	if o := outcomes[0]; o.Err != nil || string(o.Result.Value) != "7" {
		t.Errorf("what had finished is lost: %+v", o)
	}
	if o := outcomes[1]; o.Err != nil || o.Result.Verdict != supervisor.Cancelled {
		t.Errorf("what was running: %+v", o)
	}
	for i, o := range outcomes[2:] {
		if o.ID != ids[i+2] || !errors.Is(o.Err, context.Canceled) {
			t.Errorf("what had not begun: %+v", o)
		}
	}
	// What is to go goes, even though the context has ended.
	for _, o := range sup.BatchDestroy(ctx, ids, 0) {
		if o.Err != nil {
			t.Errorf("%+v", o)
		}
	}
	if left := sup.List(); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
}

func TestEvents(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	all, slow := sup.Subscribe(100), sup.Subscribe(1)
	b := create(t, sup, "a")
	load(t, b, square)
	call(t, b, "Square", 3)
	if _, err := b.Run(ctx, fitness("func Fitness() float64 { return float64(candidate.Square(2)) }")); err != nil {
		t.Fatal(err)
	}
	if err := b.Restart(ctx); err != nil {
		t.Fatal(err)
	}
	if err := b.Destroy(ctx); err != nil {
		t.Fatal(err)
	}
	want := []supervisor.EventName{
		supervisor.EventCreated, supervisor.EventReloaded,
		supervisor.EventRunStart, supervisor.EventRunStop,
		supervisor.EventEvaluateStart, supervisor.EventEvaluateStop, supervisor.EventFitness,
		supervisor.EventRestarting, supervisor.EventRestarted, supervisor.EventDestroyed,
	}
	for _, name := range want {
		e := <-all.Events()
		if e.Name != name || e.Metadata.SandboxID != "a" || e.Time.IsZero() {
			t.Errorf("%+v, want %s", e, name)
		}
		if e.Name == supervisor.EventFitness && *e.Measurements.Score != 4 {
			t.Errorf("%+v", e)
		}
		if e.Name == supervisor.EventRunStop && (e.Measurements.Duration <= 0 || e.Measurements.Result != supervisor.OK) {
			t.Errorf("%+v", e)
		}
	}
	if all.Dropped() != 0 || slow.Dropped() != uint64(len(want)-1) {
		t.Errorf("dropped %d and %d", all.Dropped(), slow.Dropped())
	}
	slow.Close()
	slow.Close()
	if err := sup.Close(ctx); err != nil {
		t.Fatal(err)
	}
	if _, ok := <-all.Events(); ok {
		t.Error("the stream goes on after Close")
	}
	if _, ok := <-sup.Subscribe(1).Events(); ok {
		t.Error("a closed supervisor has events")
	}
}
