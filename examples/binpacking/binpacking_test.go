package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/petri-lab/petri/examples/internal/dishtest"
)

func TestMain(m *testing.M) { os.Exit(dishtest.Main(m)) }

func TestHeuristicsAreRanked(t *testing.T) {
	ctx, sup := dishtest.New(t)
	all, err := heuristics(nil)
	if err != nil {
		t.Fatal(err)
	}
	all = append(all,
		heuristic{"screams.go", "package heuristic\n\nfunc Priority(item float64, bins []float64) []float64 {\n\tpanic(\"\\x1b[2J\")\n}\n"},
		heuristic{"typo.go", "package heuristic\n\nfunc Priority(item float64, bins []float64) []float64 { return bin }\n"})
	var out bytes.Buffer
	if err := run(ctx, sup, &out, all, generate(1, 6, 200)); err != nil {
		t.Fatal(err)
	}
	var order []string
	for line := range strings.Lines(out.String()) {
		if name, rest, _ := strings.Cut(line, " "); strings.HasSuffix(name, ".go") {
			order = append(order, strings.TrimSuffix(name, ".go"))
			if failed := !strings.Contains(rest, "%"); failed != (len(order) > 5) {
				t.Errorf("%s", line)
			}
		}
	}
	got := strings.Join(order, " ")
	if !strings.HasPrefix(got, "mind_the_gap tight_or_roomy best_fit first_fit worst_fit ") || len(order) != 8 {
		t.Errorf("order %s", got)
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Errorf("an escape sequence got through: %q", out.String())
	}
	for _, want := range []string{"ratings for 1 bins", "load_error", `panic: "`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in\n%s", want, out.String())
		}
	}
}

// By hand: 70, 80, 80, 100, 50 fill 380 of 150 each.
func TestBounds(t *testing.T) {
	for _, c := range []struct {
		in     instance
		l1, l2 int
	}{
		{instance{}, 0, 0},
		{instance{150}, 1, 1},
		{instance{70, 80, 80, 100, 50}, 3, 3},
		{instance{80, 80, 80, 80}, 3, 4}, // no two fit together
		{instance{100, 100, 60, 60}, 3, 3},
		{instance{50, 50, 50, 20}, 2, 2},
	} {
		if c.in.l1() != c.l1 || c.in.l2() != c.l2 {
			t.Errorf("%v: L1 %d, L2 %d, want %d and %d", c.in, c.in.l1(), c.in.l2(), c.l1, c.l2)
		}
	}
	for _, in := range generate(3, 20, 120) {
		if len(in) != 120 || in.l1() > in.l2() || in.l2() > 120 {
			t.Errorf("%v: L1 %d, L2 %d", in, in.l1(), in.l2())
		}
	}
}
