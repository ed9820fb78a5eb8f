package core

import (
	"go/token"
	"sort"
	"strconv"
	"strings"
)

// finish puts the program together.
func (e *emitter) finish() *Output {
	e.writeDispatchers()
	out := &Output{Table: e.table, Exports: e.exports, Concurrent: e.conc}
	w := &writer{out: out}
	w.line("package program")
	w.line("import p \"" + PetriPath + "\"")
	w.line("var steps int")
	for _, g := range e.gdecls {
		w.line(g)
	}
	names := make([]string, 0, len(e.helpers))
	for name := range e.helpers {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		w.line(e.helpers[name])
	}
	for _, c := range e.chunks {
		w.chunk(c)
	}
	w.line("func initialise() {")
	for _, s := range e.funcValues {
		w.line(s)
	}
	for _, s := range e.setMethods {
		w.line(s)
	}
	for _, s := range e.inits {
		w.line(s)
	}
	w.line("}")
	w.line("var exported = p.Export(&steps, " + strings.Join(append([]string{"initialise"}, e.exported...), ", ") + ")")
	out.Text = w.text.String()
	return out
}

// A writer writes lines and notes where they come from.
type writer struct {
	out  *Output
	text strings.Builder
}

func (w *writer) line(s string) {
	for range strings.Count(s, "\n") + 1 {
		w.out.Lines = append(w.out.Lines, Line{})
	}
	w.text.WriteString(s + "\n")
}

// chunk writes a function, whose lines begin with their positions.
func (w *writer) chunk(c chunk) {
	var pos token.Pos
	fn, literal := c.fn, (*Function)(nil)
	for s := range strings.SplitSeq(strings.TrimSuffix(c.text, "\n"), "\n") {
		if rest, ok := strings.CutPrefix(s, "\x01"); ok {
			number, text, _ := strings.Cut(rest, "\x02")
			number, inner := strings.CutSuffix(number, "f")
			n, _ := strconv.Atoi(number)
			fn = c.fn
			if inner && c.fn != nil {
				if literal == nil {
					f := *c.fn
					f.Name += ".func"
					literal = &f
				}
				fn = literal
			}
			pos, s = token.Pos(n), text
		}
		l := Line{Pos: pos, Function: fn}
		if c.mod != nil {
			l.Fset = c.mod.syntax.Fset
		}
		w.out.Lines = append(w.out.Lines, l)
		w.text.WriteString(s + "\n")
	}
}
