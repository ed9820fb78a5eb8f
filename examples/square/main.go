// Command square is the guide's demo cycle: a tiny engine that evolves
// functions towards x*x, with Petri as its dish.
//
// The engine is what is in this folder: it makes programs, judges, selects and
// mutates. Petri runs them: it creates a sandbox for each individual, loads its
// genome, evaluates it, contains its failures and cleans up.
//
//	go run ./examples/square -worker bin/worker
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/petri-lab/petri/supervisor"
)

// defaultSeed is one with which the search succeeds within five generations.
const defaultSeed = 35

func main() {
	worker := flag.String("worker", "", "the worker binary (default: beside this program, then PATH)")
	seed := flag.Uint64("seed", defaultSeed, "of the engine's randomness; the same seed, the same run")
	generations := flag.Int("generations", 5, "how many")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *worker, *seed, *generations); err != nil {
		fmt.Fprintln(os.Stderr, "square:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, worker string, seed uint64, generations int) error {
	sup, err := supervisor.New(supervisor.Config{WorkerPath: worker})
	if err != nil {
		return err
	}
	// What is to be cleaned up is cleaned up after an interrupt too.
	defer sup.Close(context.WithoutCancel(ctx))

	e := newEngine(sup, seed)
	e.report = func(generation int, best individual) {
		fmt.Printf("generation %d: best fitness %.4f  f(x) = %s\n", generation, best.fitness, best.genes)
	}
	best, err := e.evolve(ctx, generations)
	if err != nil {
		return err
	}
	fmt.Printf("best of all: %s with fitness %.4f: f(x) = %s\n", best.id, best.fitness, best.genes)
	return nil
}
