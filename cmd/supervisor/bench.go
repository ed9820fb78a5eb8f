package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/petri-lab/petri/cmd/supervisor/report"
	"github.com/petri-lab/petri/internal/bench"
	"github.com/petri-lab/petri/internal/bench/plot"
)

// benchFlags are the options of bench as they stand on the command line.
type benchFlags struct {
	options bench.Options
	format  string
	out     string
}

func (a *app) benchCommand() *cobra.Command {
	var f benchFlags
	cmd := &cobra.Command{
		Use:   "bench [flags]",
		Short: "Measure what sandboxes cost on this machine",
		Long: `bench measures what each operation costs on this machine, with every layer of
isolation that it offers, and beside it what comparable things cost without
Petri: bare processes, go run, go build, the interpreter alone. Before and after
each operation it starts some bare processes; the ratio is to those. Baselines
that need a Go tool chain are left out where there is none.

Nothing else should run meanwhile. Everything takes some five minutes and, for
2,000 sandboxes, some 6 GiB of memory; --short takes less than one.

What can be measured (--operations takes names and patterns, as 'reload-*'):
  ` + strings.Join(bench.Names(), "\n  ") + `

Exit status: 0, or 2 usage, 3 this host cannot isolate, 4 something could not be
measured (it is named; what was measured before is printed), 130 interrupted`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains(report.BenchFormats(), f.format) {
				return fmt.Errorf("--format %q: want one of %s", f.format, strings.Join(report.BenchFormats(), ", "))
			}
			for _, name := range []string{"count", "jobs"} {
				// Zero means that nobody said so.
				if n := cmd.Flags().Lookup(name); n.Changed && n.Value.String() == "0" {
					return fmt.Errorf("--%s 0: want at least 1", name)
				}
			}
			return a.bench(cmd.Context(), f)
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.options.Operations, "operations", nil, "measure these only: `NAMES` or patterns, separated by commas (default: everything)")
	flags.IntVar(&f.options.Count, "count", 0, "repeat each operation `N` times (default: as often as suits it)")
	flags.BoolVar(&f.options.Short, "short", false, "few repetitions, few sandboxes: less than a minute")
	flags.IntVar(&f.options.Jobs, "jobs", 0, "`N` evaluations at a time where throughput is measured (default: two for each processor)")
	flags.IntSliceVar(&f.options.Sandboxes, "sandboxes", nil, "`NUMBERS` of living sandboxes for scale, ascending (default: 10 to 2000)")
	flags.BoolVar(&f.options.AllowDegraded, "allow-degraded", false, "measure also where not every guarantee can be given")
	flags.StringVar(&f.options.Worker, "worker", "", "worker binary at `PATH` (default: worker beside this executable, else in $PATH)")
	flags.StringVar(&f.format, "format", report.Table, "output `FORMAT`: table, json or markdown")
	flags.StringVar(&f.out, "out", "", "write bench.json, bench.txt and plots (SVG) into the directory `DIR`, which is made")
	return cmd
}

func (a *app) bench(ctx context.Context, f benchFlags) error {
	if f.out != "" {
		if err := os.MkdirAll(f.out, 0o755); err != nil {
			return &exitError{exitUsage, fmt.Errorf("--out: %w", err)}
		}
	}
	f.options.Progress = func(name string) { fmt.Fprintf(a.stderr, "measuring %s\n", name) }
	r, err := bench.Run(ctx, f.options)
	if r == nil {
		if errors.Is(err, bench.ErrOptions) {
			return err
		}
		return &exitError{startStatus(err), err}
	}
	out := &impatientWriter{ctx: ctx, w: a.stdout, grace: outputGrace}
	if printErr := report.Bench(out, f.format, a.width, r); printErr != nil {
		err = errors.Join(err, fmt.Errorf("the report cannot be written: %w", printErr))
	}
	if f.out != "" {
		err = errors.Join(err, writeBench(f.out, r))
	}
	switch {
	case context.Cause(ctx) != nil:
		return &exitError{exitInterrupted, context.Cause(ctx)}
	case err != nil:
		return &exitError{startStatus(err), err}
	}
	return nil
}

// writeBench writes a report into a directory, in all forms.
func writeBench(dir string, r *bench.Report) error {
	write := func(name string, f func(*os.File) error) error {
		file, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return fmt.Errorf("--out: %w", err)
		}
		return errors.Join(f(file), file.Close())
	}
	err := errors.Join(
		write("bench.json", func(w *os.File) error { return report.Bench(w, report.JSON, 0, r) }),
		write("bench.txt", func(w *os.File) error { return report.Bench(w, report.Table, 0, r) }),
	)
	if plot.HasLatency(r) {
		err = errors.Join(err, write("latency.svg", func(w *os.File) error { return plot.Latency(w, r) }))
	}
	if plot.HasScale(r) {
		err = errors.Join(err, write("scale.svg", func(w *os.File) error { return plot.Scale(w, r) }))
	}
	return err
}
