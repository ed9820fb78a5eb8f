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
	if tag != "" && !isInterface(tagType) && f.constantCases(s) {
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

func (f *fn) plainSwitch(s *ast.SwitchStmt, label, tag string, t types.Type) {
	f.labelLine(label)
	f.put("switch %s {", tag)
	for _, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil {
			f.line(c.Pos(), "default:")
		} else {
			var list []string
			for _, x := range c.List {
				list = append(list, f.conv(x, t))
			}
			f.line(c.Pos(), "case %s:", strings.Join(list, ", "))
		}
		f.stmts(c.Body)
	}
	f.line(s.Body.Rbrace, "}")
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
	for i, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		switch {
		case c.List == nil:
			f.line(c.Pos(), "default:")
		case simple:
			f.line(c.Pos(), "case %s:", conds[i])
		default:
			f.line(c.Pos(), "case %s == %d:", which, i)
		}
		f.stmts(c.Body)
	}
	f.line(s.Body.Rbrace, "}")
}

func (f *fn) caseTest(x ast.Expr, tag string, t types.Type) string {
	if tag == "" {
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
	for _, c := range s.Body.List {
		c := c.(*ast.CaseClause)
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
		f.stmts(c.Body)
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

func (f *fn) selectStmt(s *ast.SelectStmt, label string) {
	// Channels and values are evaluated before, in the order of the source.
	type comm struct {
		head string
		body func()
	}
	var list []comm
	for _, c := range s.Body.List {
		c := c.(*ast.CommClause)
		f.pos = c.Pos()
		switch st := c.Comm.(type) {
		case nil:
			list = append(list, comm{"default:", func() {}})
		case *ast.SendStmt:
			ct := f.typeOf(st.Chan).Underlying().(*types.Chan)
			ch := f.tempVar(f.typeOf(st.Chan), f.expr(st.Chan))
			v := f.conv(st.Value, ct.Elem())
			if !f.isConstant(st.Value) {
				v = f.tempVar(ct.Elem(), v)
			}
			list = append(list, comm{"case " + ch + " <- " + v + ":", func() {}})
		case *ast.ExprStmt:
			list = append(list, comm{"case <-" + f.received(st.X) + ":", func() {}})
		case *ast.AssignStmt:
			ch := f.received(st.Rhs[0])
			et := f.typeOf(ast.Unparen(st.Rhs[0]).(*ast.UnaryExpr).X).Underlying().(*types.Chan).Elem()
			v := f.temp()
			head := "case " + v + " := <-" + ch + ":"
			ok := ""
			if len(st.Lhs) == 2 {
				ok = f.temp()
				head = "case " + v + ", " + ok + " := <-" + ch + ":"
			}
			list = append(list, comm{head, func() {
				f.receive(st, st.Lhs[0], v, et)
				if ok != "" {
					f.receive(st, st.Lhs[1], ok, types.Typ[types.Bool])
				}
			}})
		}
	}
	f.pos = s.Pos()
	f.labelLine(label)
	f.put("select {")
	for i, c := range s.Body.List {
		c := c.(*ast.CommClause)
		f.line(c.Pos(), "%s", list[i].head)
		f.pos = c.Pos()
		list[i].body()
		f.stmts(c.Body)
	}
	f.line(s.Body.Rbrace, "}")
}

// received is the channel of a receive expression, in a temporary variable.
func (f *fn) received(x ast.Expr) string {
	ch := ast.Unparen(x).(*ast.UnaryExpr).X
	return f.tempVar(f.typeOf(ch), f.expr(ch))
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
	f.put("%s = %s", lv, f.convValue(value, t, f.typeOf(l)))
}
