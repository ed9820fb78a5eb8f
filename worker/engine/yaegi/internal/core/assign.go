package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

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
	// then the values, then the assignments; but see callsBefore.
	var (
		values []string
		ts     []types.Type
		early  = f.callsBefore(s.Lhs, s.Rhs)
	)
	targets := make([]func(string), len(s.Lhs))
	want := make([]types.Type, len(s.Lhs))
	for i, l := range s.Lhs {
		if !isBlank(l) {
			want[i] = f.typeOf(l)
		}
	}
	if early {
		values, ts = f.values(s.Rhs, want, true)
	}
	for i, l := range s.Lhs {
		if isBlank(l) {
			targets[i] = func(v string) { f.put("_ = %s", v) }
			continue
		}
		// An index is checked when it is its turn to be assigned to.
		var checks string
		f.checks = &checks
		lv := f.lvalue(l, true)
		f.checks = nil
		targets[i] = func(v string) {
			f.raw(checks)
			f.set(lv, v)
		}
	}
	if !early {
		values, ts = f.values(s.Rhs, want, true)
	}
	for i, set := range targets {
		if values[i] == "nil" {
			continue
		}
		if want[i] != nil {
			values[i] = f.convValue(values[i], ts[i], want[i])
		}
		set(values[i])
	}
	f.unbind()
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
	if f.callsBefore([]ast.Expr{l}, []ast.Expr{r}) {
		value := f.simple(f.conv(r, t), t)
		f.set(f.lvalue(l, false), value)
		f.unbind()
		return
	}
	var place, value string
	before := f.capture(func() { place = f.lvalue(l, false) })
	pre := f.capture(func() { value = f.conv(r, t) })
	if pre == "" {
		f.raw(before)
	} else {
		place = f.lvalue(l, true)
		f.raw(pre)
	}
	f.set(place, value)
}

// set assigns to a place. The interpreter lets the literal of a struct take the
// place of a variable that it is assigned to, so that pointers and function
// literals keep the old one, unless it stands in parentheses.
func (f *fn) set(place, value string) {
	if field, ok := compiledField(place); ok {
		f.store(field, value)
		return
	}
	if strings.HasSuffix(value, "}") && (strings.HasPrefix(value, "p.") || strings.HasPrefix(value, "struct")) {
		value = "(" + value + ")"
	}
	f.put("%s = %s", assignable(place), value)
}

// store assigns to a field of interface type of a compiled struct.
func (f *fn) store(field, value string) { f.put("p.Store(%s, %s)", addressOf(field), value) }

// compiledField is the field of interface type of a compiled struct that a place
// is, as fieldPath writes it.
func compiledField(place string) (field string, ok bool) {
	field, ok = strings.CutPrefix(place, "p.From(")
	if !ok || !strings.HasSuffix(field, ")") {
		return "", false
	}
	return field[:len(field)-1], true
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
	if y != nil && f.callsBefore([]ast.Expr{x}, []ast.Expr{y}) {
		text := []string{f.operand(tok, y, t)}
		if !isName(text[0]) {
			f.spill(text, 0)
		}
		f.opLine(f.lvalue(x, true), op, text[0], false, t)
		f.unbind()
		return
	}
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
			f.put("%s", f.byOne(lv, op, t))
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

// byOne adds one to a variable of an integer type, or subtracts it. The
// interpreter ends a function in silence that does either to a uintptr with ++
// or --.
func (f *fn) byOne(name, op string, t types.Type) string {
	if t.Underlying().(*types.Basic).Kind() == types.Uintptr {
		return name + " " + op + " " + f.convText(t, "1", "int")
	}
	return name + op[:1] + op[:1]
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
// written twice, and assignments in between do not change what it means. What
// has no address, as a constant whose method is called, is written as a value.
func (f *fn) lvalue(x ast.Expr, stable bool) string {
	x = ast.Unparen(x)
	if f.isConstant(x) {
		return f.expr(x)
	}
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
