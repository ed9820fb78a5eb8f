// Command binpacking judges heuristics for online bin packing, the problem of
// FunSearch (Romera-Paredes and others, Nature 625, 2024): items come one by one
// and each must be put into a bin at once. A heuristic, which is the genome, is
//
//	package heuristic
//
//	func Priority(item float64, bins []float64) []float64
//
// It rates the bins that have room, of which it is told how much; the last one
// is new. The item goes where the rating is highest. Instances are like those of
// the OR-Library (Falkenauer's uniform class: sizes 20 to 100, capacity 150),
// generated from a seed.
//
//	go run ./examples/binpacking -worker bin/worker
//	go run ./examples/binpacking -worker bin/worker mine.go
//
// It prints how many bins are used beyond what is needed at least: the lower
// bounds L1 and L2 of Martello and Toth.
package main

import (
	"cmp"
	"context"
	"embed"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/petri-lab/petri/examples/internal/dish"
	"github.com/petri-lab/petri/supervisor"
)

//go:embed testdata/heuristics/*.go
var known embed.FS

func main() {
	seed := flag.Uint64("seed", 1, "of the instances")
	instances := flag.Int("instances", 20, "how many")
	items := flag.Int("items", 250, "of each instance")
	dish.Main("binpacking", func(ctx context.Context, sup *supervisor.Supervisor, out io.Writer) error {
		heuristics, err := heuristics(flag.Args())
		if err != nil {
			return err
		}
		return run(ctx, sup, out, heuristics, generate(*seed, *instances, *items))
	})
}

// A heuristic is a genome's source.
type heuristic struct{ name, source string }

// heuristics reads files; without any, those that come with this program.
func heuristics(paths []string) ([]heuristic, error) {
	read := os.ReadFile
	if len(paths) == 0 {
		const dir = "testdata/heuristics"
		entries, err := known.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			paths = append(paths, dir+"/"+e.Name())
		}
		read = known.ReadFile
	}
	var all []heuristic
	for _, p := range paths {
		text, err := read(p)
		if err != nil {
			return nil, err
		}
		all = append(all, heuristic{filepath.Base(p), string(text)})
	}
	return all, nil
}

func run(ctx context.Context, sup *supervisor.Supervisor, out io.Writer, heuristics []heuristic, instances []instance) error {
	l1, l2 := 0, 0
	for _, in := range instances {
		l1, l2 = l1+in.l1(), l2+in.l2()
	}
	fmt.Fprintf(out, "%d instances of %d items: at least %d bins by L1, %d by L2\n\n", len(instances), len(instances[0]), l1, l2)
	scores, err := judge(ctx, sup, heuristics, instances)
	if err != nil {
		return err
	}
	slices.SortStableFunc(scores, func(a, b score) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.bins, b.bins))
	})
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "heuristic\tbins\tover L1\tover L2")
	for _, s := range scores {
		if s.failure != "" {
			fmt.Fprintf(w, "%s\t%s\n", s.name, s.failure)
			continue
		}
		fmt.Fprintf(w, "%s\t%d\t%.2f%%\t%.2f%%\n", s.name, s.bins, excess(s.bins, l1), excess(s.bins, l2))
	}
	return w.Flush()
}

func excess(bins, bound int) float64 { return 100 * float64(bins-bound) / float64(bound) }
