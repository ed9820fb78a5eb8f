package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// declare introduces a variable with a value; the value is zero if it is "".
func (f *fn) declare(obj types.Object, t types.Type, value string) {
	v := f.vars[obj]
	name := f.nameOf(obj, t)
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
	return converted(f.text(t), "nil")
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
			lhsTypes[i] = f.typeOf(l)
			targets[i] = func(value string) { f.set(f.lvalueIdent(id), value) }
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
	keep := func(i int) {
		values[i] = list[i]()
		if !f.isConstant(rhs[i]) && values[i] != "nil" {
			values[i] = f.tempVar(ts[i], values[i])
		}
	}
	// The compiler reads variables after it has called functions.
	for i := range list {
		if f.inOrder(rhs[i]) {
			keep(i)
		}
	}
	for i := range list {
		if !f.inOrder(rhs[i]) {
			keep(i)
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
	if _, ok := x.(*ast.IndexExpr); ok && (f.frame.loops > 0 || len(f.gotos) > 0) {
		// Where there is no such key, the interpreter leaves the variable as the
		// round before left it.
		f.put("if !%s { %s = %s }", names[1], names[0], f.zero(ts[0]))
	}
	return names, ts
}
