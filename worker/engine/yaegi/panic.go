package yaegi

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"sync"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/core"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// unwoundFunction is a line that the interpreter writes for a function that a panic
// unwinds: where, and a name.
var unwoundFunction = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^` + regexp.QuoteMeta(programFile) + `:(\d+):(?:\d+:)? panic: (.*)\(\.\.\.\)$`)
})

// panicOf describes a panic that was recovered.
func (p *program) panicOf(value any, trace []traceLine) *engine.Panic {
	e := &engine.Panic{Message: p.panicMessage(value)}
	if e.Message == rt.IndexWords && len(trace) > 0 && trace[0].words != "" {
		e.Message = trace[0].words
	}
	for _, line := range trace {
		m := unwoundFunction().FindStringSubmatch(line.text)
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		if n < 1 || n > len(p.output.Lines) {
			continue
		}
		l := p.output.Lines[n-1]
		if l.Function == nil || l.Function.Module == "" || !l.Pos.IsValid() {
			continue // not the author's
		}
		pos := l.Pos
		if line.at > 0 && line.at <= len(p.output.Lines) {
			if exact := p.output.Lines[line.at-1]; exact.Function != nil && exact.Fset == l.Fset && exact.Pos.IsValid() {
				pos = exact.Pos
			}
		}
		at := l.Fset.Position(pos)
		e.Trace = append(e.Trace, engine.Frame{
			Function: l.Function.Name, Module: l.Function.Module,
			File: at.Filename, Line: at.Line, Column: at.Column,
		})
	}
	return e
}

// panicMessage prints the value of a panic as the Go runtime does.
func (p *program) panicMessage(raised any) string {
	x := p.universe.Recovered(raised)
	if x.T == nil {
		return fmt.Sprint(raised)
	}
	return guarded(func() string { return p.words(x) })
}

func (p *program) words(x rt.Iface) string {
	if text, ok := p.universe.PanicText(x); ok {
		return text
	}
	v := reflect.ValueOf(x.V)
	var text string
	switch v.Kind() {
	case reflect.String:
		text = v.String()
		if x.T.Pkg != "" {
			return x.T.Name + "(" + strconv.Quote(text) + ")"
		}
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		text = printed(x.V)
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		text = fmt.Sprint(v.Interface())
	default:
		// Go prints an address that differs from run to run.
		return "(" + x.T.Name + ") ..."
	}
	if x.T.Pkg == "" {
		return text
	}
	return x.T.Name + "(" + text + ")"
}

// guarded keeps a method of the genome that panics itself from going on.
func guarded(f func() string) (text string) {
	defer func() {
		if v := recover(); v != nil {
			text = "panic while printing panic value"
		}
	}()
	return f()
}

// diagnosticAt is what cannot be translated, as a diagnostic.
func diagnosticAt(modules []engine.Module, u *core.Unsupported) genome.Diagnostic {
	d := genome.Diagnostic{Rule: "dialect", Message: u.Message, Module: u.Module}
	for _, m := range modules {
		if m.Name == u.Module && u.Pos.IsValid() {
			at := u.Fset.Position(u.Pos)
			d.File, d.Line, d.Column = at.Filename, at.Line, at.Column
		}
	}
	return d
}

var programPosition = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(regexp.QuoteMeta(programFile) + `:(\d+)(?::\d+)?`)
})

// fault is an error of the interpreter over the translated program.
func (p *program) fault(message string) *engine.LoadError {
	d := genome.Diagnostic{Rule: "interpreter", Message: "the interpreter cannot compile this: " + message}
	if m := programPosition().FindStringSubmatch(message); m != nil {
		n, _ := strconv.Atoi(m[1])
		if n >= 1 && n <= len(p.output.Lines) {
			l := p.output.Lines[n-1]
			if l.Function != nil && l.Pos.IsValid() {
				at := l.Fset.Position(l.Pos)
				d.Module, d.File, d.Line, d.Column = l.Function.Module, at.Filename, at.Line, at.Column
			}
		}
	}
	return oneError(d)
}
