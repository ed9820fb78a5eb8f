package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"github.com/petri-lab/petri/cmd/supervisor/report"
	"github.com/petri-lab/petri/supervisor"
)

// closeGrace bounds what cleaning up may take, interrupted or not.
const closeGrace = 20 * time.Second

func (a *app) runCommand() *cobra.Command {
	f := newRunFlags()
	cmd := &cobra.Command{
		Use:   "run [flags] GENOME...",
		Short: "Evaluate genomes, each in a fresh sandbox",
		Long: `run evaluates genomes, each in a fresh sandbox: a worker process that is used for
nothing else and is gone afterwards. A GENOME is a Go file, a directory (one
package, or several packages that import one another), or - for one file on
standard input. Results are printed in the order of the arguments.

With --fitness each genome is scored by a harness, with --call one of its
functions is called, with --cases too it is scored by what the function returns.
With neither a package main is run, its output being the result, and any other
package is only loaded.

Sockets are kept in a private directory below $TMPDIR (default: /dev/shm or /tmp),
whose path must be short. It is removed at the end; after SIGKILL or
SIGQUIT, when the next supervisor starts.

A DURATION is a number with a unit: 500ms, 2s, 1m30s. A SIZE is in bytes, or has
a unit: MB, GB and so on are powers of 1000, MiB, GiB of 1024.

` + exitHelp,
		Example: `  # score every candidate; fail unless all of them reach 0.9
  supervisor run --fitness testdata/square_fitness.go --fail-under score=0.9 testdata/square/*.go

  # call one function
  supervisor run --call Square --args '[12]' testdata/square/good_multiply.go

  # the same where candidates may be hostile: none can forge its score
  supervisor run --fitness testdata/square_fitness.go --harness-apart testdata/square/*.go

  # score every candidate by the answers that its function gives to each case
  supervisor run --call Square --cases testdata/square_cases.jsonl testdata/square/*.go

  # run a program on an input, with little time and memory
  supervisor run --timeout 2s --memory 64MiB --stdin words.txt testdata/programs/wordcount.go

  # results for other programs: a JSON line for each genome, or JUnit XML
  supervisor run --fitness fitness.go --format ndjson candidates/*.go | jq .score
  supervisor run --fitness fitness.go --format junit candidates/*.go > report.xml`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("no genome given: want at least one file or directory, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := f.plan(cmd.Context(), cmd.Flags(), a.environ, args, a.stdoutTerminal)
			if cause := context.Cause(cmd.Context()); cause != nil {
				return &exitError{exitInterrupted, cause}
			}
			if err != nil {
				return err
			}
			return exit(a.run(cmd.Context(), p))
		},
	}
	f.register(cmd.Flags())
	return cmd
}

// run carries out a plan and returns the exit status. All that goes wrong has
// been printed when it returns.
func (a *app) run(ctx context.Context, p *plan) int {
	var events *os.File
	if p.events != "" {
		var err error
		if events, err = openEvents(ctx, p.events); err != nil {
			a.complain(fmt.Errorf("--events: %w", err))
			if ctx.Err() != nil {
				return exitInterrupted
			}
			return exitUsage
		}
		defer events.Close() // what was written has been looked at
	}
	d, err := a.open(p.dish)
	if err != nil {
		a.complain(fmt.Errorf("cannot start: %w", err))
		return startStatus(err)
	}
	stop := func() {}
	if p.verbose {
		stop = d.watch(zerolog.New(a.stderr))
	}
	recorded := func() error { return nil }
	if events != nil {
		recorded = d.record(events)
	}
	r := a.evaluateAll(ctx, d, p)

	// Clean up before the last results are printed: whoever reads them may
	// take his time.
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeGrace)
	defer cancel()
	if err := d.close(closing); err != nil {
		r.trouble(fmt.Errorf("clean-up is incomplete: %w", err))
	}
	stop()
	if err := recorded(); err != nil {
		r.trouble(fmt.Errorf("--events %s: %w", p.events, err))
	}
	if err := d.unaudited(); err != nil {
		r.trouble(fmt.Errorf("--audit %s: %w", p.dish.audit, err))
	}
	r.finish()
	return r.code
}

// evaluateAll evaluates every genome of the plan and prints what can be printed
// at once.
func (a *app) evaluateAll(ctx context.Context, d dish, p *plan) *recorder {
	caller := ctx
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := newRecorder(caller, cancel, a, p)
	e := &evaluator{dish: d, plan: p, stdin: a.stdin}
	inOrder(len(p.genomes), p.jobs, func(i int) outcome {
		return e.evaluate(ctx, i)
	}, r.record)
	r.unjudgedFew()
	r.interruption(context.Cause(caller))
	return r
}

// A recorder turns outcomes into output and an exit status.
type recorder struct {
	app     *app
	plan    *plan
	printer report.Printer
	bar     *progress
	abort   context.CancelCauseFunc

	code      int
	evaluated int
	broken    bool            // output cannot be written
	said      map[string]bool // usage errors, by text
	unjudged  []string        // genomes with which the harness is no good
}

func newRecorder(ctx context.Context, abort context.CancelCauseFunc, a *app, p *plan) *recorder {
	out := &impatientWriter{ctx: ctx, w: a.stdout, grace: outputGrace}
	printer, err := report.New(p.format, out, report.Options{Answer: p.answer, Width: a.width})
	if err != nil {
		panic(err) // the plan has a format that it should have refused
	}
	r := &recorder{app: a, plan: p, printer: printer, abort: abort, said: make(map[string]bool)}
	// A bar and lines that stream to the same terminal would overwrite each
	// other.
	streams := p.verbose || (a.stdoutTerminal && p.format == report.NDJSON)
	if a.stderrTerminal && !streams {
		r.bar = newProgress(a.stderr, len(p.genomes))
	}
	return r
}

// record takes the outcome of one genome. Outcomes come in the order of the
// arguments, from one goroutine.
func (r *recorder) record(o outcome) {
	r.bar.step()
	if o.usage != nil {
		r.code = worse(r.code, exitUsage)
		r.refuse(o)
	}
	if o.trouble != nil {
		r.trouble(o.trouble)
	}
	r.code = worse(r.code, o.status)
	if o.result == nil {
		return
	}
	r.evaluated++
	row := report.Row{Result: o.result, Several: o.several}
	switch o.result.Verdict {
	case supervisor.OK:
		for _, t := range r.plan.thresholds {
			if miss := t.missed(o.result); miss != "" {
				row.Missed = append(row.Missed, miss)
			}
		}
		if len(row.Missed) > 0 {
			r.code = worse(r.code, exitCandidate)
		}
	case supervisor.InfraError:
		r.code = worse(r.code, exitInfra)
	default:
		r.code = worse(r.code, exitCandidate)
	}
	r.output(r.printer.Add(row))
}

// refuse says what is no good. A harness that is no good is mostly so for every
// genome, and that is said once.
func (r *recorder) refuse(o outcome) {
	err := o.usage
	said := r.said[err.Error()]
	r.said[err.Error()] = true
	if o.judged != "" {
		r.unjudged = append(r.unjudged, o.judged)
		err = fmt.Errorf("%w (with %s)", err, o.judged)
	}
	if !said {
		r.complain(err)
	}
}

// namedAtMost is how many genomes without a result are named.
const namedAtMost = 10

// unjudgedFew says which genomes the harness is no good with, if it is good with
// others: a genome may have to do with that.
func (r *recorder) unjudgedFew() {
	n := len(r.unjudged)
	if n < 2 || r.evaluated == 0 {
		return
	}
	names := strings.Join(r.unjudged[:min(n, namedAtMost)], ", ")
	if n > namedAtMost {
		names += fmt.Sprintf(" and %d more", n-namedAtMost)
	}
	r.complain(fmt.Errorf("--fitness %s: no result of %s", r.plan.fitness, names))
}

// interruption notes that a signal ended the run early.
func (r *recorder) interruption(cause error) {
	r.bar.clear()
	if cause == nil {
		return
	}
	r.code = exitInterrupted
	r.complain(fmt.Errorf("%v: %d of %d genomes were evaluated", cause, r.evaluated, len(r.plan.genomes)))
}

// finish prints what the printer kept.
func (r *recorder) finish() { r.output(r.printer.Close()) }

// output handles an error of the printer: without output there is no point in
// going on.
func (r *recorder) output(err error) {
	if err == nil || r.broken {
		return
	}
	r.broken = true
	r.trouble(fmt.Errorf("results cannot be written: %w", err))
	r.abort(errors.New("output is gone"))
}

func (r *recorder) trouble(err error) {
	r.code = worse(r.code, exitInfra)
	r.complain(err)
}

func (r *recorder) complain(err error) {
	r.bar.clear()
	r.app.complain(err)
}
