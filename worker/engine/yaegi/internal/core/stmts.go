package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

func (f *fn) stmts(list []ast.Stmt) {
	for _, s := range list {
		f.stmt(s)
	}
}

// block writes statements that end with a closing brace somewhere else.
func (f *fn) block(list []ast.Stmt) { f.stmts(list) }

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
		if !isName(xs[0]) {
			// The interpreter does not know the element type of a channel that
			// is a field.
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

// declare introduces a variable with a value; the value is zero if it is "".
func (f *fn) declare(obj types.Object, t types.Type, value string) {
	v := f.vars[obj]
	name := f.name(obj.Name())
	l := local{name: name, boxed: v != nil && v.boxed()}
	f.locals[obj] = l
	text := f.text(t)
	switch {
	case l.boxed:
		f.put("%s := new(%s)", name, text)
		if value != "" {
			f.put("*%s = %s", name, value)
		}
	case f.frame.loops > 0:
		*f.frame.hoisted = append(*f.frame.hoisted, "var "+name+" "+text)
		if value == "" {
			value = f.zero(t)
		}
		f.put("%s = %s", name, value)
	case value == "":
		f.put("var %s %s", name, text)
	default:
		f.put("var %s %s = %s", name, text, value)
	}
}

// local introduces a temporary variable.
func (f *fn) tempVar(t types.Type, value string) string {
	name := f.temp()
	if f.frame.loops > 0 {
		*f.frame.hoisted = append(*f.frame.hoisted, "var "+name+" "+f.text(t))
		f.put("%s = %s", name, value)
		return name
	}
	f.put("var %s %s = %s", name, f.text(t), value)
	return name
}

// freshVar introduces a temporary variable that a function literal may keep.
func (f *fn) freshVar(t types.Type, value string) string {
	name := f.temp()
	f.put("%s := %s", name, value)
	return name
}

// zero is the zero value of a type.
func (f *fn) zero(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsString != 0:
			return f.convText(t, `""`, "string")
		case u.Info()&types.IsBoolean != 0:
			return f.convText(t, "false", "bool")
		default:
			return f.convText(t, "0", "int")
		}
	case *types.Struct, *types.Array:
		return f.text(t) + "{}"
	case *types.Interface:
		return "p.Iface{}"
	}
	return f.nilOf(t)
}

func (f *fn) nilOf(t types.Type) string {
	if isInterface(t) || f.e.isRecursive(t) {
		return "p.Iface{}"
	}
	return "(" + f.text(t) + ")(nil)"
}

// convText converts a text of type from where the type in core is another.
func (f *fn) convText(t types.Type, text, from string) string {
	if to := f.text(t); to != from {
		return to + "(" + text + ")"
	}
	return text
}

func (f *fn) declStmt(s *ast.DeclStmt) {
	d := s.Decl.(*ast.GenDecl)
	if d.Tok != token.VAR {
		return
	}
	for _, spec := range d.Specs {
		spec := spec.(*ast.ValueSpec)
		f.pos = spec.Pos()
		switch {
		case len(spec.Values) == 0:
			for _, id := range spec.Names {
				if id.Name != "_" {
					obj := f.info.Defs[id]
					f.declare(obj, f.objType(obj), "")
				}
			}
		default:
			lhs := make([]ast.Expr, len(spec.Names))
			for i, id := range spec.Names {
				lhs[i] = id
			}
			var t types.Type
			if spec.Type != nil {
				t = f.typeOf(spec.Type)
			}
			f.define(lhs, spec.Values, t)
		}
	}
}

func (f *fn) objType(obj types.Object) types.Type { return f.e.subst(obj.Type(), f.env) }

// define writes a := or var with values. blank is the type that values of _
// have, if it is declared.
func (f *fn) define(lhs, rhs []ast.Expr, declared types.Type) {
	targets := make([]func(value string), len(lhs))
	lhsTypes := make([]types.Type, len(lhs))
	fresh := true
	for i, l := range lhs {
		id := l.(*ast.Ident)
		obj := f.info.Defs[id]
		switch {
		case id.Name == "_":
			lhsTypes[i] = declared
			targets[i] = func(value string) { f.put("_ = %s", value) }
		case obj != nil:
			lhsTypes[i] = f.objType(obj)
			targets[i] = func(value string) { f.declare(obj, lhsTypes[i], value) }
		default:
			fresh = false
			lhsTypes[i] = f.typeOf(l)
			targets[i] = func(value string) { f.put("%s = %s", f.lvalueIdent(id), value) }
		}
	}
	if len(lhs) == 1 && len(rhs) == 1 {
		t := lhsTypes[0]
		if t == nil {
			t = f.typeOf(rhs[0])
			if b, ok := t.(*types.Basic); ok {
				if b.Kind() == types.UntypedNil {
					return
				}
				t = types.Default(t)
			}
		}
		targets[0](f.conv(rhs[0], t))
		return
	}
	_ = fresh
	values, valueTypes := f.values(rhs, lhsTypes, true)
	for i, set := range targets {
		if lhsTypes[i] != nil {
			values[i] = f.convValue(values[i], valueTypes[i], lhsTypes[i])
		}
		set(values[i])
	}
}

// values evaluates the right side of an assignment of several values: a list,
// or one expression with several. The values are in temporary variables then,
// unless they are constants. want gives types that values of a list are
// converted to; its elements may be nil.
func (f *fn) values(rhs []ast.Expr, want []types.Type, spill bool) ([]string, []types.Type) {
	if len(rhs) == 1 && len(want) != 1 {
		return f.tuple(rhs[0], len(want))
	}
	var list []func() string
	var ts []types.Type
	for i, r := range rhs {
		t := want[i]
		if t == nil {
			t = types.Default(f.typeOf(r))
			if b, ok := t.(*types.Basic); ok && b.Kind() == types.UntypedNil {
				list, ts = append(list, func() string { return "nil" }), append(ts, t)
				continue
			}
		}
		ts = append(ts, t)
		list = append(list, func() string { return f.conv(r, t) })
	}
	if !spill {
		return f.operands(list...), ts
	}
	values := make([]string, len(list))
	late := make([]bool, len(list))
	for i, eval := range list {
		values[i] = eval()
		_, late[i] = ast.Unparen(rhs[i]).(*ast.Ident)
		if !late[i] && !f.isConstant(rhs[i]) && values[i] != "nil" {
			values[i] = f.tempVar(ts[i], values[i])
		}
	}
	for i := range values {
		// The compiler reads variables after it has called functions.
		if late[i] && !f.isConstant(rhs[i]) && values[i] != "nil" {
			values[i] = f.tempVar(ts[i], values[i])
		}
	}
	return values, ts
}

func (f *fn) isConstant(x ast.Expr) bool { return f.info.Types[x].Value != nil }

// tuple evaluates an expression with n values into temporary variables.
func (f *fn) tuple(x ast.Expr, n int) ([]string, []types.Type) {
	x = ast.Unparen(x)
	var ts []types.Type
	var text string
	switch x := x.(type) {
	case *ast.CallExpr:
		tup := f.typeOf(x).(*types.Tuple)
		for i := range tup.Len() {
			ts = append(ts, tup.At(i).Type())
		}
		text = f.expr(x)
	case *ast.IndexExpr: // of a map
		m := f.typeOf(x.X).Underlying().(*types.Map)
		ts = []types.Type{m.Elem(), types.Typ[types.Bool]}
		xs := f.operands(func() string { return f.under(x.X) }, func() string { return f.conv(x.Index, m.Key()) })
		text = xs[0] + "[" + xs[1] + "]"
	case *ast.TypeAssertExpr:
		t := f.typeOf(x.Type)
		ts = []types.Type{t, types.Typ[types.Bool]}
		text = f.assertOK(f.expr(x.X), t)
	case *ast.UnaryExpr: // receive
		ts = []types.Type{f.typeOf(x.X).Underlying().(*types.Chan).Elem(), types.Typ[types.Bool]}
		text = "<-" + f.under(x.X)
	}
	names := make([]string, n)
	for i := range names {
		names[i] = f.temp()
		if f.frame.loops > 0 {
			*f.frame.hoisted = append(*f.frame.hoisted, "var "+names[i]+" "+f.text(ts[i]))
		}
	}
	op := ":="
	if f.frame.loops > 0 {
		op = "="
	}
	f.put("%s %s %s", strings.Join(names, ", "), op, text)
	return names, ts
}

func (f *fn) assignStmt(s *ast.AssignStmt) {
	switch s.Tok {
	case token.DEFINE:
		f.define(s.Lhs, s.Rhs, nil)
		return
	case token.ASSIGN:
	default:
		t := f.typeOf(s.Lhs[0])
		f.opAssign(s.Lhs[0], s.Tok, "", s.Rhs[0], t)
		return
	}
	if len(s.Lhs) == 1 {
		f.assignOne(s.Lhs[0], s.Rhs[0])
		return
	}
	// First the operands of index expressions and dereferences on the left,
	// then the values, then the assignments.
	targets := make([]func(string), len(s.Lhs))
	want := make([]types.Type, len(s.Lhs))
	for i, l := range s.Lhs {
		if isBlank(l) {
			targets[i] = func(v string) { f.put("_ = %s", v) }
			continue
		}
		want[i] = f.typeOf(l)
		// An index is checked when it is its turn to be assigned to.
		var checks string
		f.checks = &checks
		lv := f.lvalue(l, true)
		f.checks = nil
		targets[i] = func(v string) {
			f.raw(checks)
			f.put("%s = %s", assignable(lv), v)
		}
	}
	values, ts := f.values(s.Rhs, want, true)
	for i, set := range targets {
		if values[i] == "nil" {
			continue
		}
		if want[i] != nil {
			values[i] = f.convValue(values[i], ts[i], want[i])
		}
		set(values[i])
	}
}

func isBlank(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	return ok && id.Name == "_"
}

func (f *fn) assignOne(l, r ast.Expr) {
	if isBlank(l) {
		t := f.typeOf(r)
		if b, ok := t.(*types.Basic); ok {
			if b.Kind() == types.UntypedNil {
				return
			}
		}
		t = types.Default(t)
		if text := f.conv(r, t); !isName(text) {
			f.tempVar(t, text) // the interpreter would not evaluate it
		}
		return
	}
	t := f.typeOf(l)
	var place, value string
	before := f.capture(func() { place = f.lvalue(l, false) })
	pre := f.capture(func() { value = f.conv(r, t) })
	if pre == "" {
		f.raw(before)
	} else {
		place = f.lvalue(l, true)
		f.raw(pre)
	}
	f.put("%s = %s", assignable(place), value)
}

// assignable is a place without the parentheses around a dereference.
func assignable(place string) string {
	if strings.HasPrefix(place, "(*") && matching(place) {
		return place[1 : len(place)-1]
	}
	return place
}

// opAssign writes x op= y; y is an expression or a text.
func (f *fn) opAssign(x ast.Expr, tok token.Token, text string, y ast.Expr, t types.Type) {
	op := tok.String()
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		lv := f.lvalueIdent(id)
		if y != nil {
			text = f.operand(tok, y, t)
		}
		f.opLine(lv, op, text, y == nil, t)
		return
	}
	lv := f.lvalue(x, true)
	if y != nil {
		text = f.operand(tok, y, t)
	}
	f.opLine(lv, op, text, y == nil, t)
}

// operand is the right operand of an operation-assignment.
func (f *fn) operand(tok token.Token, y ast.Expr, t types.Type) string {
	switch tok {
	case token.SHL_ASSIGN, token.SHR_ASSIGN:
		return f.shiftCount(y)
	}
	return f.conv(y, t)
}

func (f *fn) opLine(lv, op, text string, one bool, t types.Type) {
	if one {
		if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsInteger != 0 && isName(lv) {
			if op == "+=" {
				f.put("%s++", lv)
			} else {
				f.put("%s--", lv)
			}
			return
		}
		text = f.convText(t, "1", "int")
	}
	if isName(lv) {
		f.put("%s %s %s", lv, op, text)
		return
	}
	f.put("%s = %s %s (%s)", assignable(lv), lv, strings.TrimSuffix(op, "="), text)
}

// isName says whether a text is an identifier.
func isName(s string) bool {
	for _, r := range s {
		if !(r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return false
		}
	}
	return true
}

// lvalueIdent is a variable as something to assign to.
func (f *fn) lvalueIdent(id *ast.Ident) string { return f.ident(id) }

// lvalue is an addressable expression or map element. If stable, it can be
// written twice, and assignments in between do not change what it means.
func (f *fn) lvalue(x ast.Expr, stable bool) string {
	x = ast.Unparen(x)
	switch x := x.(type) {
	case *ast.Ident:
		return f.ident(x)
	case *ast.StarExpr:
		p := f.under(x.X)
		if stable {
			p = f.stable(f.typeOf(x.X).Underlying(), p, x.X)
		}
		return "(*" + p + ")"
	case *ast.SelectorExpr:
		return f.lvalueSelector(x, stable)
	case *ast.IndexExpr:
		t := f.typeOf(x.X)
		switch u := t.Underlying().(type) {
		case *types.Map:
			xs := f.operands(func() string { return f.under(x.X) }, func() string { return f.conv(x.Index, u.Key()) })
			if stable {
				xs[0] = f.stable(t.Underlying(), xs[0], x.X)
				xs[1] = f.stable(u.Key(), xs[1], x.Index)
			}
			if isInterface(u.Key()) {
				xs[1] = f.simple(xs[1], u.Key())
				f.put("p.MustHash(%s)", xs[1])
			}
			return xs[0] + "[" + xs[1] + "]"
		case *types.Array:
			base := f.lvalue(x.X, stable)
			i := f.index(x.Index)
			if stable || f.e.checked {
				i = f.stable(types.Typ[types.Int], i, x.Index)
			}
			f.checkIndex(i, base, int(u.Len()), x.Index)
			return base + "[" + i + "]"
		default:
			xs := f.operands(func() string { return f.under(x.X) }, func() string { return f.index(x.Index) })
			if stable || f.e.checked {
				xs[0] = f.stable(t.Underlying(), xs[0], x.X)
				xs[1] = f.stable(types.Typ[types.Int], xs[1], x.Index)
			}
			if p, ok := u.(*types.Pointer); ok {
				f.checkIndex(xs[1], "", int(p.Elem().Underlying().(*types.Array).Len()), x.Index)
			} else {
				f.checkIndex(xs[1], xs[0], -1, x.Index)
			}
			return xs[0] + "[" + xs[1] + "]"
		}
	}
	return f.expr(x)
}

// stable puts a value into a temporary variable, unless it is a constant.
func (f *fn) stable(t types.Type, text string, x ast.Expr) string {
	if f.isConstant(x) {
		return text
	}
	return f.tempVar(t, text)
}

func (f *fn) lvalueSelector(x *ast.SelectorExpr, stable bool) string {
	sel := f.info.Selections[x]
	if sel == nil {
		return f.expr(x)
	}
	t := f.typeOf(x.X)
	var base string
	if _, ok := t.Underlying().(*types.Pointer); ok {
		base = f.expr(x.X)
		if stable {
			base = f.stable(t, base, x.X)
		}
	} else {
		base = f.lvalue(x.X, stable)
	}
	return f.fieldPath(base, t, x.Sel)
}

// checkIndex writes the check of an index that panics as Go does. n is the
// length of an array, or -1.
func (f *fn) checkIndex(i, base string, n int, x ast.Expr) {
	if !f.e.checked {
		return
	}
	if f.checks != nil {
		save := f.checks
		f.checks = nil
		*save += f.capture(func() { f.checkIndex(i, base, n, x) })
		f.checks = save
		return
	}
	length := "len(" + base + ")"
	if n >= 0 {
		if f.isConstant(x) {
			return
		}
		length = f.itoa(n)
	}
	f.put("if %s < 0 || %s >= %s { p.PanicIndex(%s, %s) }", i, i, length, i, length)
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
	f.put("return %s", strings.Join(values, ", "))
}

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
		f.put("%s = %s", fr.results[0], values[0])
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
	if f.frame.iter == nil && f.jumpedTo(s) {
		f.put("%s:", l)
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
