package supervisor

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
)

// errProtocol says that a worker's message is not one that a sound worker
// sends.
var errProtocol = errors.New("worker broke the protocol")

// Bounds on what is taken over from an outcome.
const (
	maxDiagnostics = 101
	maxTrace       = 50
)

// fromWire are the verdicts that a worker may give. All others are the
// supervisor's own to give.
func fromWire(v petripb.Verdict) (Verdict, error) {
	switch v {
	case petripb.Verdict_VERDICT_OK:
		return OK, nil
	case petripb.Verdict_VERDICT_LOAD_ERROR:
		return LoadError, nil
	case petripb.Verdict_VERDICT_DENIED:
		return Denied, nil
	case petripb.Verdict_VERDICT_FAILED:
		return Failed, nil
	case petripb.Verdict_VERDICT_PANIC:
		return Panicked, nil
	case petripb.Verdict_VERDICT_TIMEOUT:
		return Timeout, nil
	case petripb.Verdict_VERDICT_STEP_LIMIT:
		return StepLimit, nil
	case petripb.Verdict_VERDICT_OUTPUT_LIMIT:
		return OutputLimit, nil
	case petripb.Verdict_VERDICT_CANCELLED:
		return Cancelled, nil
	}
	return "", fmt.Errorf("%w: verdict %d", errProtocol, v)
}

// fillFrom takes a worker's outcome over into a result. The error is
// errProtocol, or the caller's mistake: ErrNoFunction, ErrBadArguments.
func (r *Result) fillFrom(o *petripb.Outcome) error {
	switch o.GetVerdict() {
	case petripb.Verdict_VERDICT_NO_FUNCTION:
		// The worker's message begins with the same words.
		return fmt.Errorf("%w: %s", ErrNoFunction, strings.TrimPrefix(printable(o.GetFailure().GetMessage()), ErrNoFunction.Error()+": "))
	case petripb.Verdict_VERDICT_BAD_ARGUMENTS:
		return fmt.Errorf("%w: %s", ErrBadArguments, printable(o.GetFailure().GetMessage()))
	}
	v, err := fromWire(o.GetVerdict())
	if err != nil {
		return err
	}
	r.Verdict = v
	if v == OK && len(o.GetValue()) > 0 {
		if len(o.GetValue()) > maxValue || !json.Valid(o.GetValue()) {
			return fmt.Errorf("%w: a value of %d bytes that is too large or not JSON", errProtocol, len(o.GetValue()))
		}
		r.Value = o.GetValue()
	}
	r.Error = nil
	if v != OK {
		r.Error = failureFromWire(o.GetFailure())
	}
	if len(o.GetStdout()) > maxOutputTail || len(o.GetStderr()) > maxOutputTail {
		return fmt.Errorf("%w: output of %d and %d bytes", errProtocol, len(o.GetStdout()), len(o.GetStderr()))
	}
	r.Stdout, r.StdoutBytes = outputFromWire(o.GetStdout())
	r.Stderr, r.StderrBytes = outputFromWire(o.GetStderr())
	r.Truncated = o.GetTruncated()
	r.exited = o.GetExited()
	r.Usage.Wall = max(time.Duration(o.GetWallNs()), 0)
	r.Usage.CPU = max(time.Duration(o.GetCpuNs()), 0)
	r.Usage.Steps = max(o.GetSteps(), 0)
	return nil
}

// outputFromWire makes text of output. What was written comes along if the text
// cannot hold it.
func outputFromWire(b []byte) (text string, written []byte) {
	if utf8.Valid(b) {
		return string(b), nil
	}
	return strings.ToValidUTF8(string(b), "\uFFFD"), b
}

func failureFromWire(f *petripb.Failure) *Failure {
	out := &Failure{Message: printable(f.GetMessage())}
	for _, d := range f.GetDiagnostics()[:min(len(f.GetDiagnostics()), maxDiagnostics)] {
		out.Diagnostics = append(out.Diagnostics, genome.Diagnostic{
			Rule:    printable(d.GetRule()),
			Message: printable(d.GetMessage()),
			Module:  printable(d.GetModule()),
			File:    printable(d.GetFile()),
			Line:    max(int(d.GetLine()), 0),
			Column:  max(int(d.GetColumn()), 0),
		})
	}
	if len(out.Diagnostics) > 0 {
		d := out.Diagnostics[0]
		out.Module, out.File, out.Line, out.Column = d.Module, d.File, d.Line, d.Column
	}
	for _, t := range f.GetTrace()[:min(len(f.GetTrace()), maxTrace)] {
		out.Trace = append(out.Trace, printable(t))
	}
	return out
}

func profileToWire(p genome.Profile) *petripb.Profile {
	return &petripb.Profile{
		Name:       p.Name,
		Imports:    p.Imports,
		AllImports: p.AllImports,
		DotImports: p.DotImports,
		Goroutines: p.Goroutines,
		Clock:      p.Clock,
		FixedClock: p.FixedClock,
		Random:     p.Random,

		FixedMapOrder: p.FixedMapOrder,
	}
}

func modulesToWire(g genome.Genome, kept bool) []*petripb.Module {
	modules := make([]*petripb.Module, len(g))
	for i, m := range g {
		modules[i] = &petripb.Module{Name: m.Name, Kept: kept}
		for _, f := range m.Files {
			modules[i].Files = append(modules[i].Files, &petripb.File{Name: f.Name, Text: f.Text})
		}
	}
	return modules
}
