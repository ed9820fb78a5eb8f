package worker

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/worker/engine"
)

// Bounds on what a failure may say, so that an outcome always fits a message.
const (
	maxText        = 8 << 10 // bytes of one message
	maxDiagnostics = 101
	maxTrace       = 50
)

var (
	errNothingHeld = status.Error(codes.FailedPrecondition, "no load is held")
	errHeldCall    = status.Error(codes.InvalidArgument, "what is held cannot be called")
)

// profileFromWire is the profile of a sandbox that has a seed, or none. With one
// nothing is random but what comes out of it.
func profileFromWire(p *petripb.Profile, seeded bool) genome.Profile {
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

func genomeFromWire(modules []*petripb.Module) genome.Genome {
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
func (w *Worker) endOutcome(o *petripb.Outcome, e ending, what string, wall time.Duration) {
	var message string
	switch e.cause {
	case deadline:
		o.Verdict = petripb.Verdict_VERDICT_TIMEOUT
		message = fmt.Sprintf("%s did not end within %v", what, wall)
	case cancelled:
		o.Verdict = petripb.Verdict_VERDICT_CANCELLED
		message = what + " was cancelled"
	case overflow:
		o.Verdict = petripb.Verdict_VERDICT_OUTPUT_LIMIT
		message = what + " wrote more than its output limit"
	case overstepped:
		o.Verdict = petripb.Verdict_VERDICT_STEP_LIMIT
		message = fmt.Sprintf("%s used up its %d steps", what, w.config.steps)
	case exited:
		// In a call code 0 is no failure: its caller knows.
		o.Verdict, o.Exited = petripb.Verdict_VERDICT_FAILED, true
		message = fmt.Sprintf("%s called os.Exit(%d)", what, e.code)
	}
	o.Failure = &petripb.Failure{Message: message}
}

// takeOutput moves what a program wrote into an outcome.
func takeOutput(o *petripb.Outcome, g *generation) {
	t := g.output.Take()
	o.Stdout, o.Stderr, o.Truncated = t.Stdout, t.Stderr, t.Truncated
}

func failureFromDiagnostics(ds []genome.Diagnostic) *petripb.Failure {
	f := &petripb.Failure{}
	for _, d := range ds[:min(len(ds), maxDiagnostics)] {
		f.Diagnostics = append(f.Diagnostics, &petripb.Diagnostic{
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
func failureFromPanic(prefix, rule string, p *engine.Panic) *petripb.Failure {
	f := &petripb.Failure{Message: clip(prefix + p.Message)}
	for _, frame := range p.Trace[:min(len(p.Trace), maxTrace)] {
		f.Trace = append(f.Trace, clip(fmt.Sprintf("%s (%s:%d:%d)", frame.Function, frame.File, frame.Line, frame.Column)))
	}
	if len(p.Trace) > 0 {
		at := p.Trace[0]
		f.Diagnostics = []*petripb.Diagnostic{{
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

func ruleFailure(rule, message string) *petripb.Failure {
	return failureFromDiagnostics([]genome.Diagnostic{{Rule: rule, Message: message}})
}

func loadFailure(o *petripb.Outcome, message string) {
	o.Verdict = petripb.Verdict_VERDICT_LOAD_ERROR
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
