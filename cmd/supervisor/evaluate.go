package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/petri-lab/petri/cmd/supervisor/report"
	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// An evaluator puts the question of a plan to its genomes.
type evaluator struct {
	dish  dish
	plan  *plan
	stdin io.Reader // where the genome - comes from
}

// An outcome is what became of one genome. Its zero value says that the run
// ended before the genome was evaluated.
type outcome struct {
	result  *supervisor.Result
	several bool   // the genome has several modules
	usage   error  // the path or the harness is no good; there is no result
	judged  string // the path, if it is the harness that is no good with it
	trouble error  // something to report beside the result
	status  int    // exit status beyond what result, usage and trouble imply
}

// evaluate puts genome i into a fresh sandbox and asks what the plan asks.
func (e *evaluator) evaluate(ctx context.Context, i int) (o outcome) {
	path := e.plan.genomes[i]
	if ctx.Err() != nil {
		return outcome{}
	}
	g, err := e.read(ctx, path)
	switch {
	case ctx.Err() != nil:
		return outcome{}
	case noSource(err):
		return outcome{result: &supervisor.Result{
			Genome:  path,
			Verdict: supervisor.LoadError,
			Error:   &supervisor.Failure{Message: err.Error()},
		}}
	case jail.Exhausted(err): // which is not the path's fault
		return outcome{result: infraError(path, "", fmt.Errorf("cannot read genome: %w", err))}
	case err != nil:
		return outcome{usage: fmt.Errorf("cannot read genome: %w", err)}
	}

	id := fmt.Sprintf("run-%d", i+1)
	sb, err := e.dish.create(ctx, id, path)
	switch {
	case err != nil && ctx.Err() != nil:
		return outcome{}
	case err != nil:
		return outcome{result: infraError(path, id, err), status: startStatus(err)}
	}
	defer func() {
		// The sandbox goes away even if the run is over.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeGrace)
		defer cancel()
		if err := sb.destroy(ctx); err != nil {
			o.trouble = fmt.Errorf("genome %s: sandbox %s is not cleaned up: %w", path, id, err)
		}
	}()

	res, err := e.ask(ctx, sb, g)
	switch {
	case ctx.Err() != nil && (err != nil || res.Verdict == supervisor.Cancelled):
		return outcome{} // it was cut off: that says nothing about the genome
	case errors.Is(err, supervisor.ErrNoHarness):
		return outcome{usage: fmt.Errorf("--fitness %s: %w", e.plan.fitness, err), judged: path}
	case err != nil:
		return outcome{result: infraError(path, id, err)}
	}
	res.Genome = path
	return outcome{result: res, several: len(g) > 1}
}

// read reads the genome at path.
func (e *evaluator) read(ctx context.Context, path string) (genome.Genome, error) {
	return interruptible(ctx, func() (genome.Genome, error) {
		if path != stdinGenome {
			return genome.Read(path, e.plan.caps)
		}
		g, err := genome.ReadFrom(e.stdin, "stdin.go", e.plan.caps)
		if err != nil {
			return nil, fmt.Errorf("- (standard input): %w", err)
		}
		return g, nil
	})
}

// noSource tells whether a genome could be read, but is not what a genome can
// be: the candidate's failure, not that of who named it.
func noSource(err error) bool {
	for _, content := range []error{genome.ErrEmpty, genome.ErrTooLarge, genome.ErrBinary} {
		if errors.Is(err, content) {
			return true
		}
	}
	return false
}

// ask loads g and puts the question. The result is that of the load if it
// failed or if there is no question.
func (e *evaluator) ask(ctx context.Context, sb sandbox, g genome.Genome) (*supervisor.Result, error) {
	switch {
	case e.plan.cases != nil:
		return linked(sb.cases(ctx, g, e.plan.function, e.plan.cases))
	case e.plan.answer == report.Value:
		return linked(sb.call(ctx, g, e.plan.function, e.plan.args))
	}
	loaded, err := sb.load(ctx, g)
	switch {
	case err != nil || loaded.Verdict != supervisor.OK:
		return loaded, err
	case e.plan.answer == report.Score:
		return sb.fitness(ctx, e.plan.harness, e.plan.how...)
	case sb.isMain():
		return sb.main(ctx, e.plan.stdin)
	}
	return loaded, nil
}

// linked is the result of a load and of what was called then, if it was. It
// makes one of an error that says that the genome does not have that.
func linked(loaded, res *supervisor.Result, err error) (*supervisor.Result, error) {
	if err == nil && res == nil {
		return loaded, nil
	}
	for _, mismatch := range []error{supervisor.ErrNoModule, supervisor.ErrNoFunction, supervisor.ErrBadArguments} {
		if errors.Is(err, mismatch) {
			return doesNotLink(loaded, err), nil
		}
	}
	return res, err
}

// doesNotLink is the result of a genome that lacks what is called, or has it
// with other parameters: the call and the genome do not fit together.
func doesNotLink(loaded *supervisor.Result, err error) *supervisor.Result {
	var res supervisor.Result
	if loaded != nil { // it is not if nobody could ever be called like that
		res = *loaded
	}
	res.Verdict = supervisor.LoadError
	// The report names the genome; its sandbox's id is of no use to anybody.
	message := strings.TrimPrefix(err.Error(), "sandbox "+res.Sandbox+": ")
	res.Error = &supervisor.Failure{Message: message}
	return &res
}

// infraError is the result of a genome that could not be evaluated for a reason
// that is not its own. It takes its place in the report, so that a reader finds
// a line for every genome.
func infraError(path, id string, err error) *supervisor.Result {
	return &supervisor.Result{
		Genome:  path,
		Sandbox: id,
		Verdict: supervisor.InfraError,
		Error:   &supervisor.Failure{Message: err.Error()},
	}
}
