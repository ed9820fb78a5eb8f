package supervisor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/petri-lab/petri/genome"
)

// HarnessName is the package that a harness must be.
const HarnessName = "fitness"

// fitnessName is the function that a harness must have.
const fitnessName = "Fitness"

// Run evaluates the genome with a harness: a package fitness that imports the
// genome's modules and has
//
//	func Fitness() float64            // the score
//	func Fitness() (float64, error)
//	func Fitness() map[string]float64 // components; "score" among them, else their mean, is the score
//
// The harness is loaded beside the genome, in an interpreter of their own into
// which the modules' state is carried, and stays there until the next reload,
// so that it is loaded once for many runs. What is read is the JSON of what
// Fitness returns: any other type that is a number there, or an object of
// numbers, will do as well, int or a struct say; integers beyond 2^53 are
// rounded to float64. Text, lists, booleans and null are not. A score that is NaN or infinite, or
// components that no Fitness may have, are no score: the verdict is Failed. A
// score becomes the sandbox's current Fitness.
//
// The harness runs in the candidate's process: a genome that escapes the
// interpreter can forge its score. See WithHarnessApart.
//
// Loading the harness builds the genome anew: package state that no Snapshot
// carries is fresh then, and goes on from there in later runs and calls.
//
// A harness that is unusable whatever the genome (it does not parse, is
// denied, has no fitting Fitness) is the error ErrNoHarness. A genome that has
// a module of the harness's name is a LoadError.
func (b *Sandbox) Run(ctx context.Context, h genome.Module, opts ...RunOption) (*Result, error) {
	var o runOptions
	for _, opt := range opts {
		opt(&o)
	}
	if h.Name == "" {
		h.Name = HarnessName
	}
	g := genome.Genome{h}
	if err := g.Check(b.sup.config.Caps); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoHarness, err)
	}
	w, refused, err := b.acquire(ctx)
	if w == nil {
		return refused, err
	}
	e := &evaluation{b: b, ctx: ctx, w: w, harness: h}
	run, mode := e.run, ModeShared
	if o.apart {
		run, mode = e.runApart, ModeApart
	}
	md, clash, err := e.metadata()
	if err != nil || clash {
		b.release()
		if clash {
			r := b.result(LoadError, fmt.Sprintf("the genome has a module %s, which is the harness's name", h.Name))
			r.Version, r.Checksum = md.Version, md.Checksum
			return r, nil
		}
		return nil, err
	}
	e.md = md
	b.auditEvaluation(mode, md)
	b.sup.bus.emit(EventEvaluateStart, Measurements{}, md)
	begun := time.Now()
	r, err := run()
	if r != nil {
		r.Version, r.Checksum = md.Version, md.Checksum
	}
	b.announceEvaluation(r, err, md, time.Since(begun))
	e.leave()
	return r, err
}

// A RunOption is an option of Run.
type RunOption func(*runOptions)

type runOptions struct{ apart bool }

// WithHarnessApart runs the harness in a worker of its own, so that a genome
// which breaks out of the interpreter can spoil its evaluation, but not forge
// the score. The harness is the same source: its calls of the genome's exported
// functions travel through this process, each a round trip to both workers.
//
// What crosses is what has JSON both ways: booleans, numbers, strings, lists,
// maps with keys that are strings or integers, structs by their exported
// fields, pointers to these, any, time.Time, time.Duration and numbers of
// math/big; types that the genome declares, as such, and constants. Everything
// is a copy: a function that sorts its argument in place sorts another slice,
// and must return it. An error crosses as its text, as the last result, with
// the others zero. Variables, methods, functions, channels and generic ones do
// not cross: a harness that uses them is a LoadError that says why and what to
// write. A panic of the genome goes through the harness, which can recover from
// it; any other end of a call, a deadline, a limit, a death, is the end of the
// evaluation, with that verdict.
//
// The harness's worker has the sandbox's profile and limits, for itself; it is
// started for the run (taken from the pool) and gone after it, does not count
// in Config.MaxSandboxes, and its package state is fresh each time. Deadline,
// CPU time, steps and output of the sandbox hold for the genome's part of the
// evaluation as a whole, and Usage is the genome's alone. A harness's worker
// that dies leaves the genome's as it is; its verdict is the Result's, whose
// Error.Module is then the harness's name. At most MaxOutcalls calls are made.
func WithHarnessApart() RunOption { return func(o *runOptions) { o.apart = true } }

// evaluation is one Run. Its sandbox's gate is held.
type evaluation struct {
	b       *Sandbox
	ctx     context.Context
	w       *worker
	harness genome.Module
	md      Metadata
	doomed  bool
	calls   *calls      // once the harness is there
	tail    func() bool // waits for what the worker owes; nil if that is nothing
}

// leave gives the gate back.
func (e *evaluation) leave() {
	if e.calls != nil {
		e.calls.leave()
		return
	}
	e.b.finish(e.w, e.doomed, e.tail)
}

// metadata describes the genome; clash says that it has a module of the
// harness's name.
func (e *evaluation) metadata() (md Metadata, clash bool, err error) {
	b := e.b
	b.mu.RLock()
	defer b.mu.RUnlock()
	if len(b.genome.modules) == 0 {
		return md, false, fmt.Errorf("sandbox %s: %w", b.id, ErrNoGenome)
	}
	v, _ := b.genome.modules[0].history.Current()
	md = b.trail.metadata(b.id)
	md.Function = e.harness.Name + "." + fitnessName
	md.Version, md.Checksum = v.Number, checksumOf(b.genome.sources())
	return md, b.genome.find(e.harness.Name) != nil, nil
}

func (e *evaluation) run() (*Result, error) {
	r, err := e.load()
	if err != nil || r != nil {
		return r, err
	}
	c, err := e.b.newCalls(e.ctx, e.w, callRequest{function: e.md.Function}, [][]byte{[]byte("[]")})
	if err != nil {
		return nil, err
	}
	c.version, c.checksum = e.md.Version, e.md.Checksum
	e.calls = c
	c.run()
	o := c.outcomes[0]
	if o.Err != nil {
		if errors.Is(o.Err, ErrNoFunction) || errors.Is(o.Err, ErrBadArguments) {
			// Not with the sandbox's name before it: a harness is no good for any.
			return nil, fmt.Errorf("%w: %w", ErrNoHarness, errors.Unwrap(o.Err))
		}
		return nil, o.Err
	}
	if err := e.score(o.Result); err != nil {
		return nil, err
	}
	return o.Result, nil
}

// load brings the harness in, if it is not there yet. A result means that it
// could not.
func (e *evaluation) load() (*Result, error) {
	b, sum := e.b, e.harness.Checksum()
	b.mu.RLock()
	there := b.genome.harness != nil && *b.genome.harness == harness{name: e.harness.Name, checksum: sum}
	l := load{
		b: b, w: e.w,
		given:    genome.Genome{e.harness},
		kept:     b.genome.sources(),
		versions: b.genome.versionsFor(nil, nil),
		harness:  &harness{name: e.harness.Name, checksum: sum},
	}
	b.mu.RUnlock()
	if there {
		return nil, nil
	}
	r, err := l.run(e.ctx)
	e.doomed = l.doomed
	if err != nil || r.Verdict == OK {
		return nil, err
	}
	r.Version, r.Checksum = e.md.Version, e.md.Checksum
	if e.own(r) {
		return nil, fmt.Errorf("%w: %s", ErrNoHarness, r.Error.describe())
	}
	return r, nil
}

// own tells whether a load failed for reasons that lie in the harness alone. A
// harness whose types are wrong may only miss what the genome should have.
func (e *evaluation) own(r *Result) bool {
	if r.Verdict != LoadError && r.Verdict != Denied {
		return false
	}
	for _, d := range r.Error.Diagnostics {
		switch d.Rule {
		case "types", "link", "init", "state", "load", "interpreter", "module":
			return false
		}
		if d.Module != e.harness.Name {
			return false
		}
	}
	return len(r.Error.Diagnostics) > 0
}

func (f *Failure) describe() string {
	return genome.Diagnostic{Message: f.Message, File: f.File, Line: f.Line, Column: f.Column}.String()
}

// score reads what Fitness returned. A value of another type than Fitness may
// have is the harness's fault; no components at all may be the candidate's.
func (e *evaluation) score(r *Result) error {
	if r.Verdict != OK {
		return nil
	}
	if len(r.Value) == 0 && r.exited {
		e.refuse(r, fitnessName+" did not return: os.Exit(0) was called")
		return nil
	}
	components, single, err := parseFitness(r.Value)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %s returns %.100s: %w", ErrNoHarness, fitnessName, r.Value, err)
	case components == nil:
		r.Score = &single
	case len(components) == 0:
		e.refuse(r, fitnessName+" returned no components, so there is no score")
		return nil
	default:
		s := total(components)
		r.Score, r.Components = &s, components
	}
	// Components first: it is they that make the score what it is.
	if problem := componentsProblem(components); problem != "" {
		e.refuse(r, problem)
	} else if problem := (&Fitness{Score: *r.Score}).problem(); problem != "" {
		e.refuse(r, problem)
	}
	return nil
}

func (e *evaluation) refuse(r *Result, message string) {
	r.Verdict, r.Value, r.Score, r.Components = Failed, nil, nil, nil
	r.Error = &Failure{Message: message}
}

// parseFitness reads a number, or an object of numbers; null is one without
// any, which a nil map is.
func parseFitness(raw json.RawMessage) (components map[string]float64, single float64, err error) {
	if single, err = number(raw); err == nil {
		return nil, single, nil
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		return nil, 0, errors.New("want float64 or map[string]float64")
	}
	components = make(map[string]float64, len(object))
	for name, v := range object {
		if components[name], err = number(v); err != nil {
			return nil, 0, fmt.Errorf("component %.100q: want float64", name)
		}
	}
	return components, 0, nil
}

// number reads a float64 as values write it.
func number(raw json.RawMessage) (float64, error) {
	switch string(raw) {
	case `"NaN"`:
		return math.NaN(), nil
	case `"+Inf"`:
		return math.Inf(1), nil
	case `"-Inf"`:
		return math.Inf(-1), nil
	case "null":
		return 0, fmt.Errorf("null is no number")
	}
	var f float64
	err := json.Unmarshal(raw, &f)
	return f, err
}

// total is the component called score, or the mean of all.
func total(components map[string]float64) float64 {
	if s, ok := components["score"]; ok {
		return s
	}
	mean := 0.0
	// In an order of their own: sums of floating point depend on it, and the same
	// components must have the same score.
	for _, name := range slices.Sorted(maps.Keys(components)) {
		mean += components[name] / float64(len(components)) // whose sum could be infinite
	}
	return mean
}

// announceEvaluation says how an evaluation ended, and makes its score the
// sandbox's fitness. The gate is held.
func (b *Sandbox) announceEvaluation(r *Result, err error, md Metadata, d time.Duration) {
	m := Measurements{Duration: d}
	if r != nil {
		m.spend(r.Usage)
	}
	switch {
	case err != nil:
		md.Reason = err.Error()
		b.sup.bus.emit(EventEvaluateException, m, md)
		return
	case exception(r.Verdict):
		m.Result = r.Verdict
		b.sup.bus.emit(EventEvaluateException, m, md)
		return
	}
	m.Result, m.Score = r.Verdict, r.Score
	b.sup.bus.emit(EventEvaluateStop, m, md)
	if r.Score != nil {
		// It fails only if the sandbox has been destroyed meanwhile: the genome
		// cannot change while the gate is held.
		_ = b.recordFitness(Fitness{Score: *r.Score, Components: r.Components, Checksum: md.Checksum}, md)
	}
}
