package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"
	"sync"
)

func (f *fn) stmts(list []ast.Stmt) {
	for _, s := range list {
		f.stmt(s)
	}
}

func (f *fn) stmt(s ast.Stmt) {
	f.pos, f.e.at = s.Pos(), s.Pos()
	switch s := s.(type) {
	case *ast.ExprStmt:
		f.exprStmt(s)
	case *ast.AssignStmt:
		f.assignStmt(s)
	case *ast.IncDecStmt:
		op := token.ADD_ASSIGN
		if s.Tok == token.DEC {
			op = token.SUB_ASSIGN
		}
		f.opAssign(s.X, op, "1", nil, f.typeOf(s.X))
	case *ast.DeclStmt:
		f.declStmt(s)
	case *ast.BlockStmt:
		f.put("{")
		f.stmts(s.List)
		f.line(s.Rbrace, "}")
	case *ast.IfStmt:
		f.ifStmt(s)
	case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		f.target(s, "", "")
	case *ast.LabeledStmt:
		f.labeled(s)
	case *ast.BranchStmt:
		f.branch(s)
	case *ast.ReturnStmt:
		f.returnStmt(s)
	case *ast.GoStmt:
		f.goStmt(s)
	case *ast.DeferStmt:
		f.deferStmt(s)
	case *ast.SendStmt:
		f.flush(s.Pos()) // whoever receives may look at the steps
		t := f.typeOf(s.Chan).Underlying().(*types.Chan)
		xs := f.operands(func() string { return f.under(s.Chan) }, func() string { return f.conv(s.Value, t.Elem()) })
		if id, ok := ast.Unparen(s.Chan).(*ast.Ident); !ok || !isName(xs[0]) || xs[0] != f.ident(id) {
			// The interpreter does not know the element type of a channel that
			// is a field, nor that of a variable that only its value gives a type.
			xs[0] = f.tempVar(f.typeOf(s.Chan).Underlying(), xs[0])
		}
		f.put("%s <- %s", xs[0], xs[1])
	case *ast.EmptyStmt:
	default:
		f.refuse(s.Pos(), "statement %T is not supported", s)
	}
}

func (f *fn) exprStmt(s *ast.ExprStmt) {
	x := ast.Unparen(s.X)
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		f.put("<-%s", f.expr(u.X))
		return
	}
	text := f.expr(x)
	if text != "" {
		f.put("%s", text)
	}
}

// loop writes an outermost loop with the variables that are declared inside
// in front of it: a declaration inside a loop is dear.
func (f *fn) loop(write func()) {
	fr := f.frame
	if fr.loops > 0 {
		fr.loops++
		write()
		fr.loops--
		return
	}
	var hoisted []string
	fr.hoisted = &hoisted
	fr.loops++
	text := f.capture(write)
	fr.loops--
	fr.hoisted = nil
	for _, h := range hoisted {
		f.put("%s", h)
	}
	f.raw(text)
}

func (f *fn) returnStmt(s *ast.ReturnStmt) {
	fr := f.frame
	f.flush(s.Pos())
	if fr.iter != nil {
		f.iterReturn(s)
		return
	}
	switch {
	case len(s.Results) == 0 && fr.defers != "":
		f.put("return")
		return
	case len(s.Results) == 0 && len(fr.results) > 0:
		f.put("return %s", strings.Join(fr.results, ", "))
		return
	case len(s.Results) == 0:
		f.put("return")
		return
	}
	values := f.returnValues(s, fr)
	if fr.defers != "" {
		f.setResults(fr, values)
		f.put("return")
		return
	}
	if len(values) > 1 {
		for i, v := range values {
			if builtinCall().MatchString(v) {
				values[i] = f.tempVar(fr.types[i], v)
			}
		}
	}
	f.put("return %s", strings.Join(values, ", "))
}

// builtinCall finds the call of a builtin function: as one of several results
// the interpreter would put it into the place of the first.
var builtinCall = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\(*(?:append|cap|complex|copy|imag|len|make|max|min|new|real)\(`)
})

// returnValues evaluates results as the function's own types.
func (f *fn) returnValues(s *ast.ReturnStmt, fr *frame) []string {
	if len(s.Results) == 1 && len(fr.types) > 1 {
		values, ts := f.tuple(s.Results[0], len(fr.types))
		for i := range values {
			values[i] = f.convValue(values[i], ts[i], fr.types[i])
		}
		return values
	}
	var list []func() string
	for i, r := range s.Results {
		list = append(list, func() string { return f.conv(r, fr.types[i]) })
	}
	return f.operands(list...)
}

func (f *fn) setResults(fr *frame, values []string) {
	if len(values) == 1 {
		f.set(fr.results[0], values[0])
		return
	}
	temps := make([]string, len(values))
	for i, v := range values {
		temps[i] = f.tempVar(fr.types[i], v)
	}
	for i := range temps {
		f.put("%s = %s", fr.results[i], temps[i])
	}
}

func (f *fn) branch(s *ast.BranchStmt) {
	if f.frame.iter != nil && f.iterBranch(s) {
		return
	}
	if s.Label != nil {
		l := f.label(s.Label.Name)
		if own := f.frame.labels[s.Label.Name+" loop"]; own != "" && s.Tok != token.GOTO {
			l = own
		}
		f.put("%s %s", s.Tok, l)
		return
	}
	f.put("%s", s.Tok.String())
}

func (f *fn) label(name string) string {
	l, ok := f.frame.labels[name]
	if !ok {
		l = f.name("L_" + name)
		f.frame.labels[name] = l
	}
	return l
}

func (f *fn) labeled(s *ast.LabeledStmt) {
	l := f.label(s.Label.Name)
	if f.jumpedTo(s) {
		f.put("%s:", l)
		f.put("{") // the interpreter knows no label in front of another
		f.put("}")
		l = f.name("L_" + s.Label.Name)
		f.frame.labels[s.Label.Name+" loop"] = l
	}
	switch inner := s.Stmt.(type) {
	case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		f.pos = inner.Pos()
		f.target(inner, l, s.Label.Name)
	default:
		if !f.jumpedTo(s) {
			f.put("%s:", l)
		}
		f.put("{")
		f.put("}")
		f.stmt(s.Stmt)
	}
}

// jumpedTo says whether a goto leads to the label of a statement.
func (f *fn) jumpedTo(s *ast.LabeledStmt) bool {
	return f.gotoTargets()[s.Label.Name]
}

func (f *fn) gotoTargets() map[string]bool { return f.gotos }

// target writes a statement that break or continue can belong to. label is in
// core, name the author's.
func (f *fn) target(s ast.Stmt, label, name string) {
	fr := f.frame
	fr.breakable++
	defer func() { fr.breakable-- }()
	f.pendingLabel = name
	switch s := s.(type) {
	case *ast.ForStmt:
		fr.continuable++
		f.loop(func() { f.forStmt(s, label) })
		fr.continuable--
	case *ast.RangeStmt:
		fr.continuable++
		f.loop(func() { f.rangeStmt(s, label) })
		fr.continuable--
	case *ast.SwitchStmt:
		f.switchStmt(s, label)
	case *ast.TypeSwitchStmt:
		f.typeSwitch(s, label)
	case *ast.SelectStmt:
		f.selectStmt(s, label)
	}
}
