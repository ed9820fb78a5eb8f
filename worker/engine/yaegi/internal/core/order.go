package core

import (
	"go/ast"
	"go/token"
	"go/types"
)

// The language leaves open when a variable is read that a call in the same
// statement changes. Programs rely on what the compiler does nevertheless, if
// only in nodes[i].left = build(), where build appends to nodes: it makes calls
// first, from left to right, and reads memory afterwards.

// callsBefore says whether what is on the right side of an assignment is
// evaluated before the operands on the left, and evaluates of these what comes
// first nevertheless. The caller calls unbind when the assignment is written.
func (f *fn) callsBefore(left, right []ast.Expr) bool {
	calls := false
	for _, x := range right {
		calls = calls || f.changes(x)
	}
	if !calls {
		return false
	}
	operands := false
	for _, x := range left {
		x = ast.Unparen(x)
		if f.keyFirst(x) {
			return false
		}
		if id, ok := x.(*ast.Ident); !ok || !isBlank(x) && !isName(f.ident(id)) {
			operands = true
		}
	}
	if operands {
		for _, x := range left {
			f.bind(x)
		}
	}
	return operands
}

// bind evaluates the parts of an expression that the compiler evaluates in their
// turn, into variables that stand for them.
func (f *fn) bind(x ast.Expr) {
	ast.Inspect(x, func(n ast.Node) bool {
		x, ok := n.(ast.Expr)
		if !ok || f.isConstant(x) {
			return false
		}
		if _, ok := x.(*ast.FuncLit); ok {
			return false
		}
		if !f.inTurn(x) {
			return true
		}
		name := f.tempVar(types.Default(f.typeOf(x)), f.expr(x))
		if f.bound == nil {
			f.bound = map[ast.Expr]string{}
		}
		f.bound[x] = name
		return false
	})
}

func (f *fn) unbind() { clear(f.bound) }

// keyFirst says whether an expression is an element of a map whose key the
// compiler puts into a variable, because it is no number and no string.
func (f *fn) keyFirst(x ast.Expr) bool {
	index, ok := x.(*ast.IndexExpr)
	if !ok {
		return false
	}
	m, ok := f.typeOf(index.X).Underlying().(*types.Map)
	if !ok {
		return false
	}
	b, ok := m.Key().Underlying().(*types.Basic)
	return !ok || b.Info()&(types.IsInteger|types.IsString) == 0
}

// changes says whether an expression can change what others read: whether it
// calls functions of the genome, or waits.
func (f *fn) changes(x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			fun := f.info.Types[ast.Unparen(n.Fun)]
			found = found || !fun.IsType() && !fun.IsBuiltin() && !f.compiled(n)
		}
		return !found
	})
	return found
}

// compiled says whether a call is that of a function of compiled code that
// cannot call back.
func (f *fn) compiled(x *ast.CallExpr) bool {
	sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
	if !ok || f.info.Selections[sel] != nil {
		return false
	}
	obj, ok := f.info.Uses[sel.Sel].(*types.Func)
	if !ok {
		return false
	}
	if _, decl := f.e.lookup(obj); decl != nil {
		return false
	}
	for i := range obj.Signature().Params().Len() {
		switch obj.Signature().Params().At(i).Type().Underlying().(type) {
		case *types.Basic:
		default:
			return false
		}
	}
	return true
}

// inOrder says whether the compiler evaluates a part of an expression in its
// turn.
func (f *fn) inOrder(x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		x, ok := n.(ast.Expr)
		if _, literal := x.(*ast.FuncLit); !ok || literal || f.isConstant(x) {
			return false
		}
		found = found || f.inTurn(x)
		return !found
	})
	return found
}

// inTurn says whether the compiler evaluates an expression when it is its turn,
// and not as late as it can. Source: order.go of the compiler's package walk.
func (f *fn) inTurn(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.CallExpr:
		fun := f.info.Types[ast.Unparen(x.Fun)]
		if !fun.IsType() {
			return true
		}
		_, list := f.typeOf(x).Underlying().(*types.Slice)
		return list
	case *ast.TypeAssertExpr, *ast.SliceExpr:
		return true
	case *ast.UnaryExpr:
		return x.Op == token.ARROW
	case *ast.BinaryExpr:
		return x.Op == token.LAND || x.Op == token.LOR
	}
	return false
}
