package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/petri-lab/petri/examples/internal/dishtest"
	"github.com/petri-lab/petri/genome"
)

func TestMain(m *testing.M) { os.Exit(dishtest.Main(m)) }

func TestNetworkIsFound(t *testing.T) {
	ctx, sup := dishtest.New(t)
	var out bytes.Buffer
	best, err := evolve(ctx, sup, &out, network{}, settings{seed: 2, generations: 6, size: 16})
	if err != nil {
		t.Fatal(err)
	}
	if best.score != 1 || len(best.genes) != 5 {
		t.Errorf("score %v: %v\n%s", best.score, best.genes, out.String())
	}
	if n := strings.Count(out.String(), "generation "); n != 6 {
		t.Errorf("%d generations:\n%s", n, out.String())
	}
	// The dead are on record: the way back to a founder.
	ancestors, err := sup.Lineage().Ancestors(best.id)
	if err != nil || len(ancestors) == 0 || ancestors[0].Generation != 0 {
		t.Errorf("ancestors %+v, %v", ancestors, err)
	}
	if p := sup.Populations().List(); len(p) != 0 {
		t.Errorf("populations left: %+v", p)
	}
}

func TestPolynomialIsFound(t *testing.T) {
	ctx, sup := dishtest.New(t)
	best, err := evolve(ctx, sup, &bytes.Buffer{}, polynomial{}, settings{seed: 3, generations: 2, size: 16})
	if err != nil || best.score != 1 {
		t.Errorf("%+v, %v", best, err)
	}
}

// flawed is a problem whose programs are good, do not load, or panic.
type flawed struct{ polynomial }

func (flawed) Program(c []int) genome.Genome {
	switch (c[0]%4 + 4) % 4 {
	case 0:
		return genome.FromString("x.go", "package candidate\n\nfunc F(x int) int { return y }\n")
	case 1:
		return genome.FromString("x.go", "package candidate\n\nfunc F(x int) int { panic(x) }\n")
	}
	return polynomial{}.Program(c)
}

func (flawed) Mutate(rnd *rand.Rand, c []int) []int { return polynomial{}.Mutate(rnd, c) }

// Failures are individuals like others; they only score worst.
func TestFailuresStopNothing(t *testing.T) {
	ctx, sup := dishtest.New(t)
	var out bytes.Buffer
	best, err := evolve(ctx, sup, &out, flawed{}, settings{seed: 2, generations: 3, size: 12})
	if err != nil {
		t.Fatal(err)
	}
	if (best.genes[0]%4+4)%4 < 2 || best.score <= 0 {
		t.Errorf("best %+v\n%s", best, out.String())
	}
	if strings.Count(out.String(), " 0 of 12 failed") == 3 {
		t.Errorf("nothing failed:\n%s", out.String())
	}
	if _, err := evolve(ctx, sup, &out, flawed{}, settings{size: 3, generations: 1}); err == nil {
		t.Error("three individuals are too few")
	}
}
