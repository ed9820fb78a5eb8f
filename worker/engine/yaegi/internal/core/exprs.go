package core

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// expr writes a value, of the core type of its own type. What has to be done
// before it is written as lines.
func (f *fn) expr(x ast.Expr) string {
	x = ast.Unparen(x)
	if tv := f.info.Types[x]; tv.Value != nil {
		return f.constant(tv.Value, types.Default(f.typeOf(x)))
	}
	if name, ok := f.bound[x]; ok {
		return name
	}
	switch x := x.(type) {
	case *ast.Ident:
		return f.ident(x)
	case *ast.BasicLit:
		return x.Value
	case *ast.FuncLit:
		text := f.funcLit(x, false)
		if f.e.conc {
			return text
		}
		// Inside another expression the interpreter would let it share the frame.
		name := f.name("l")
		f.put("%s := %s", name, text)
		return name
	case *ast.CompositeLit:
		return f.composite(x, f.typeOf(x))
	case *ast.SelectorExpr:
		return f.selector(x)
	case *ast.IndexExpr:
		return f.indexExpr(x)
	case *ast.IndexListExpr:
		return f.instantiated(x.X)
	case *ast.SliceExpr:
		return f.sliceExpr(x)
	case *ast.StarExpr:
		return "(*" + f.notNil(f.under(x.X), f.typeOf(x.X).Underlying()) + ")"
	case *ast.UnaryExpr:
		return f.unary(x)
	case *ast.BinaryExpr:
		return f.binary(x)
	case *ast.CallExpr:
		return f.call(x)
	case *ast.TypeAssertExpr:
		return f.assert(f.expr(x.X), f.typeOf(x.X), f.typeOf(x.Type))
	}
	f.refuse(x.Pos(), "expression %T is not supported", x)
	return ""
}

// conv writes a value as one of type t, to which it can be assigned.
func (f *fn) conv(x ast.Expr, t types.Type) string {
	x = ast.Unparen(x)
	tv := f.info.Types[x]
	switch {
	case tv.IsNil():
		return f.nilOf(t)
	case tv.Value != nil && isInterface(t):
		return f.boxConstant(tv.Value, types.Default(f.typeOf(x)))
	case tv.Value != nil:
		return f.constant(tv.Value, t)
	}
	from := f.typeOf(x)
	if b, ok := from.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		from = t
		if isInterface(t) {
			from = types.Default(b)
		}
	}
	return f.convValue(f.expr(x), from, t)
}

// convValue makes of a value of one type a value of another to which it can be
// assigned.
func (f *fn) convValue(text string, from, to types.Type) string {
	if isInterface(to) {
		if isInterface(from) {
			return text
		}
		return f.box(text, from)
	}
	if r := f.e.isRecursive(to); r != f.e.isRecursive(from) {
		if r {
			return f.wrap(f.convValue(text, from, to.Underlying()), to)
		}
		return f.convValue(f.unwrap(text, from), from.Underlying(), to)
	}
	tt := f.text(to)
	if f.text(from) == tt {
		return text
	}
	return converted(tt, text)
}

// converted writes a conversion. The interpreter is wrong about parentheses
// around a type that needs none, inside a logical expression.
func converted(t, text string) string {
	switch {
	case strings.HasPrefix(t, "*"), strings.HasPrefix(t, "<-"), strings.HasPrefix(t, "func"), strings.HasPrefix(t, "chan"):
		return "(" + t + ")(" + text + ")"
	}
	return t + "(" + text + ")"
}

func (f *fn) ident(x *ast.Ident) string {
	obj := f.info.Uses[x]
	if obj == nil {
		obj = f.info.Defs[x]
	}
	if l, ok := f.locals[obj]; ok {
		if l.boxed {
			return "(*" + l.name + ")"
		}
		return l.name
	}
	switch obj := obj.(type) {
	case *types.Var:
		return f.e.global(f, obj)
	case *types.Func:
		return f.instantiated(x)
	case *types.Nil:
		return "nil"
	}
	f.refuse(x.Pos(), "%s is not supported here", x.Name)
	return ""
}

// instantiated is a function as a value.
func (f *fn) instantiated(x ast.Expr) string {
	obj, args := f.funcObject(x)
	if obj == nil {
		f.refuse(x.Pos(), "this function value is not supported")
	}
	if inst := f.e.instance(obj, args); inst != nil {
		return f.e.funcValue(inst)
	}
	// The interpreter calls a compiled function that is a value wrongly.
	sig := f.typeOf(x).Underlying().(*types.Signature)
	params, pass := f.params(sig)
	return "func" + f.e.signatureText(sig, params, nil) + " { " + f.unmarkParams(params, sig) + returning(sig) + f.nativeFunc(x.Pos(), obj) + "(" + strings.Join(pass, ", ") + ") }"
}

// funcObject finds the function that an expression names, and its type
// arguments.
func (f *fn) funcObject(x ast.Expr) (*types.Func, []types.Type) {
	var id *ast.Ident
	for id == nil {
		switch y := ast.Unparen(x).(type) {
		case *ast.Ident:
			id = y
		case *ast.SelectorExpr:
			if f.info.Selections[y] != nil {
				return nil, nil
			}
			id = y.Sel
		case *ast.IndexExpr:
			x = y.X
		case *ast.IndexListExpr:
			x = y.X
		default:
			return nil, nil
		}
	}
	obj, ok := f.info.Uses[id].(*types.Func)
	if !ok {
		return nil, nil
	}
	var args []types.Type
	if inst, ok := f.info.Instances[id]; ok {
		for i := range inst.TypeArgs.Len() {
			args = append(args, f.e.subst(inst.TypeArgs.At(i), f.env))
		}
	}
	return obj, args
}

func (f *fn) isFunc(x ast.Expr) bool {
	t := f.info.TypeOf(x)
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func (f *fn) binary(x *ast.BinaryExpr) string {
	switch x.Op {
	case token.LAND, token.LOR:
		return f.logical(x)
	case token.EQL, token.NEQ:
		return f.equality(x)
	case token.SHL, token.SHR:
		t := types.Default(f.typeOf(x))
		xs := f.operands(func() string { return f.conv(x.X, t) }, func() string { return f.shiftCount(x.Y) })
		return "(" + xs[0] + " " + x.Op.String() + " " + xs[1] + ")"
	}
	t := types.Default(f.typeOf(x.X))
	if b, ok := f.typeOf(x.X).(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		t = types.Default(f.typeOf(x.Y))
	}
	xs := f.operands(func() string { return f.conv(x.X, t) }, func() string { return f.conv(x.Y, t) })
	return "(" + xs[0] + " " + x.Op.String() + " " + xs[1] + ")"
}

// shiftCount writes the right operand of a shift.
func (f *fn) shiftCount(x ast.Expr) string {
	if tv := f.info.Types[ast.Unparen(x)]; tv.Value != nil {
		return f.constant(constant.ToInt(tv.Value), types.Typ[types.Uint])
	}
	t := f.typeOf(x)
	b, _ := t.Underlying().(*types.Basic)
	s := f.expr(x)
	if b != nil && b.Info()&types.IsUnsigned == 0 {
		if f.e.checked {
			s = f.simple(s, t)
			f.put("if %s < 0 { p.PanicShift() }", s)
		}
		return "uint(" + s + ")"
	}
	if f.text(t) != "uint" || !isName(s) {
		// An operation would be taken for one in the type of the left operand.
		s = "uint(" + s + ")"
	}
	return s
}
