package yaegi

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"github.com/petri-lab/petri/worker/engine"
)

// traceLine is a line that the interpreter writes for a function that a panic
// unwinds: where, and the function as import path and name.
var traceLine = regexp.MustCompile(`^` + positionPattern + `: panic: (.*)\(\.\.\.\)$`)

// panicOf describes a panic that was recovered.
func (s *sources) panicOf(value any, trace []string) *engine.Panic {
	p := &engine.Panic{Message: s.panicMessage(value)}
	parsed := map[*source]*ast.File{}
	for _, line := range trace {
		m := traceLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		src, l, c, ok := s.locate(m[1], m[2], m[3])
		if !ok || src.name == "" {
			continue // not the author's
		}
		p.Trace = append(p.Trace, engine.Frame{
			Function: src.module.pkg + goName(strings.TrimPrefix(m[4], src.module.name), src.receiverAt(parsed, l, c)),
			Module:   src.module.name, File: src.name, Line: l, Column: c,
		})
	}
	return p
}

// goName turns the interpreter's name of a function, which begins with a dot,
// into what a Go trace shows after the package name.
func goName(name, receiver string) string {
	switch {
	case name == "" || strings.HasPrefix(name, "."+initPrefix):
		return ".init"
	case receiver != "":
		return "." + receiver + name
	}
	return name
}

// receiverAt finds the receiver type of the method at a position: "T", "(*T)",
// or "" in a function. The interpreter does not tell.
func (s *source) receiverAt(parsed map[*source]*ast.File, line, column int) string {
	file := parsed[s]
	if file == nil {
		file, _ = parser.ParseFile(token.NewFileSet(), "", s.text, parser.SkipObjectResolution)
		parsed[s] = file
	}
	at := file.FileStart + token.Pos(offsetOf(s.text, line, column))
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || at < f.Pos() || at >= f.End() || f.Recv == nil || len(f.Recv.List) == 0 {
			continue
		}
		receiver := types.ExprString(f.Recv.List[0].Type)
		if strings.HasPrefix(receiver, "*") {
			return "(" + receiver + ")"
		}
		return receiver
	}
	return ""
}
