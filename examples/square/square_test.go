package main

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

func TestFitnessRises(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	worker, err := testworker.Build(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "petri-sq-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for _, seed := range []uint64{defaultSeed, 2, 3} {
		sup, err := supervisor.New(supervisor.Config{WorkerPath: worker, RuntimeDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		events := sup.Subscribe(10000)
		e := newEngine(sup, seed)
		var fitness []float64
		e.report = func(_ int, best individual) { fitness = append(fitness, best.fitness) }
		best, err := e.evolve(ctx, 5)
		if err != nil {
			t.Fatal(err)
		}
		if len(fitness) != 5 {
			t.Fatalf("%d generations", len(fitness))
		}
		for i := 1; i < len(fitness); i++ {
			if fitness[i] < fitness[i-1] {
				t.Errorf("seed %d: the best is lost: %v", seed, fitness)
			}
		}
		if fitness[4] <= fitness[0] {
			t.Errorf("seed %d: fitness does not rise: %v", seed, fitness)
		}
		if seed == defaultSeed && best.fitness != 1 {
			t.Errorf("seed %d: best fitness %v, want 1: %s", seed, best.fitness, best.genes)
		}
		if left := sup.List(); len(left) != 0 {
			t.Errorf("sandboxes left: %v", left)
		}
		if err := sup.Close(ctx); err != nil {
			t.Fatal(err)
		}
		// 10 at first and 5 with each of 4 generations, each with an id of its
		// own.
		ids := map[string]bool{}
		refused := 0
		for ev := range events.Events() {
			switch ev.Name {
			case supervisor.EventCreated:
				ids[ev.Metadata.SandboxID] = true
			case supervisor.EventReloaded:
				if ev.Measurements.Result == supervisor.LoadError {
					refused++
				}
			}
		}
		if len(ids) != 30 {
			t.Errorf("%d individuals, want 30", len(ids))
		}
		if seed == defaultSeed && refused == 0 {
			t.Errorf("no bad code among the individuals: the fallback is untested")
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("directories left: %v", left)
	}
	if pids, err := testworker.Living(worker); len(pids) != 0 || err != nil {
		t.Errorf("workers left: %v %v", pids, err)
	}
}

func TestSlipIsNoGo(t *testing.T) {
	if got := fmt.Sprint(&expr{op: '?', left: variable()}); got != "(x" {
		t.Errorf("%q", got)
	}
}
