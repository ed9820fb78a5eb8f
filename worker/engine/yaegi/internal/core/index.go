package core

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// index writes an index as an int.
func (f *fn) index(x ast.Expr) string {
	if tv := f.info.Types[ast.Unparen(x)]; tv.Value != nil {
		return f.constant(constant.ToInt(tv.Value), types.Typ[types.Int])
	}
	t := f.typeOf(x)
	s := f.expr(x)
	if f.text(t) != "int" {
		s = "int(" + s + ")"
	}
	return s
}

func (f *fn) indexExpr(x *ast.IndexExpr) string {
	if tv := f.info.Types[x.X]; !tv.IsValue() || f.isFunc(x.X) {
		return f.instantiated(x)
	}
	t := f.typeOf(x.X)
	switch u := t.Underlying().(type) {
	case *types.Map:
		xs := f.operands(func() string { return f.under(x.X) }, func() string { return f.conv(x.Index, u.Key()) })
		return xs[0] + "[" + xs[1] + "]"
	case *types.Array:
		xs := f.operands(func() string { return f.expr(x.X) }, func() string { return f.index(x.Index) })
		if f.e.checked && !f.isConstant(x.Index) {
			xs[1] = f.simple(xs[1], types.Typ[types.Int])
			f.checkIndex(xs[1], "", int(u.Len()), x.Index)
		}
		return xs[0] + "[" + xs[1] + "]"
	}
	xs := f.operands(func() string { return f.under(x.X) }, func() string { return f.index(x.Index) })
	if f.e.checked {
		xs[0] = f.simple(xs[0], t.Underlying())
		if !f.isConstant(x.Index) {
			xs[1] = f.simple(xs[1], types.Typ[types.Int])
		}
		if p, ok := t.Underlying().(*types.Pointer); ok {
			f.checkIndex(xs[1], "", int(p.Elem().Underlying().(*types.Array).Len()), x.Index)
		} else {
			f.checkIndex(xs[1], xs[0], -1, x.Index)
		}
	}
	return xs[0] + "[" + xs[1] + "]"
}

// simple is a value that can be written twice.
func (f *fn) simple(text string, t types.Type) string {
	if isName(text) {
		return text
	}
	return f.tempVar(t, text)
}

func (f *fn) sliceExpr(x *ast.SliceExpr) string {
	t := f.typeOf(x.X)
	base := func() string { return f.under(x.X) }
	switch t.Underlying().(type) {
	case *types.Pointer:
		base = func() string { return "(*" + f.expr(x.X) + ")" }
	case *types.Array:
		base = func() string { return f.lvalue(x.X, false) }
	}
	list := []func() string{base}
	for _, i := range []ast.Expr{x.Low, x.High, x.Max} {
		if i == nil {
			list = append(list, func() string { return "" })
		} else {
			list = append(list, func() string { return f.index(i) })
		}
	}
	xs := f.operands(list...)
	if f.e.checked && (x.Low != nil || x.High != nil) {
		f.checkSlice(x, t, xs)
	}
	s := xs[0] + "[" + xs[1] + ":" + xs[2]
	if x.Slice3 {
		s += ":" + xs[3]
	}
	return f.wrap(s+"]", t)
}

// checkSlice writes the check of the bounds of a slice expression.
func (f *fn) checkSlice(x *ast.SliceExpr, t types.Type, xs []string) {
	intType := types.Type(types.Typ[types.Int])
	if _, ok := t.Underlying().(*types.Slice); ok {
		xs[0] = f.simple(xs[0], t.Underlying())
	} else if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		xs[0] = f.simple(xs[0], t)
	}
	for i, e := range []ast.Expr{x.Low, x.High, x.Max} {
		if e != nil && !f.isConstant(e) {
			xs[i+1] = f.simple(xs[i+1], intType)
		}
	}
	low, high, upto := xs[1], xs[2], xs[3]
	if low == "" {
		low = "0"
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		if high == "" {
			high = "len(" + xs[0] + ")"
		}
		f.put("if %s < 0 || %s < %s || len(%s) < %s { p.PanicString(%s, %s, len(%s)) }", low, high, low, xs[0], high, low, high, xs[0])
		return
	}
	limit := "cap(" + xs[0] + ")"
	if _, ok := t.Underlying().(*types.Slice); !ok {
		limit = "len(" + xs[0] + ")"
		if high == "" {
			high = limit
		}
		if upto == "" {
			f.put("if %s < 0 || %s < %s || %s < %s { p.PanicString(%s, %s, %s) }", low, high, low, limit, high, low, high, limit)
			return
		}
	}
	if upto != "" {
		f.put("if %s < 0 || %s < %s || %s < %s || %s < %s { p.PanicSlice3(%s, %s, %s, %s) }", low, high, low, upto, high, limit, upto, low, high, upto, limit)
		return
	}
	if high == "" {
		f.put("if %s < 0 || len(%s) < %s { p.PanicSliceLow(%s, len(%s)) }", low, xs[0], low, low, xs[0])
		return
	}
	f.put("if %s < 0 || %s < %s || %s < %s { p.PanicSlice(%s, %s, %s) }", low, high, low, limit, high, low, high, limit)
}
