package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// An iteration is the body of a range over a function, which is a function
// literal of core. How it left is noted in a variable: 0 it did not, 1 by
// break, 2 by return, 3 and more by a branch to a label further out.
type iteration struct {
	outer     *frame
	how       string
	label     string
	labelName string // as the author has it
	done      string
	exits     []*ast.BranchStmt
	depth     map[string]bool // labels inside the body
	target    *frame          // of the function that return leaves
}

// defers is the variable of the function whose deferred calls a defer joins.
func (it *iteration) defers() string { return it.target.defers }

func (f *fn) rangeFunc(s *ast.RangeStmt, label string, sig *types.Signature) {
	yield := sig.Params().At(0).Type().Underlying().(*types.Signature)
	labelName := f.pendingLabel // before what is ranged over, which may hold labels
	outer := f.frame
	target := outer
	for target.iter != nil {
		target = target.iter.target
	}
	if target.resultNames() == nil && len(target.types) > 0 {
		// A return inside has to put its values somewhere.
		f.ownResults(target)
	}
	fnText := f.under(s.X)
	if !isName(fnText) {
		fnText = f.tempVar(sig, fnText)
	}
	how, done := f.name("how"), f.name("done")
	f.put("%s, %s := 0, false", how, done)
	it := &iteration{outer: outer, how: how, done: done, label: label, labelName: labelName, target: target, depth: map[string]bool{}}
	f.frame = &frame{outer: outer, labels: map[string]string{}, iter: it, defers: target.defers, rec: outer.rec}
	ast.Inspect(s.Body, func(n ast.Node) bool {
		if l, ok := n.(*ast.LabeledStmt); ok {
			it.depth[l.Label.Name] = true
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	var params []string
	for range yield.Params().Len() {
		params = append(params, f.name("y"))
	}
	body := f.capture(func() {
		if text := f.unmarkParams(params, yield); text != "" {
			f.put("%s", strings.TrimSuffix(text, "; "))
		}
		f.put("if %s { p.PanicRange() }", done)
		f.put("%s = true", done)
		if f.e.conc && hasLoop(s.Body) {
			f.frame.counter = f.name("n")
			f.put("var %s int = 1", f.frame.counter)
		} else {
			f.step(s.Pos())
		}
		for i, x := range []ast.Expr{s.Key, s.Value} {
			if x == nil {
				continue
			}
			if r := f.rangeVar(x, s.Tok); r != nil {
				r.direct = false
				f.rangeSet(r, params[i], yield.Params().At(i).Type())
			}
		}
		f.stmts(s.Body.List)
		f.flush(s.Body.Rbrace)
		f.line(s.Body.Rbrace, "%s = false", done)
		f.line(s.Body.Rbrace, "return true")
	})
	f.frame = outer
	f.pos = s.Pos()
	f.put("%s(func%s {", fnText, f.e.signatureText(yield, params, nil))
	f.raw(body)
	f.line(s.Body.Rbrace, "})")
	f.line(s.Body.Rbrace, "%s = true", done)
	f.iterExits(it, s)
}

// ownResults gives a function without named results variables for them. Its
// signature has been written already; they are declared at its beginning.
func (f *fn) ownResults(fr *frame) {
	for range fr.types {
		name := f.name("r")
		fr.late = append(fr.late, name)
	}
}

func (fr *frame) resultNames() []string {
	if fr.results != nil {
		return fr.results
	}
	return fr.late
}

// iterReturn leaves the function from inside the body of an iteration.
func (f *fn) iterReturn(s *ast.ReturnStmt) {
	it := f.frame.iter
	target := it.target
	names := target.resultNames()
	if len(s.Results) > 0 {
		values := f.returnValues(s, target)
		temps := make([]string, len(values))
		for i, v := range values {
			temps[i] = f.tempVar(target.types[i], v)
		}
		for i := range temps {
			f.put("%s = %s", names[i], temps[i])
		}
	}
	f.put("%s = 2", it.how)
	f.put("return false")
}

// iterBranch writes a branch inside the body of an iteration. It reports false
// if the branch belongs to something inside the body.
func (f *fn) iterBranch(s *ast.BranchStmt) bool {
	it := f.frame.iter
	if s.Label != nil && it.depth[s.Label.Name] {
		return false
	}
	if s.Label == nil {
		switch {
		case s.Tok == token.FALLTHROUGH:
			return false
		case s.Tok == token.BREAK && f.frame.breakable > 0, s.Tok == token.CONTINUE && f.frame.continuable > 0:
			return false
		case s.Tok == token.BREAK:
			f.flush(s.Pos())
			f.put("%s = 1", it.how)
			f.put("return false")
			return true
		case s.Tok == token.CONTINUE:
			f.iterContinue()
			return true
		}
		return false
	}
	if it.labelName == s.Label.Name && s.Tok != token.GOTO {
		if s.Tok == token.CONTINUE {
			f.iterContinue()
		} else {
			f.flush(s.Pos())
			f.put("%s = 1", it.how)
			f.put("return false")
		}
		return true
	}
	f.flush(s.Pos())
	it.exits = append(it.exits, s)
	f.put("%s = %d", it.how, len(it.exits)+2)
	f.put("return false")
	return true
}

func (f *fn) iterContinue() {
	f.flush(f.pos)
	f.put("%s = false", f.frame.iter.done)
	f.put("return true")
}

// iterExits goes on after an iteration as the body asked for.
func (f *fn) iterExits(it *iteration, s *ast.RangeStmt) {
	f.put("if %s == 2 {", it.how)
	switch {
	case f.frame.iter != nil:
		f.put("%s = 2", f.frame.iter.how)
		f.put("return false")
	case f.frame.defers != "" || len(it.target.types) == 0:
		f.put("return")
	default:
		f.put("return %s", strings.Join(it.target.resultNames(), ", "))
	}
	f.put("}")
	for i, b := range it.exits {
		f.put("if %s == %d {", it.how, i+3)
		f.branch(b)
		f.put("}")
	}
}
