package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

func (f *fn) unary(x *ast.UnaryExpr) string {
	switch x.Op {
	case token.AND:
		return f.address(x.X)
	case token.ARROW:
		// The interpreter loses a received value inside an expression.
		return f.tempVar(f.typeOf(x.X).Underlying().(*types.Chan).Elem(), "<-"+f.under(x.X))
	case token.SUB:
		if t := f.typeOf(x.X); t.Underlying().(*types.Basic).Info()&types.IsFloat != 0 {
			return "(" + f.convText(t, "-1", "int") + " * " + paren(f.expr(x.X)) + ")" // for the sign of zero
		}
	case token.NOT:
		return "!" + paren(f.expr(x.X))
	case token.ADD:
		return f.expr(x.X)
	}
	return "(" + x.Op.String() + paren(f.expr(x.X)) + ")"
}

func paren(s string) string {
	if isName(s) || strings.HasPrefix(s, "(") && matching(s) {
		return s
	}
	return "(" + s + ")"
}

// matching says whether the first parenthesis closes at the end.
func matching(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '"', '\'', '`':
			return false
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i == len(s)-1
			}
		}
	}
	return false
}

// address writes &x.
func (f *fn) address(x ast.Expr) string {
	x = ast.Unparen(x)
	if lit, ok := x.(*ast.CompositeLit); ok {
		return f.pointerTo(lit, f.typeOf(lit))
	}
	if s, ok := x.(*ast.StarExpr); ok {
		return f.notNil(f.under(s.X), f.typeOf(s.X).Underlying())
	}
	if i, ok := x.(*ast.IndexExpr); ok {
		if t := f.typeOf(i.X); t != nil {
			base, st := "", t.Underlying()
			switch u := st.(type) {
			case *types.Slice:
				if !isName(f.peek(i.X)) {
					base = f.under(i.X)
				}
			case *types.Array:
				st = types.NewSlice(u.Elem())
				base = f.lvalue(i.X, false) + "[:]"
			case *types.Pointer:
				if a, ok := u.Elem().Underlying().(*types.Array); ok {
					st = types.NewSlice(a.Elem())
					base = "(*" + f.under(i.X) + ")[:]"
				}
			}
			if base != "" {
				base = f.tempVar(st, base)
				at := f.index(i.Index)
				if f.e.checked {
					at = f.stable(types.Typ[types.Int], at, i.Index)
					f.checkIndex(at, base, -1, i.Index)
				}
				return "&" + base + "[" + at + "]"
			}
		}
	}
	place := f.lvalue(x, false)
	if _, ok := compiledField(place); ok {
		f.refuse(x.Pos(), "a pointer to a field of interface type of a struct of the library is not supported: copy the struct, or what is in the field")
	}
	return addressOf(place)
}

// peek is the text of an expression whose lines are thrown away.
func (f *fn) peek(x ast.Expr) (text string) {
	f.capture(func() { text = f.expr(x) })
	return text
}

// addressOf is the address of a place.
func addressOf(place string) string {
	if inner, ok := strings.CutPrefix(place, "(*"); ok && strings.HasSuffix(inner, ")") && matching(place) {
		return inner[:len(inner)-1]
	}
	if inner, ok := strings.CutPrefix(place, "*"); ok {
		return inner
	}
	return "&" + place
}

// notNil writes the check of a pointer that is dereferenced: the interpreter
// takes what a nil pointer points to for a value like no other.
func (f *fn) notNil(p string, t types.Type) string {
	if strings.HasPrefix(p, "&") {
		return p
	}
	p = f.simple(p, t)
	f.put("if %s == nil { p.PanicNil() }", p)
	return p
}
