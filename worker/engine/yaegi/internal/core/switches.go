package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

func (f *fn) switchStmt(s *ast.SwitchStmt, label string) {
	f.put("{")
	pos := s.Pos()
	if s.Init != nil {
		f.stmt(s.Init)
		f.pos = pos
	}
	var tag string
	var tagType types.Type
	if s.Tag != nil {
		tagType = types.Default(f.typeOf(s.Tag))
		tag = f.tempVar(tagType, f.conv(s.Tag, tagType))
	}
	if fallsThrough(s) {
		f.chainSwitch(s, label, tag, tagType)
	} else if tag != "" && !isInterface(tagType) && f.constantCases(s) {
		f.plainSwitch(s, label, tag, tagType)
	} else {
		f.testedSwitch(s, label, tag, tagType)
	}
	f.line(s.End(), "}")
}

// constantCases says whether all cases are constants.
func (f *fn) constantCases(s *ast.SwitchStmt) bool {
	for _, c := range s.Body.List {
		for _, x := range c.(*ast.CaseClause).List {
			if !f.isConstant(x) {
				return false
			}
		}
	}
	return true
}

// defaultLast are the cases of a switch in another order: the interpreter
// takes a default at its place.
func defaultLast(list []ast.Stmt) []*ast.CaseClause {
	var cases []*ast.CaseClause
	var last *ast.CaseClause
	for _, c := range list {
		c := c.(*ast.CaseClause)
		if c.List == nil {
			last = c
			continue
		}
		cases = append(cases, c)
	}
	if last != nil {
		cases = append(cases, last)
	}
	return cases
}

// fallsThrough says whether a case of a switch goes on with the next.
func fallsThrough(s *ast.SwitchStmt) bool {
	for _, c := range s.Body.List {
		if body := c.(*ast.CaseClause).Body; len(body) > 0 {
			if b, ok := body[len(body)-1].(*ast.BranchStmt); ok && b.Tok == token.FALLTHROUGH {
				return true
			}
		}
	}
	return false
}

// chainSwitch writes a switch with a fallthrough: the number of the case is
// found first, and then one case after the other is asked whether it is its
// turn.
func (f *fn) chainSwitch(s *ast.SwitchStmt, label, tag string, t types.Type) {
	which := f.tempVar(types.Typ[types.Int], "-1")
	for i, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil {
			continue
		}
		f.pos = c.Pos()
		f.put("if %s < 0 {", which)
		for _, x := range c.List {
			f.put("if %s { %s = %d }", f.caseTest(x, tag, t), which, i)
		}
		f.put("}")
	}
	for i, c := range s.Body.List {
		if c.(*ast.CaseClause).List == nil {
			f.put("if %s < 0 { %s = %d }", which, which, i)
		}
	}
	f.pos = s.Pos()
	f.labelLine(label)
	f.put("switch {")
	f.put("default:")
	for i, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		body := c.Body
		next := ""
		if len(body) > 0 {
			if b, ok := body[len(body)-1].(*ast.BranchStmt); ok && b.Tok == token.FALLTHROUGH {
				body = body[:len(body)-1]
				next = which + " = " + f.itoa(i+1)
			}
		}
		f.line(c.Pos(), "if %s == %d {", which, i)
		f.stmts(body)
		if next != "" {
			f.put("%s", next)
		}
		f.line(c.End(), "}")
	}
	f.line(s.Body.Rbrace, "}")
}

func (f *fn) plainSwitch(s *ast.SwitchStmt, label, tag string, t types.Type) {
	f.labelLine(label)
	f.put("switch %s {", tag)
	for _, c := range defaultLast(s.Body.List) {
		if c.List == nil {
			f.line(c.Pos(), "default:")
		} else {
			var list []string
			for _, x := range c.List {
				list = append(list, f.conv(x, t))
			}
			f.line(c.Pos(), "case %s:", strings.Join(list, ", "))
		}
		f.clause(c.Body)
	}
	f.line(s.Body.Rbrace, "}")
}

// clause writes the statements of a case: in a block, if a goto leads to one of
// them, because the interpreter knows the labels of blocks only.
func (f *fn) clause(body []ast.Stmt) {
	for _, s := range body {
		if l, ok := s.(*ast.LabeledStmt); ok && f.jumpedTo(l) {
			f.put("{")
			f.stmts(body)
			f.put("}")
			return
		}
	}
	f.stmts(body)
}

// testedSwitch finds the case by one test after the other. What a test needs
// done before it cannot stand in a case, so the number of the case is found
// first if there is such a test.
func (f *fn) testedSwitch(s *ast.SwitchStmt, label, tag string, t types.Type) {
	conds := make([]string, len(s.Body.List))
	pres := make([]string, len(s.Body.List))
	simple := true
	for i, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		f.pos = c.Pos()
		var list []string
		pres[i] = f.capture(func() {
			for _, x := range c.List {
				list = append(list, f.caseTest(x, tag, t))
			}
		})
		conds[i] = strings.Join(list, " || ")
		simple = simple && pres[i] == ""
	}
	which := ""
	if !simple {
		which = f.tempVar(types.Typ[types.Int], "-1")
		for i, c := range s.Body.List {
			c := c.(*ast.CaseClause)
			if c.List == nil {
				continue
			}
			f.line(c.Pos(), "if %s < 0 {", which)
			f.raw(pres[i])
			f.line(c.Pos(), "if %s { %s = %d }", conds[i], which, i)
			f.line(c.Pos(), "}")
		}
	}
	f.pos = s.Pos()
	f.labelLine(label)
	f.put("switch {")
	index := map[*ast.CaseClause]int{}
	for i, c := range s.Body.List {
		index[c.(*ast.CaseClause)] = i
	}
	for _, c := range defaultLast(s.Body.List) {
		i := index[c]
		switch {
		case c.List == nil:
			f.line(c.Pos(), "default:")
		case simple:
			f.line(c.Pos(), "case %s:", conds[i])
		default:
			f.line(c.Pos(), "case %s == %d:", which, i)
		}
		f.clause(c.Body)
	}
	f.line(s.Body.Rbrace, "}")
}

func (f *fn) caseTest(x ast.Expr, tag string, t types.Type) string {
	if tag == "" {
		if xt := f.typeOf(x); isInterface(xt) {
			return "p.Eq(" + f.box("true", types.Typ[types.Bool]) + ", " + f.expr(x) + ")"
		}
		return f.conv(x, types.Typ[types.Bool])
	}
	if f.info.Types[x].IsNil() {
		return f.compareNil(tag, t, token.EQL)
	}
	xt := types.Default(f.typeOf(x))
	if isInterface(t) && !isInterface(xt) || isInterface(xt) {
		if isInterface(t) {
			return "p.Eq(" + tag + ", " + f.conv(x, t) + ")"
		}
		return "p.Eq(" + f.convValue(tag, t, xt) + ", " + f.conv(x, xt) + ")"
	}
	if f.text(xt) != f.text(t) && types.AssignableTo(t, xt) {
		return "(" + f.convValue(tag, t, xt) + " == " + f.conv(x, xt) + ")"
	}
	return "(" + tag + " == " + f.conv(x, t) + ")"
}

func (f *fn) typeSwitch(s *ast.TypeSwitchStmt, label string) {
	f.put("{")
	pos := s.Pos()
	if s.Init != nil {
		f.stmt(s.Init)
		f.pos = pos
	}
	var operand ast.Expr
	switch a := s.Assign.(type) {
	case *ast.ExprStmt:
		operand = ast.Unparen(a.X).(*ast.TypeAssertExpr).X
	case *ast.AssignStmt:
		operand = ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr).X
	}
	xt := f.typeOf(operand)
	x := f.tempVar(xt, f.expr(operand))
	f.labelLine(label)
	f.put("switch {")
	for _, c := range defaultLast(s.Body.List) {
		if c.List == nil {
			f.line(c.Pos(), "default:")
		} else {
			var tests []string
			for _, t := range c.List {
				if f.info.Types[t].IsNil() {
					tests = append(tests, x+".T == nil")
				} else {
					tests = append(tests, f.typeTest(x, f.typeOf(t)))
				}
			}
			f.line(c.Pos(), "case %s:", strings.Join(tests, " || "))
		}
		f.pos = c.Pos()
		if obj := f.info.Implicits[c]; obj != nil {
			t := xt
			value := x
			if len(c.List) == 1 && !f.info.Types[c.List[0]].IsNil() {
				t = f.typeOf(c.List[0])
				if !isInterface(t) {
					value = f.unbox(x, t)
				}
			}
			f.declare(obj, t, value)
		}
		f.clause(c.Body)
	}
	f.line(s.Body.Rbrace, "}")
	f.line(s.End(), "}")
}

// typeTest says whether a value of interface type holds a type.
func (f *fn) typeTest(x string, t types.Type) string {
	if !isInterface(t) {
		_, d := f.e.descriptor(t)
		return x + ".T == " + d
	}
	if it := t.Underlying().(*types.Interface); it.NumMethods() == 0 {
		return x + ".T != nil"
	}
	_, d := f.e.descriptor(t)
	return "p.Is(" + x + ", " + d + ")"
}

// selectStmt writes a select statement as a call that does what it says, and a
// switch over which communication it was. The interpreter's own has one list of
// cases for all goroutines that are in the same statement.
func (f *fn) selectStmt(s *ast.SelectStmt, label string) {
	// Channels and values are evaluated before, in the order of the source.
	f.flush(s.Pos())
	var args []string // by case: what it is, the channel, what is sent
	bodies := make([]func(selected string), len(s.Body.List))
	for i, c := range s.Body.List {
		c := c.(*ast.CommClause)
		f.pos = c.Pos()
		switch st := c.Comm.(type) {
		case nil:
			args = append(args, selectDefault)
		case *ast.SendStmt:
			ct := f.typeOf(st.Chan).Underlying().(*types.Chan)
			ch := f.tempVar(f.typeOf(st.Chan), f.expr(st.Chan))
			v := f.conv(st.Value, ct.Elem())
			if !f.isConstant(st.Value) {
				v = f.tempVar(ct.Elem(), v)
			}
			args = append(args, selectSend, ch, v)
		case *ast.ExprStmt:
			args = append(args, selectReceive, f.received(st.X))
		case *ast.AssignStmt:
			args = append(args, selectReceive, f.received(st.Rhs[0]))
			et := f.typeOf(ast.Unparen(st.Rhs[0]).(*ast.UnaryExpr).X).Underlying().(*types.Chan).Elem()
			bodies[i] = func(selected string) {
				f.receive(st, st.Lhs[0], f.unbox(selected, et), et)
				if len(st.Lhs) == 2 {
					f.receive(st, st.Lhs[1], selected+".OK", types.Typ[types.Bool])
				}
			}
		}
	}
	f.pos = s.Pos()
	selected := f.temp()
	f.put("%s := p.Select(%s)", selected, strings.Join(args, ", "))
	f.labelLine(label)
	f.put("switch %s.Index {", selected)
	for i, c := range s.Body.List {
		c := c.(*ast.CommClause)
		f.line(c.Pos(), "case %d:", i)
		f.pos = c.Pos()
		if bodies[i] != nil {
			bodies[i](selected)
		}
		f.clause(c.Body)
	}
	f.line(s.Body.Rbrace, "}")
}

// What stands before the operands of a case in the arguments of p.Select.
const (
	selectReceive = "0"
	selectSend    = "1"
	selectDefault = "2"
)

// received is the channel of a receive expression, in a temporary variable.
func (f *fn) received(x ast.Expr) string {
	ch := ast.Unparen(x).(*ast.UnaryExpr).X
	return f.tempVar(f.typeOf(ch).Underlying(), f.under(ch))
}

// receive gives a received value to what a select case assigns it to.
func (f *fn) receive(s *ast.AssignStmt, l ast.Expr, value string, t types.Type) {
	if isBlank(l) {
		return
	}
	if s.Tok == token.DEFINE {
		if obj := f.info.Defs[l.(*ast.Ident)]; obj != nil {
			f.declare(obj, f.objType(obj), f.convValue(value, t, f.objType(obj)))
			return
		}
	}
	lv := f.lvalue(l, false)
	f.set(lv, f.convValue(value, t, f.typeOf(l)))
}
