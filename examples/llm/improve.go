package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

const rounds = 9

const task = `Write package candidate with func Median(numbers []float64) float64, the median of a
list that need not be sorted and must not be changed; 0 for an empty list.`

// seedCode is where it begins.
const seedCode = `package candidate

func Median(numbers []float64) float64 {
	return numbers[len(numbers)/2]
}
`

// harness scores a candidate by the share of right answers.
const harness = `package fitness

import "candidate"

func Fitness() map[string]float64 {
	right, kept, n := 0.0, 0.0, 0.0
	for _, c := range []struct {
		in   []float64
		want float64
	}{
		{[]float64{3}, 3},
		{[]float64{1, 2, 3}, 2},
		{[]float64{9, 1, 5}, 5},
		{[]float64{4, 1, 3, 2}, 2.5},
		{[]float64{-1, 10, -5, 0, 2}, 0},
		{[]float64{7, 7, 1, 1}, 4},
	} {
		n++
		first := c.in[0]
		if candidate.Median(c.in) == c.want {
			right++
		}
		if c.in[0] == first {
			kept++
		}
	}
	if candidate.Median(nil) == 0 {
		right++
	}
	return map[string]float64{"score": 0.9*right/(n+1) + 0.1*kept/n, "right": right / (n + 1), "kept": kept / n}
}
`

// A LoadError says that code did not load; an EvaluationError, that it did and
// then failed. Both are the code's failures, not this program's.
type (
	LoadError       struct{ Result *supervisor.Result }
	EvaluationError struct{ Result *supervisor.Result }
)

func (e *LoadError) Error() string {
	return "it does not load: " + describe(e.Result)
}

func (e *EvaluationError) Error() string {
	return "it loads, but its evaluation failed: " + describe(e.Result)
}

// describe is a failure in words that a model understands: the verdict, every
// position, and what to do about it where that is not obvious.
func describe(r *supervisor.Result) string {
	var b strings.Builder
	b.WriteString(string(r.Verdict))
	if r.Error != nil {
		fmt.Fprintf(&b, ": %s", r.Error.Message)
		for _, d := range r.Error.Diagnostics {
			fmt.Fprintf(&b, "\n  %s:%d:%d: %s", d.File, d.Line, d.Column, d.Message)
		}
	}
	switch r.Verdict {
	case supervisor.Denied:
		b.WriteString("\n  (only pure computation is allowed)")
	case supervisor.Timeout:
		b.WriteString("\n  (is there a loop that does not end?)")
	}
	return b.String()
}

// A proposal is code with its score.
type proposal struct {
	code       string
	score      float64
	components map[string]float64
}

// improve asks the client again and again, and returns the best. The error is
// this program's or the client's.
func improve(ctx context.Context, sup *supervisor.Supervisor, out io.Writer, client Client, rounds int) (proposal, error) {
	best, err := evaluate(ctx, sup, "llm-0", seedCode)
	if failed(err) {
		best, err = proposal{code: seedCode}, nil
	}
	if err != nil {
		return best, err
	}
	prompt := Prompt{Task: task}
	for round := 1; round <= rounds && best.score < 1; round++ {
		prompt.Code, prompt.Score = best.code, best.score
		reply, err := client.Mutate(ctx, prompt)
		if err != nil {
			return best, fmt.Errorf("round %d: the model: %w", round, err)
		}
		next, err := evaluate(ctx, sup, fmt.Sprintf("llm-%d", round), code(reply))
		switch {
		case failed(err):
			prompt.Feedback = err.Error()
		case err != nil:
			return best, fmt.Errorf("round %d: %w", round, err)
		case next.score > best.score:
			prompt.Feedback = fmt.Sprintf("score %.2f %v, better than %.2f", next.score, next.components, best.score)
			best = next
		default:
			prompt.Feedback = fmt.Sprintf("score %.2f %v, not better than %.2f", next.score, next.components, best.score)
		}
		fmt.Fprintf(out, "round %d: %s\n", round, strings.ReplaceAll(prompt.Feedback, "\n", "\n         "))
	}
	return best, nil
}

func failed(err error) bool {
	var load *LoadError
	var evaluation *EvaluationError
	return errors.As(err, &load) || errors.As(err, &evaluation)
}

// evaluate loads code into a sandbox of its own and scores it. Nothing is left
// of the sandbox.
func evaluate(ctx context.Context, sup *supervisor.Supervisor, id, code string) (p proposal, err error) {
	box, err := sup.Create(ctx, id,
		supervisor.WithProfile(genome.Strict()),
		supervisor.WithLimits(supervisor.Limits{Wall: time.Second, Memory: 64 << 20}),
		supervisor.WithRestart(supervisor.NeverRestart()))
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, box.Destroy(context.WithoutCancel(ctx))) }()
	loaded, err := box.HotReload(ctx, genome.FromString("candidate.go", code))
	switch {
	case errors.Is(err, genome.ErrEmpty), errors.Is(err, genome.ErrTooLarge), errors.Is(err, genome.ErrBinary):
		return p, &LoadError{&supervisor.Result{Verdict: supervisor.LoadError, Error: &supervisor.Failure{Message: err.Error()}}}
	case err != nil:
		return p, err
	case loaded.Verdict != supervisor.OK:
		return p, &LoadError{loaded}
	}
	result, err := box.Run(ctx, genome.FromString("fitness.go", harness)[0])
	switch {
	case err != nil:
		return p, err
	case result.Verdict == supervisor.Cancelled:
		return p, context.Cause(ctx)
	case result.Score == nil:
		return p, &EvaluationError{result}
	}
	return proposal{code: code, score: *result.Score, components: result.Components}, nil
}
