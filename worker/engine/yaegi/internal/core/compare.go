package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"sync"
)

// logical writes && and ||. If the right operand needs lines, they must not be
// executed when it is not evaluated.
func (f *fn) logical(x *ast.BinaryExpr) string {
	left := f.conv(x.X, types.Typ[types.Bool])
	var right string
	pre := f.capture(func() { right = f.conv(x.Y, types.Typ[types.Bool]) })
	mixed := isLogical(x.X) && ast.Unparen(x.X).(*ast.BinaryExpr).Op != x.Op || isLogical(x.Y)
	if pre == "" && !(mixed && (anyCall().MatchString(left) || anyCall().MatchString(right))) {
		return "(" + left + " " + x.Op.String() + " " + right + ")"
	}
	t := f.tempVar(types.Typ[types.Bool], left)
	if x.Op == token.LAND {
		f.put("if %s {", t)
	} else {
		f.put("if !%s {", t)
	}
	f.raw(pre)
	f.put("%s = %s", t, right)
	f.put("}")
	return t
}

// isLogical says whether an expression is && or ||. The interpreter is wrong
// about one inside the other when they convert or call something.
func isLogical(x ast.Expr) bool {
	b, ok := ast.Unparen(x).(*ast.BinaryExpr)
	return ok && (b.Op == token.LAND || b.Op == token.LOR)
}

var anyCall = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[\w)\]]\(`) })

func (f *fn) equality(x *ast.BinaryExpr) string {
	xt, yt := f.typeOf(x.X), f.typeOf(x.Y)
	switch {
	case f.info.Types[ast.Unparen(x.X)].IsNil():
		return f.compareNil(f.expr(x.Y), yt, x.Op)
	case f.info.Types[ast.Unparen(x.Y)].IsNil():
		return f.compareNil(f.expr(x.X), xt, x.Op)
	case isInterface(xt) || isInterface(yt):
		t := xt
		if !isInterface(xt) {
			t = yt
		}
		xs := f.operands(func() string { return f.conv(x.X, t) }, func() string { return f.conv(x.Y, t) })
		s := "p.Eq(" + xs[0] + ", " + xs[1] + ")"
		if x.Op == token.NEQ {
			s = "!" + s
		}
		return s
	}
	t := xt
	if b, ok := xt.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		t = types.Default(yt)
	}
	if f.text(xt) != f.text(yt) && types.AssignableTo(xt, yt) {
		t = yt
	}
	xs := f.operands(func() string { return f.conv(x.X, t) }, func() string { return f.conv(x.Y, t) })
	if f.e.isRecursive(t) {
		s := "p.Eq(" + xs[0] + ", " + xs[1] + ")"
		if x.Op == token.NEQ {
			s = "!" + s
		}
		return s
	}
	if holdsInterface(t, map[types.Type]bool{}) {
		s := "p.Eq(" + f.box(xs[0], t) + ", " + f.box(xs[1], t) + ")"
		if x.Op == token.NEQ {
			s = "!" + s
		}
		return s
	}
	return "(" + xs[0] + " " + x.Op.String() + " " + xs[1] + ")"
}

// holdsInterface says whether comparing values of a struct or array type
// compares interfaces.
func holdsInterface(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Interface:
		return true
	case *types.Array:
		return holdsInterface(u.Elem(), seen)
	case *types.Struct:
		for i := range u.NumFields() {
			if holdsInterface(u.Field(i).Type(), seen) {
				return true
			}
		}
	}
	return false
}

func (f *fn) compareNil(text string, t types.Type, op token.Token) string {
	if isInterface(t) || f.e.isRecursive(t) {
		return "(" + text + ".T " + op.String() + " nil)"
	}
	return "(" + text + " " + op.String() + " nil)"
}
