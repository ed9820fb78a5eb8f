package worker

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/engine"
)

// Bounds on what a failure may say, so that an outcome always fits a message.
const (
	maxText        = 8 << 10 // bytes of one message
	maxDiagnostics = 101
	maxTrace       = 50
)

var (
	errNothingHeld = serve.Errorf(serve.FailedPrecondition, "no load is held")
	errHeldCall    = serve.Errorf(serve.InvalidArgument, "what is held cannot be called")
)

// profileFromWire is the profile of a sandbox that has a seed, or none. With one
// nothing is random but what comes out of it.
func profileFromWire(p *workerpb.Profile, seeded bool) genome.Profile {
	return genome.Profile{
		Name:       p.GetName(),
		Imports:    p.GetImports(),
		AllImports: p.GetAllImports(),
		DotImports: p.GetDotImports(),
		Goroutines: p.GetGoroutines(),
		Clock:      p.GetClock(),
		FixedClock: p.GetFixedClock(),
		Random:     p.GetRandom() || seeded,

		FixedMapOrder: p.GetFixedMapOrder(),
	}
}

func genomeFromWire(modules []*workerpb.Module) genome.Genome {
	g := make(genome.Genome, len(modules))
	for i, m := range modules {
		g[i].Name = m.GetName()
		for _, f := range m.GetFiles() {
			g[i].Files = append(g[i].Files, genome.File{Name: f.GetName(), Text: f.GetText()})
		}
	}
	return g
}

// endOutcome says how a spent ending came about. what is the thing that was
// running.
func (w *Worker) endOutcome(o *workerpb.Outcome, e ending, what string, wall time.Duration) {
	var message string
	switch e.cause {
	case deadline:
		o.Verdict = workerpb.Verdict_VERDICT_TIMEOUT
		message = fmt.Sprintf("%s did not end within %v", what, wall)
	case cancelled:
		o.Verdict = workerpb.Verdict_VERDICT_CANCELLED
		message = what + " was cancelled"
	case overflow:
		o.Verdict = workerpb.Verdict_VERDICT_OUTPUT_LIMIT
		message = what + " wrote more than its output limit"
	case overstepped:
		o.Verdict = workerpb.Verdict_VERDICT_STEP_LIMIT
		message = fmt.Sprintf("%s used up its %d steps", what, w.config.steps)
	case exited:
		// In a call code 0 is no failure: its caller knows.
		o.Verdict, o.Exited = workerpb.Verdict_VERDICT_FAILED, true
		message = fmt.Sprintf("%s called os.Exit(%d)", what, e.code)
	}
	o.Failure = &workerpb.Failure{Message: message}
}

// takeOutput moves what a program wrote into an outcome.
func takeOutput(o *workerpb.Outcome, g *generation) {
	t := g.output.Take()
	o.Stdout, o.Stderr, o.Truncated = t.Stdout, t.Stderr, t.Truncated
}

func failureFromDiagnostics(ds []genome.Diagnostic) *workerpb.Failure {
	f := &workerpb.Failure{}
	for _, d := range ds[:min(len(ds), maxDiagnostics)] {
		f.Diagnostics = append(f.Diagnostics, &workerpb.Diagnostic{
			Rule:    clip(d.Rule),
			Message: clip(d.Message),
			Module:  clip(d.Module),
			File:    clip(d.File),
			Line:    int32(d.Line),
			Column:  int32(d.Column),
		})
	}
	if len(f.GetDiagnostics()) > 0 {
		f.Message = f.GetDiagnostics()[0].GetMessage()
	}
	return f
}

// failureFromPanic describes a panic; its first position stands as a
// diagnostic.
func failureFromPanic(prefix, rule string, p *engine.Panic) *workerpb.Failure {
	f := &workerpb.Failure{Message: clip(prefix + p.Message)}
	for _, frame := range p.Trace[:min(len(p.Trace), maxTrace)] {
		f.Trace = append(f.Trace, clip(fmt.Sprintf("%s (%s:%d:%d)", frame.Function, frame.File, frame.Line, frame.Column)))
	}
	if len(p.Trace) > 0 {
		at := p.Trace[0]
		f.Diagnostics = []*workerpb.Diagnostic{{
			Rule:    rule,
			Message: f.GetMessage(),
			Module:  clip(at.Module),
			File:    clip(at.File),
			Line:    int32(at.Line),
			Column:  int32(at.Column),
		}}
	}
	return f
}

func ruleFailure(rule, message string) *workerpb.Failure {
	return failureFromDiagnostics([]genome.Diagnostic{{Rule: rule, Message: message}})
}

func loadFailure(o *workerpb.Outcome, message string) {
	o.Verdict = workerpb.Verdict_VERDICT_LOAD_ERROR
	o.Failure = ruleFailure("load", message)
}

// clip bounds a text, at a rune's boundary, and makes it valid UTF-8.
func clip(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= maxText {
		return s
	}
	// A rune that the cut splits is dropped.
	return strings.ToValidUTF8(s[:maxText], "") + " ..."
}

func isError(t reflect.Type) bool { return t == reflect.TypeFor[error]() }
