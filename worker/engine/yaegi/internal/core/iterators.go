package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// An iteration is the body of a range over a function, which is a function
// literal of core. How it left is noted in a variable: 0 it did not, 1 by
// break, 2 by return, 3 and more by a branch to a label further out. Another
// variable holds its state, by which an iterator that misuses it is told.
type iteration struct {
	outer     *frame
	how       string
	label     string
	labelName string // as the author has it
	state     string
	exits     []*ast.BranchStmt
	depth     map[string]bool // labels inside the body
	target    *frame          // of the function that return leaves
}

// defers is the variable of the function whose deferred calls a defer joins.
func (it *iteration) defers() string { return it.target.defers }

// The states of an iteration, which p.PanicRange is given: those of
// internal/abi's RF_State.
const (
	iterLeft      = iota // by break, return or a branch
	iterReady            // for another round
	iterRunning          // or ended by a panic
	iterOver             // the function that is ranged over has returned
	iterRecovered        // and had recovered the body's panic: told, never kept
)

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
	how, state := f.name("how"), f.name("state")
	f.put("%s, %s := 0, %d", how, state, iterReady)
	it := &iteration{outer: outer, how: how, state: state, label: label, labelName: labelName, target: target, depth: map[string]bool{}}
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
		f.iterEnter(it)
		f.stmts(s.Body.List)
		f.flush(s.Body.Rbrace)
		f.line(s.Body.Rbrace, "%s = %d", state, iterReady)
		f.line(s.Body.Rbrace, "return true")
	})
	f.frame = outer
	f.pos = s.Pos()
	f.put("%s(func%s {", fnText, f.e.signatureText(yield, params, nil))
	f.raw(body)
	f.line(s.Body.Rbrace, "})")
	f.put("if %s == %d { p.PanicRange(%d) }", state, iterRunning, iterRecovered)
	f.line(s.Body.Rbrace, "%s = %d", state, iterOver)
	f.iterExits(it, s)
}

// iterEnter begins the body of an iteration. As with the compiler the
// variables of the loop have been assigned already, and an iterator that was
// told of its misuse has to let that panic pass as it has the body's own.
func (f *fn) iterEnter(it *iteration) {
	was := f.name("was")
	f.put("%s := %s", was, it.state)
	f.put("%s = %d", it.state, iterRunning)
	f.put("if %s != %d { p.PanicRange(%s) }", was, iterReady, was)
}

// iterLeave leaves the body of the iteration for good.
func (f *fn) iterLeave(how int) {
	it := f.frame.iter
	f.put("%s = %d", it.how, how)
	f.put("%s = %d", it.state, iterLeft)
	f.put("return false")
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
	f.iterLeave(2)
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
			f.iterLeave(1)
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
			f.iterLeave(1)
		}
		return true
	}
	f.flush(s.Pos())
	it.exits = append(it.exits, s)
	f.iterLeave(len(it.exits) + 2)
	return true
}

func (f *fn) iterContinue() {
	f.flush(f.pos)
	f.put("%s = %d", f.frame.iter.state, iterReady)
	f.put("return true")
}

// iterExits goes on after an iteration as the body asked for.
func (f *fn) iterExits(it *iteration, s *ast.RangeStmt) {
	f.put("if %s == 2 {", it.how)
	switch {
	case f.frame.iter != nil:
		f.iterLeave(2)
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
