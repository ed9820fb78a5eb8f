package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

type settings struct {
	seed        uint64
	generations int
	size        int // individuals of a generation, at least 4
}

// population is the name under which Petri keeps those that are alive.
const population = "engine"

// An individual is what the engine knows of a sandbox.
type individual[G any] struct {
	id      string
	genes   G
	lineage genome.Lineage
	score   float64 // -Inf if it failed
	verdict supervisor.Verdict
}

// An engine evolves one population.
type engine[G any] struct {
	sup     *supervisor.Supervisor
	problem Problem[G]
	rnd     *rand.Rand
	born    int
}

// evolve runs generations and returns the best individual. It prints a line for
// each, and leaves no sandbox.
func evolve[G any](ctx context.Context, sup *supervisor.Supervisor, out io.Writer, p Problem[G], s settings) (best individual[G], err error) {
	if s.size < 4 || s.generations < 1 {
		return best, fmt.Errorf("%d generations of %d individuals: want at least 1 of 4", s.generations, s.size)
	}
	if err := sup.Populations().Create(population); err != nil {
		return best, err
	}
	defer sup.Populations().Delete(population) // it fails only if the supervisor is closed
	e := &engine[G]{sup: sup, problem: p, rnd: rand.New(rand.NewPCG(s.seed, 0))}
	var alive []individual[G]
	defer func() { e.destroy(ctx, alive) }()
	for range s.size {
		alive = append(alive, e.conceive(p.Random(e.rnd), genome.Lineage{}))
	}
	newborns := alive
	for generation := 0; ; generation++ {
		if err := e.evaluate(ctx, newborns); err != nil {
			return best, err
		}
		slices.SortStableFunc(alive, func(a, b individual[G]) int { return cmp.Compare(b.score, a.score) })
		best = alive[0]
		e.report(out, generation, alive)
		if generation == s.generations-1 {
			break
		}
		// A quarter of them lives on, with their sandboxes and what is in them.
		elite := s.size / 4
		e.destroy(ctx, alive[elite:])
		alive = alive[:elite:elite]
		next, err := sup.Populations().Advance(population)
		if err != nil {
			return best, err
		}
		for len(alive) < s.size {
			alive = append(alive, e.child(alive[:elite], next))
		}
		newborns = alive[elite:]
	}
	fmt.Fprintf(out, "best of %d: %s, score %.3f: %s\n", e.born, best.id, best.score, p.Describe(best.genes))
	return best, nil
}

// conceive names an individual. It has no sandbox yet.
func (e *engine[G]) conceive(genes G, l genome.Lineage) individual[G] {
	e.born++
	return individual[G]{id: fmt.Sprintf("gen%d-%03d", l.Generation, e.born), genes: genes, lineage: l, score: math.Inf(-1)}
}

// child is one of one or two parents.
func (e *engine[G]) child(elite []individual[G], generation int) individual[G] {
	mother, father := elite[e.rnd.IntN(len(elite))], elite[e.rnd.IntN(len(elite))]
	l := genome.Lineage{Generation: generation, Parents: []string{mother.id}, Mutation: "point"}
	genes := e.problem.Mutate(e.rnd, mother.genes)
	if e.rnd.IntN(3) == 0 {
		l.Parents, l.Mutation = []string{mother.id, father.id}, "crossover"
		genes = e.problem.Cross(e.rnd, mother.genes, father.genes)
	}
	return e.conceive(genes, l)
}

// evaluate gives newborns their sandboxes, programs and scores. One that fails
// has the worst score; that is no error.
func (e *engine[G]) evaluate(ctx context.Context, newborns []individual[G]) error {
	var ids []string
	var specs []supervisor.CreateSpec
	var reloads []supervisor.ReloadSpec
	for _, n := range newborns {
		ids = append(ids, n.id)
		specs = append(specs, supervisor.CreateSpec{ID: n.id, Options: []supervisor.Option{
			supervisor.WithLineage(n.lineage),
			supervisor.WithLimits(supervisor.Limits{Wall: 2 * time.Second, Memory: 64 << 20}),
		}})
		reloads = append(reloads, supervisor.ReloadSpec{ID: n.id, Genome: e.problem.Program(n.genes)})
	}
	for _, o := range e.sup.BatchCreate(ctx, specs, 0) {
		if o.Err != nil {
			return o.Err
		}
	}
	if err := e.sup.Populations().Add(population, ids...); err != nil {
		return err
	}
	var loaded []string
	byID := map[string]*individual[G]{}
	for i, o := range e.sup.BatchReload(ctx, reloads, 0) {
		if o.Err != nil {
			return o.Err
		}
		newborns[i].verdict = o.Result.Verdict
		if o.Result.Verdict == supervisor.OK {
			loaded = append(loaded, o.ID)
			byID[o.ID] = &newborns[i]
		}
	}
	for _, o := range e.sup.BatchRun(ctx, loaded, supervisor.HarnessTask(e.problem.Harness()), 0) {
		if o.Err != nil {
			return o.Err
		}
		n := byID[o.ID]
		if n.verdict = o.Result.Verdict; o.Result.Score != nil {
			n.score = *o.Result.Score
		}
	}
	return ctx.Err()
}

// report prints a line of a generation that has been sorted.
func (e *engine[G]) report(out io.Writer, generation int, alive []individual[G]) {
	failed := 0
	for _, i := range alive {
		if i.verdict != supervisor.OK {
			failed++
		}
	}
	best := alive[0]
	fmt.Fprintf(out, "generation %2d: best %.3f, %2d of %d failed  %s\n", generation, best.score, failed, len(alive), e.problem.Describe(best.genes))
}

func (e *engine[G]) destroy(ctx context.Context, doomed []individual[G]) {
	var ids []string
	for _, d := range doomed {
		ids = append(ids, d.id)
	}
	e.sup.BatchDestroy(context.WithoutCancel(ctx), ids, 0)
}
