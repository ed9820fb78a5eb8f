package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"github.com/petri-lab/petri/cmd/supervisor/report"
	"github.com/petri-lab/petri/config"
	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/watch"
)

// watchFlags are the options of watch: those of run that make sense, and its
// own.
type watchFlags struct {
	*runFlags
	quiet span
}

func (a *app) watchCommand() *cobra.Command {
	f := watchFlags{runFlags: newRunFlags(), quiet: span{d: watch.DefaultQuiet}}
	cmd := &cobra.Command{
		Use:   "watch [flags] GENOME...",
		Short: "Evaluate genomes anew whenever their files change",
		Long: `watch gives each genome a sandbox and evaluates it, as run does; and again, by
hot reload into the same sandbox, whenever its files change. A GENOME is a Go
file or a directory. When the file of --fitness changes, all are evaluated anew.
What is saved but does not load is reported, and what served before goes on
serving, with its state. It prints a line for each change, until it is
interrupted.

Files are watched with inotify, however editors save them. A file that is not
there is waited for.

Exit status, the first that applies:
  130  interrupted, which is how it ends
  3    this host cannot isolate as asked
  4    a sandbox could not be made, or output not be written
  2    usage: a bad option, or a file of an option that cannot be read`,
		Example: `  supervisor watch --fitness testdata/square_fitness.go candidate.go
  supervisor watch --call Square --args '[12]' candidate.go`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("no genome given: want at least one file or directory")
			}
			if slices.Contains(args, stdinGenome) {
				return errors.New("genome -: standard input cannot be watched: want a file or directory")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, p, err := f.plan(cmd, a.environ, args)
			if cause := context.Cause(cmd.Context()); cause != nil {
				return &exitError{exitInterrupted, cause}
			}
			if err != nil {
				return err
			}
			return exit(a.watch(cmd.Context(), s, p, f.quiet.d))
		},
	}
	fs := cmd.Flags()
	fs.SortFlags = false
	f.registerQuestion(fs)
	fs.Var(&f.quiet, "quiet", "time that must pass without a change before files are read")
	f.sandbox.register(fs)
	f.registerJobs(fs)
	fs.StringVar(&f.format, "format", report.Text, "output `FORMAT`: text or ndjson, a line for each change")
	fs.BoolVarP(&f.verbose, "verbose", "v", false, "print events on stderr, a JSON line each")
	return cmd
}

// plan checks the options and reads the files that they name.
func (f watchFlags) plan(cmd *cobra.Command, environ, genomes []string) (*config.Settings, *plan, error) {
	p := &plan{genomes: genomes, format: f.format, verbose: f.verbose, fitness: f.fitness, jobs: f.jobs}
	if err := f.conflicts(cmd.Flags().Changed, genomes); err != nil {
		return nil, nil, err
	}
	if !slices.Contains(report.UpdateFormats(), f.format) {
		return nil, nil, fmt.Errorf("--format %q: want one of %s", f.format, strings.Join(report.UpdateFormats(), ", "))
	}
	if f.jobs < 1 {
		return nil, nil, fmt.Errorf("--jobs %d: want at least 1", f.jobs)
	}
	s, err := f.sandbox.settings(cmd.Flags(), environ, supervisor.Config{
		GC:   supervisor.GC{Interval: -1}, // each lives until the end
		Pool: supervisor.Pool{Max: -1},    // and is made once
	}, config.Sandbox{Profile: defaultProfile, Restart: supervisor.DefaultRestart()})
	if err != nil {
		return nil, nil, err
	}
	p.caps = s.Config().Caps
	return s, p, f.question(cmd.Context(), p)
}

// watch watches until ctx ends, and returns the exit status.
func (a *app) watch(ctx context.Context, s *config.Settings, p *plan, quiet time.Duration) (code int) {
	sup, err := supervisor.New(s.Config())
	if err != nil {
		a.complain(fmt.Errorf("cannot start: %w", err))
		return startStatus(err)
	}
	stop := func() {}
	if p.verbose {
		stop = watchEvents(sup, zerolog.New(a.stderr))
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeGrace)
		defer cancel()
		if err := sup.Close(closing); err != nil {
			a.complain(fmt.Errorf("clean-up is incomplete: %w", err))
			code = worse(code, exitInfra)
		}
		stop()
	}()
	var targets []watch.Target
	for i, path := range p.genomes {
		t, err := target(ctx, sup, s, fmt.Sprintf("watch-%d", i+1), path)
		if ctx.Err() != nil {
			return exitInterrupted
		}
		if err != nil {
			a.complain(fmt.Errorf("genome %s: %w", path, err))
			return startStatus(err)
		}
		targets = append(targets, t)
	}
	err = a.watchAll(ctx, p, quiet, targets)
	if ctx.Err() != nil {
		return exitInterrupted
	}
	a.complain(err)
	return exitInfra
}

// target makes the sandbox of a genome, and says how another one is made.
func target(ctx context.Context, sup *supervisor.Supervisor, s *config.Settings, id, path string) (watch.Target, error) {
	create := func(ctx context.Context) (*supervisor.Sandbox, error) {
		return sup.Create(ctx, id, s.Options(path)...)
	}
	box, err := create(ctx)
	return watch.Target{Path: path, Box: box, Renew: func(ctx context.Context) (*supervisor.Sandbox, error) {
		old, err := sup.Get(id)
		if err == nil {
			err = old.Destroy(ctx)
		}
		if err != nil && !errors.Is(err, supervisor.ErrNotFound) {
			return nil, err
		}
		return create(ctx)
	}}, err
}

// watchAll prints what becomes of every change, until ctx ends or nobody reads.
func (a *app) watchAll(ctx context.Context, p *plan, quiet time.Duration, targets []watch.Target) error {
	caller := ctx
	ctx, abort := context.WithCancelCause(ctx)
	defer abort(nil)
	out := &impatientWriter{ctx: caller, w: a.stdout, grace: outputGrace}
	c := watch.Config{
		Harness: p.fitness,
		How:     p.how,
		Quiet:   quiet,
		Jobs:    p.jobs,
		Caps:    p.caps,
		Report: func(u watch.Update) {
			if err := report.Update(out, p.format, a.stdoutTerminal, u); err != nil {
				abort(fmt.Errorf("updates cannot be written: %w", err))
			}
		},
	}
	if p.fitness == "" {
		c.Evaluate = p.evaluate
	}
	return watch.Run(ctx, c, targets...)
}

// evaluate puts the question of a plan without a harness to a genome that has
// been loaded; there is no result if there is no question.
func (p *plan) evaluate(ctx context.Context, b *supervisor.Sandbox) (*supervisor.Result, error) {
	loaded := &supervisor.Result{Sandbox: b.ID(), Checksum: b.Info().Checksum}
	switch {
	case p.cases != nil:
		judged, err := b.RunCases(ctx, p.function, p.cases)
		return linked(loaded, judged, err)
	case p.answer == report.Value:
		called, err := b.Call(ctx, p.function, callArgs(p.args))
		return linked(loaded, called, err)
	case box{b}.isMain():
		return box{b}.main(ctx, p.stdin)
	}
	return nil, nil
}
