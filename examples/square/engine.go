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

const populationSize = 10

// harness scores a candidate on seven cases: 1 is perfect, and the larger the
// error the closer to 0.
const harness = `package fitness

import "candidate"

func Fitness() float64 {
	total := 0.0
	for _, x := range []int{-5, -2, 0, 1, 3, 7, 10} {
		d := float64(candidate.F(x) - x*x)
		if d < 0 {
			d = -d
		}
		total += d
	}
	return 1 / (1 + total)
}
`

// An individual is the engine's view of one sandbox.
type individual struct {
	id      string
	genes   *expr
	fitness float64
}

// An engine evolves a population. It is the brain; the supervisor is the dish.
type engine struct {
	sup    *supervisor.Supervisor
	rnd    *rand.Rand
	born   int
	report func(generation int, best individual)
}

func newEngine(sup *supervisor.Supervisor, seed uint64) *engine {
	return &engine{sup: sup, rnd: rand.New(rand.NewPCG(seed, 0)), report: func(int, individual) {}}
}

// evolve runs the cycle and returns the best individual. It leaves no sandbox.
func (e *engine) evolve(ctx context.Context, generations int) (best individual, err error) {
	population := make([]individual, populationSize)
	for i := range population {
		population[i] = e.newborn(0, e.random(3))
	}
	defer func() { e.destroy(ctx, population) }()
	if err := e.settle(ctx, population, nil); err != nil {
		return best, err
	}
	for generation := range generations {
		if err := e.evaluate(ctx, population); err != nil {
			return best, err
		}
		slices.SortStableFunc(population, func(a, b individual) int { return cmp.Compare(b.fitness, a.fitness) })
		best = population[0]
		e.report(generation, best)
		if generation == generations-1 {
			break
		}
		// The better half lives on; each of it has one child, in a sandbox of
		// its own.
		half := populationSize / 2
		e.destroy(ctx, population[half:])
		population = population[:half]
		var children []individual
		for _, parent := range population {
			children = append(children, e.newborn(generation+1, e.mutate(parent.genes)))
		}
		parents := slices.Clone(population)
		population = append(population, children...)
		if err := e.settle(ctx, population[half:], parents); err != nil {
			return best, err
		}
	}
	return best, nil
}

func (e *engine) newborn(generation int, genes *expr) individual {
	e.born++
	return individual{id: fmt.Sprintf("gen%d-%03d", generation, e.born), genes: genes}
}

// settle gives individuals their sandboxes and genomes. One whose code does not
// load gets its parent's, or the identity if it has none.
func (e *engine) settle(ctx context.Context, newborns, parents []individual) error {
	specs := make([]supervisor.CreateSpec, len(newborns))
	for i, n := range newborns {
		specs[i] = supervisor.CreateSpec{ID: n.id, Options: []supervisor.Option{
			supervisor.WithLimits(supervisor.Limits{Wall: time.Second, Memory: 64 << 20}),
		}}
	}
	for _, o := range e.sup.BatchCreate(ctx, specs, 0) {
		if o.Err != nil {
			return o.Err
		}
	}
	reloads := make([]supervisor.ReloadSpec, len(newborns))
	for i, n := range newborns {
		reloads[i] = supervisor.ReloadSpec{ID: n.id, Genome: source(n.genes)}
	}
	for i, o := range e.sup.BatchReload(ctx, reloads, 0) {
		switch {
		case o.Err != nil:
			return o.Err
		case o.Result.Verdict == supervisor.OK:
			continue
		}
		newborns[i].genes = variable()
		if parents != nil {
			newborns[i].genes = parents[i].genes
		}
		box, err := e.sup.Get(newborns[i].id)
		if err != nil {
			return err
		}
		r, err := box.HotReload(ctx, source(newborns[i].genes))
		if err == nil {
			err = r.Err()
		}
		if err != nil {
			return fmt.Errorf("the fallback does not load: %w", err)
		}
	}
	return nil
}

// evaluate scores everybody. A candidate that fails scores 0; it is no error.
func (e *engine) evaluate(ctx context.Context, population []individual) error {
	ids := make([]string, len(population))
	for i, p := range population {
		ids[i] = p.id
	}
	judge := genome.FromString("fitness.go", harness)[0]
	for i, o := range e.sup.BatchRun(ctx, ids, supervisor.HarnessTask(judge), 0) {
		switch {
		case o.Err != nil:
			return o.Err
		case o.Result.Score != nil:
			population[i].fitness = *o.Result.Score
		default:
			population[i].fitness = 0
		}
	}
	return ctx.Err()
}

func (e *engine) destroy(ctx context.Context, doomed []individual) {
	ids := make([]string, len(doomed))
	for i, d := range doomed {
		ids[i] = d.id
	}
	e.sup.BatchDestroy(ctx, ids, 0)
}

// source is the program of an individual.
func source(genes *expr) genome.Genome {
	return genome.FromString("candidate.go", fmt.Sprintf("package candidate\n\nfunc F(x int) int {\n\treturn %s\n}\n", genes))
}
