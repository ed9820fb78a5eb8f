package core

import (
	"go/ast"
	"go/token"
	"go/types"
)

func (f *fn) labelLine(label string) {
	if label != "" {
		f.put("%s:", label)
	}
}

// condition writes what has to be done before a condition can be tested, and
// returns it.
func (f *fn) condition(x ast.Expr) string { return f.expr(x) }

func (f *fn) ifStmt(s *ast.IfStmt) {
	if s.Init != nil {
		f.put("{")
		f.stmt(s.Init)
		f.pos = s.Pos()
	}
	f.put("if %s {", f.condition(s.Cond))
	f.stmts(s.Body.List)
	switch e := s.Else.(type) {
	case nil:
	case *ast.BlockStmt:
		f.line(s.Body.Rbrace, "} else {")
		f.stmts(e.List)
	default:
		f.line(s.Body.Rbrace, "} else {")
		f.stmt(e)
	}
	f.line(s.End(), "}")
	if s.Init != nil {
		f.line(s.End(), "}")
	}
}

// forStmt writes a loop of three clauses. If its variables must be new in each
// iteration, or a clause needs several lines, it becomes an endless one.
func (f *fn) forStmt(s *ast.ForStmt, label string) {
	pos := s.Pos()
	f.put("{")
	var own []types.Object // variables that are new in each iteration
	if s.Init != nil {
		if a, ok := s.Init.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
			for _, l := range a.Lhs {
				if id, ok := l.(*ast.Ident); ok {
					if obj := f.info.Defs[id]; obj != nil && f.vars[obj] != nil && f.vars[obj].boxed() {
						own = append(own, obj)
					}
				}
			}
		}
		f.stmt(s.Init)
	}
	f.pos = pos
	// last points to the variable of the iteration before.
	last := map[types.Object]string{}
	for _, obj := range own {
		l := f.locals[obj]
		last[obj] = f.tempVar(types.NewPointer(f.objType(obj)), l.name)
		f.locals[obj] = local{name: f.name(obj.Name()), boxed: true}
	}
	var cond string
	pre := ""
	if s.Cond != nil {
		pre = f.capture(func() { cond = f.condition(s.Cond) })
	}
	post := ""
	if s.Post != nil {
		post = f.capture(func() { f.stmt(s.Post) })
	}
	f.pos = pos
	if len(own) == 0 && pre == "" && !manyLines(post) {
		f.labelLine(label)
		if post != "" {
			post = " " + unmarked(post)
		}
		if post == "" && s.Init == nil {
			f.put("for %s {", cond)
		} else {
			f.put("for ; %s;%s {", cond, post)
		}
		f.step(pos)
		f.stmts(s.Body.List)
		f.line(s.Body.Rbrace, "}")
		f.line(s.Body.Rbrace, "}")
		return
	}
	first := ""
	if s.Post != nil || len(own) > 0 {
		first = f.tempVar(types.Typ[types.Bool], "true")
	}
	f.labelLine(label)
	f.put("for {")
	f.step(pos)
	for _, obj := range own {
		l := f.locals[obj]
		f.put("%s := new(%s)", l.name, f.text(f.objType(obj)))
	}
	if first != "" {
		// The first iteration has the variables of the init statement.
		f.put("if %s {", first)
		f.put("%s = false", first)
		for _, obj := range own {
			f.put("%s = %s", f.locals[obj].name, last[obj])
		}
		f.put("} else {")
		for _, obj := range own {
			l := f.locals[obj]
			f.put("*%s = *%s", l.name, last[obj])
			f.put("%s = %s", last[obj], l.name)
		}
		f.raw(post)
		f.put("}")
	}
	if s.Cond != nil {
		f.raw(pre)
		f.put("if !(%s) { break }", cond)
	}
	f.stmts(s.Body.List)
	f.line(s.Body.Rbrace, "}")
	f.line(s.Body.Rbrace, "}")
}

// manyLines says whether a captured text has more than one line.
func manyLines(text string) bool {
	n := 0
	for i := range len(text) {
		if text[i] == '\n' {
			n++
		}
	}
	return n > 1
}

// unmarked takes the position off a captured line.
func unmarked(text string) string {
	for i := range len(text) {
		if text[i] == '\x02' {
			return text[i+1:]
		}
	}
	return text
}

// A rangeVar is the key or value of a range.
type rangeVar struct {
	expr   ast.Expr
	obj    types.Object // if declared by the range
	direct bool         // the range of core can set it itself
}

func (f *fn) rangeVar(x ast.Expr, tok token.Token) *rangeVar {
	if x == nil || isBlank(x) {
		return nil
	}
	r := &rangeVar{expr: x}
	if tok == token.DEFINE {
		r.obj = f.info.Defs[x.(*ast.Ident)]
		v := f.vars[r.obj]
		r.direct = v == nil || !v.boxed() && !v.assigned && !v.captured && !v.address
	}
	return r
}

// rangeName is the name that the range of core sets for a variable.
func (f *fn) rangeName(r *rangeVar) string {
	if r == nil {
		return "_"
	}
	if r.direct {
		name := f.name(r.obj.Name())
		f.locals[r.obj] = local{name: name}
		return name
	}
	return f.temp()
}

// rangeSet gives the author's variable the value that the range of core set.
func (f *fn) rangeSet(r *rangeVar, name string, t types.Type) {
	switch {
	case r == nil || r.direct:
	case r.obj != nil:
		f.declare(r.obj, f.objType(r.obj), f.convValue(name, t, f.objType(r.obj)))
	default:
		lv := f.lvalue(r.expr, false)
		f.set(lv, f.convValue(name, t, f.typeOf(r.expr)))
	}
}

// rangePair sets both variables, as one assignment if they are not declared.
func (f *fn) rangePair(s *ast.RangeStmt, key, value *rangeVar, k, v string, kt, vt types.Type) {
	if s.Tok == token.ASSIGN && key != nil && value != nil {
		left := []string{f.lvalue(key.expr, true), f.lvalue(value.expr, true)}
		f.set(left[0], f.convValue(k, kt, f.typeOf(key.expr)))
		f.set(left[1], f.convValue(v, vt, f.typeOf(value.expr)))
		return
	}
	f.rangeSet(key, k, kt)
	f.rangeSet(value, v, vt)
}

func (f *fn) rangeStmt(s *ast.RangeStmt, label string) {
	t := f.typeOf(s.X)
	key, value := f.rangeVar(s.Key, s.Tok), f.rangeVar(s.Value, s.Tok)
	intType := types.Type(types.Typ[types.Int])
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			f.rangeString(s, label, key, value)
			return
		}
		f.rangeInt(s, label, key, t)
	case *types.Signature:
		f.rangeFunc(s, label, u)
	case *types.Slice:
		f.rangePlain(s, label, f.under(s.X), key, value, intType, u.Elem())
	case *types.Array:
		if value == nil && !callsOrReceives(s.X) {
			f.countTo(s, label, key, f.itoa(int(u.Len())), intType) // it is not evaluated
			return
		}
		f.rangePlain(s, label, f.under(s.X), key, value, intType, u.Elem())
	case *types.Pointer:
		arr := u.Elem().Underlying().(*types.Array)
		if value == nil {
			if callsOrReceives(s.X) {
				f.tempVar(t, f.expr(s.X))
			}
			f.countTo(s, label, key, f.itoa(int(arr.Len())), intType)
			return
		}
		p := f.tempVar(t, f.expr(s.X))
		f.rangePlain(s, label, "(*"+p+")[:]", key, value, intType, arr.Elem())
	case *types.Map:
		if f.e.in.FixedMapOrder && (key != nil || value != nil) {
			f.rangeMap(s, label, key, value, u)
			return
		}
		f.rangePlain(s, label, f.under(s.X), key, value, u.Key(), u.Elem())
	case *types.Chan:
		f.rangeChan(s, label, key, u)
	default:
		f.refuse(s.Pos(), "range over %s is not supported", t)
	}
}

// callsOrReceives says whether an expression calls a function or receives.
func callsOrReceives(x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}

func (f *fn) rangePlain(s *ast.RangeStmt, label, x string, key, value *rangeVar, kt, vt types.Type) {
	if _, ok := vt.Underlying().(*types.Chan); ok && value != nil {
		if _, ok := f.typeOf(s.X).Underlying().(*types.Map); !ok {
			f.rangeChannels(s, label, x, key, value, kt, vt)
			return
		}
	}
	k, v := f.rangeName(key), f.rangeName(value)
	f.labelLine(label)
	switch {
	case k == "_" && v == "_":
		f.put("for range %s {", x)
	case v == "_":
		f.put("for %s := range %s {", k, x)
	default:
		f.put("for %s, %s := range %s {", k, v, x)
	}
	f.step(s.Pos())
	f.rangePair(s, key, value, k, v, kt, vt)
	f.stmts(s.Body.List)
	f.line(s.Body.Rbrace, "}")
}

// rangeChannels ranges over a slice or array of channels, which the
// interpreter takes for a channel.
func (f *fn) rangeChannels(s *ast.RangeStmt, label, x string, key, value *rangeVar, kt, vt types.Type) {
	t := f.typeOf(s.X).Underlying()
	if _, ok := t.(*types.Pointer); ok {
		t = types.NewSlice(vt)
	}
	list := f.tempVar(t, x)
	i := f.tempVar(kt, "0")
	n := f.tempVar(kt, "len("+list+")")
	f.labelLine(label)
	f.put("for ; %s < %s; %s++ {", i, n, i)
	f.step(s.Pos())
	if key != nil {
		key.direct = false
	}
	value.direct = false
	f.rangePair(s, key, value, i, list+"["+i+"]", kt, vt)
	f.stmts(s.Body.List)
	f.line(s.Body.Rbrace, "}")
}

func (f *fn) rangeChan(s *ast.RangeStmt, label string, key *rangeVar, u *types.Chan) {
	c := f.tempVar(u, f.under(s.X))
	v, ok := f.tempVar(u.Elem(), f.zero(u.Elem())), f.tempVar(types.Typ[types.Bool], "false")
	f.labelLine(label)
	f.put("for {")
	f.step(s.Pos())
	f.put("%s, %s = <-%s", v, ok, c)
	f.put("if !%s { break }", ok)
	if key != nil {
		key.direct = false
		f.rangeSet(key, v, u.Elem())
	}
	f.stmts(s.Body.List)
	f.line(s.Body.Rbrace, "}")
}

// rangeString ranges over the runes, which are decoded before.
func (f *fn) rangeString(s *ast.RangeStmt, label string, key, value *rangeVar) {
	x := f.convText2(f.expr(s.X), f.typeOf(s.X))
	runes := types.NewSlice(types.Typ[types.Int32])
	if key == nil {
		f.rangePlain(s, label, "[]int32("+x+")", nil, value, types.Typ[types.Int], types.Typ[types.Int32])
		return
	}
	at, rs, i := f.temp(), f.temp(), f.temp()
	ints := types.NewSlice(types.Typ[types.Int])
	if f.frame.loops > 0 {
		*f.frame.hoisted = append(*f.frame.hoisted, "var "+at+" "+f.text(ints), "var "+rs+" "+f.text(runes))
		f.put("%s, %s = p.Runes(%s)", at, rs, x)
	} else {
		f.put("%s, %s := p.Runes(%s)", at, rs, x)
	}
	f.labelLine(label)
	f.put("for %s := range %s {", i, at)
	f.step(s.Pos())
	key.direct = false
	if value != nil {
		value.direct = false
	}
	f.rangePair(s, key, value, at+"["+i+"]", rs+"["+i+"]", types.Typ[types.Int], types.Typ[types.Int32])
	f.stmts(s.Body.List)
	f.line(s.Body.Rbrace, "}")
}

func (f *fn) rangeInt(s *ast.RangeStmt, label string, key *rangeVar, t types.Type) {
	if key != nil {
		t = f.typeOf(key.expr)
		if key.obj != nil {
			t = f.objType(key.obj)
		}
	} else {
		t = types.Default(t)
	}
	n := f.conv(s.X, t)
	if !f.isConstant(s.X) {
		n = f.tempVar(t, n)
	}
	f.countTo(s, label, key, n, t)
}

// countTo writes a loop that counts from 0 to below n.
func (f *fn) countTo(s *ast.RangeStmt, label string, key *rangeVar, n string, t types.Type) {
	var i string
	if key != nil && key.direct {
		i = f.name(key.obj.Name())
		f.locals[key.obj] = local{name: i}
		*f.frame.hoisted = append(*f.frame.hoisted, "var "+i+" "+f.text(t))
		f.put("%s = %s", i, f.zero(t))
	} else {
		i = f.tempVar(t, f.zero(t))
	}
	f.labelLine(label)
	f.put("for ; %s < %s; %s {", i, n, f.byOne(i, "+=", t))
	f.step(s.Pos())
	f.rangeSet(key, i, t)
	f.stmts(s.Body.List)
	f.line(s.Body.Rbrace, "}")
}
