package main

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// population is what there is to look at: so many alive, of whom the better half
// has children.
const (
	population = "demo"
	alive      = 12
)

const harness = `package fitness

import "candidate"

func Fitness() float64 {
	off := candidate.Guess() - 4200
	if off < 0 {
		off = -off
	}
	for i := 0; i < 300000; i++ {
		// Something to look at.
	}
	return 1 / (1 + float64(off)/100)
}
`

// flaws are the mistakes of a generator.
func flaws() []string {
	return []string{
		"return undefined",
		"panic(\"not today\")",
		"for {\n\t}",
		"return Guess() + 1",
	}
}

// A guess is an individual of the search.
type guess struct {
	id    string
	n     int
	score float64
}

// search evolves a number. It leaves its last generation alive, to be seen; the
// supervisor's Close ends them.
func search(ctx context.Context, sup *supervisor.Supervisor, seed uint64, rounds int) error {
	rnd := rand.New(rand.NewPCG(seed, 0))
	if err := sup.Populations().Create(population); err != nil {
		return err
	}
	var all []guess
	born := 0
	for generation := range rounds {
		slices.SortStableFunc(all, func(a, b guess) int { return cmp.Compare(b.score, a.score) })
		parents := all[:min(len(all), alive/2)]
		for _, doomed := range all[len(parents):] {
			box, err := sup.Get(doomed.id)
			if err == nil {
				err = box.Destroy(ctx)
			}
			if err != nil {
				return err
			}
		}
		all = slices.Clone(parents)
		for len(all) < alive {
			born++
			child := guess{id: fmt.Sprintf("gen%d-%03d", generation, born), n: rnd.IntN(10000)}
			l := genome.Lineage{Generation: generation}
			if len(parents) > 0 {
				p := parents[rnd.IntN(len(parents))]
				l.Parents, l.Mutation = []string{p.id}, "drift"
				child.n = p.n + rnd.IntN(1001) - 500
			}
			body := fmt.Sprintf("return %d", child.n)
			if rnd.IntN(4) == 0 {
				body = flaws()[rnd.IntN(len(flaws()))]
			}
			var err error
			if child.score, err = live(ctx, sup, child.id, l, body); err != nil {
				return err
			}
			all = append(all, child)
		}
	}
	return nil
}

// live creates one, loads it and scores it. Whatever it does wrong costs it the
// score.
func live(ctx context.Context, sup *supervisor.Supervisor, id string, l genome.Lineage, body string) (float64, error) {
	box, err := sup.Create(ctx, id, supervisor.WithLineage(l), supervisor.WithLimits(supervisor.Limits{Wall: time.Second, Memory: 64 << 20}))
	if err != nil {
		return 0, err
	}
	if err := sup.Populations().Add(population, id); err != nil {
		return 0, err
	}
	loaded, err := box.HotReload(ctx, genome.FromString("candidate.go", "package candidate\n\nfunc Guess() int {\n\t"+body+"\n}\n"))
	if err != nil || loaded.Verdict != supervisor.OK {
		return 0, err
	}
	r, err := box.Run(ctx, genome.FromString("fitness.go", harness)[0])
	if err != nil || r.Score == nil {
		return 0, err
	}
	return *r.Score, nil
}
