// Command engine is an evolution engine for any problem, with Petri as its dish:
// the first pattern of integration. The engine (engine.go) makes, judges,
// selects and mates programs that it knows nothing about; a Problem (problem.go)
// says what they are, and how good one is; Petri runs them. Everything goes in
// batches, a generation at a time.
//
// Two problems are here: polynomial looks for the coefficients of a function,
// network for a network that sorts four numbers with few exchanges.
//
//	go run ./examples/engine -worker bin/worker -problem network
package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"github.com/petri-lab/petri/examples/internal/dish"
	"github.com/petri-lab/petri/supervisor"
)

func main() {
	problem := flag.String("problem", "network", "polynomial or network")
	seed := flag.Uint64("seed", 2, "of the engine's randomness; the same seed, the same run")
	generations := flag.Int("generations", 12, "how many")
	size := flag.Int("size", 16, "individuals of a generation")
	dish.Main("engine", func(ctx context.Context, sup *supervisor.Supervisor, out io.Writer) error {
		settings := settings{seed: *seed, generations: *generations, size: *size}
		switch *problem {
		case "polynomial":
			_, err := evolve(ctx, sup, out, polynomial{}, settings)
			return err
		case "network":
			_, err := evolve(ctx, sup, out, network{}, settings)
			return err
		}
		return fmt.Errorf("-problem %s: want polynomial or network", *problem)
	})
}
