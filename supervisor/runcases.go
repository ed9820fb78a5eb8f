package supervisor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// The components that RunCases gives.
const (
	ComponentCorrect = "correct"
	ComponentError   = "error"
)

// Bounds on what a CaseReport tells.
const (
	maxMisses    = 10
	maxMissValue = 256
)

// A CaseReport says how the cases of a RunCases went.
type CaseReport struct {
	Total   int `json:"total"`
	Correct int `json:"correct"`
	// Failed are those that gave no value to compare: they panicked, ran out of
	// time, did not take the arguments, or took their worker down.
	Failed int `json:"failed"`
	// Misses are the first cases that are not correct, at most 10.
	Misses []CaseMiss `json:"misses,omitempty"`
}

// A CaseMiss is one case that is not correct. It does not tell what was wanted.
type CaseMiss struct {
	Line    int             `json:"line"` // of the file; from NewCases, the number of the case
	Verdict Verdict         `json:"verdict,omitempty"`
	Value   json.RawMessage `json:"value,omitempty"` // left out where it has more than 256 bytes
	Message string          `json:"message"`
}

// RunCases evaluates the genome's function on cases. The worker is given the
// arguments alone, in batches as CallMany sends them; what is wanted stays in
// this process, and so does the comparison: whatever a genome does in its
// worker, it can give answers, but not a score.
//
// An answer is correct if it equals what is wanted, as JSON: the same value,
// arrays with the same elements, objects with the same names and values.
// Numbers are equal if they are the same number however they are written
// (3, 3.0 and 3e0), integers of any length to the last digit; where one of
// them has a fraction, if they are the same float64. With a tolerance each
// number may be off by as much. NaN and the infinities are the strings "NaN",
// "+Inf" and "-Inf", equal to themselves only, whatever the tolerance.
//
// The score is the fraction of correct answers, which is also the component
// ComponentCorrect. ComponentError is the mean error of the cases: of a number
// d/(1+d), where d is the absolute difference divided by the wanted number's
// size, or by 1 if that is less; of anything else 0 if it is equal and 1 if
// not; of an array or object the mean over all that is in it, what is missing
// or too much counting 1. Both are from 0 to 1.
//
// A case that ends in another verdict than OK has the error 1 and is no end
// of the run: the verdict is OK and CaseReport tells. The same goes for
// arguments that do not fit the function's parameters, unless it is so in every
// case, which is the error ErrBadArguments, as a function that is missing is
// ErrNoFunction. With a restart policy that gives up or never begins, the cases
// after the last death have failed too. Package state lasts from one case to
// the next as in CallMany, and limits are for each case.
//
// There is no score if the run was cut short (Cancelled, Timeout by ctx) or
// the host failed (InfraError): then Cases tells what was known. A score
// becomes the sandbox's current Fitness.
func (b *Sandbox) RunCases(ctx context.Context, function string, cases *Cases) (*Result, error) {
	if cases == nil || cases.Len() == 0 {
		return nil, fmt.Errorf("%w: there are none", ErrBadCases)
	}
	w, refused, err := b.acquire(ctx)
	if w == nil {
		return refused, err
	}
	c, err := b.newCalls(ctx, w, callRequest{function: function}, cases.inputs)
	if err != nil {
		b.release()
		return nil, err
	}
	e := c.beginCases(cases)
	begun := time.Now()
	c.run()
	r, err := e.end(begun)
	c.leave()
	return r, err
}

// A caseRun is an evaluation on cases in progress.
type caseRun struct {
	c     *calls
	md    Metadata
	tally *tally
}

// beginCases makes c, whose inputs are those of the cases, judge outcomes as
// they come, and tells that the evaluation begins. The gate is held.
func (c *calls) beginCases(cases *Cases) *caseRun {
	b := c.b
	b.mu.RLock()
	md := b.trail.metadata(b.id)
	md.Function, md.Version, md.Checksum = c.req.function, c.version, checksumOf(b.genome.sources())
	b.mu.RUnlock()
	t := &tally{cases: cases, report: &CaseReport{Total: cases.Len()}, result: b.result(OK, "")}
	c.sift = t.take
	b.auditEvaluation(ModeCases, md)
	b.sup.bus.emit(EventEvaluateStart, Measurements{}, md)
	return &caseRun{c: c, md: md, tally: t}
}

// end is the result, once every case has its outcome. The gate is still held.
func (e *caseRun) end(begun time.Time) (*Result, error) {
	r, err := e.tally.conclude()
	took := time.Since(begun)
	if r != nil {
		r.Version, r.Checksum = e.md.Version, e.md.Checksum
		r.Usage.Wall = took
		for _, o := range e.c.outcomes {
			if o.Result != nil {
				r.Usage.PeakMemory = max(r.Usage.PeakMemory, o.Result.Usage.PeakMemory)
			}
		}
	}
	e.c.b.announceEvaluation(r, err, e.md, took)
	return r, err
}

// CasesTask is the Task of evaluating a function on cases.
func CasesTask(function string, cases *Cases) Task {
	return func(ctx context.Context, b *Sandbox) (*Result, error) { return b.RunCases(ctx, function, cases) }
}

// A tally adds the outcomes of cases up as they come.
type tally struct {
	cases  *Cases
	report *CaseReport
	result *Result
	error  float64 // sum of the cases'

	unfit   int   // whose arguments do not fit
	unfitBy error // the first of them
	fatal   error // ErrNoFunction, ErrDestroyed: there is no evaluation
	ended   *Result
}

// take judges case i, and drops what an outcome holds that nobody needs
// afterwards: thousands may be a megabyte each.
func (t *tally) take(i int, o *Outcome, cut bool) {
	r := o.Result
	switch {
	case o.Err != nil:
		t.refused(i, o.Err)
		return
	case cut || r.Verdict == InfraError:
		if t.ended == nil {
			t.ended = r
		}
		return
	}
	u := &t.result.Usage
	u.CPU += r.Usage.CPU
	u.Steps += r.Usage.Steps
	if r.Verdict == OK {
		t.compare(i, r)
	} else {
		t.failed(i, r.Verdict, r.Error.describe())
	}
	r.Value, r.Stdout, r.Stderr, r.StdoutBytes, r.StderrBytes = nil, "", "", nil, nil
}

func (t *tally) refused(i int, err error) {
	switch {
	case errors.Is(err, ErrBadArguments):
		t.unfit++
		if t.unfitBy == nil {
			t.unfitBy = err
		}
	case errors.Is(err, ErrGaveUp):
	default:
		if t.fatal == nil {
			t.fatal = err
		}
	}
	t.failed(i, "", strings.TrimPrefix(err.Error(), "sandbox "+t.result.Sandbox+": "))
}

func (t *tally) compare(i int, r *Result) {
	c := compare(t.cases.want[i], r.Value, t.cases.tolerances[i])
	t.error += c.mean()
	if !c.wrong {
		t.report.Correct++
		return
	}
	m := CaseMiss{Verdict: OK, Message: c.what}
	if c.where != "" {
		m.Message = c.where + ": " + c.what
	}
	if len(r.Value) <= maxMissValue {
		m.Value = r.Value
	}
	t.miss(i, m)
}

func (t *tally) failed(i int, v Verdict, message string) {
	t.report.Failed++
	t.error++
	t.miss(i, CaseMiss{Verdict: v, Message: message})
}

func (t *tally) miss(i int, m CaseMiss) {
	if len(t.report.Misses) == maxMisses {
		return
	}
	m.Line, m.Message = t.cases.line(i), shorten(m.Message, maxMissValue)
	t.report.Misses = append(t.report.Misses, m)
}

// shorten cuts a text at a rune's boundary.
func shorten(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit] + " ..."
}

// conclude is the result of it all.
func (t *tally) conclude() (*Result, error) {
	switch {
	case t.fatal != nil:
		return nil, t.fatal
	case t.unfit == t.report.Total:
		return nil, t.unfitBy
	}
	r := t.result
	r.Cases = t.report
	if t.ended != nil {
		r.Verdict, r.Error = t.ended.Verdict, t.ended.Error
		return r, nil
	}
	n := float64(t.report.Total)
	score := float64(t.report.Correct) / n
	r.Score = &score
	r.Components = map[string]float64{ComponentCorrect: score, ComponentError: t.error / n}
	return r, nil
}
