package vet

import (
	"go/ast"
	"go/token"
)

// function goes through a function's signature and body. inner has its type
// parameters.
func (w *walker) function(recv *ast.FieldList, t *ast.FuncType, body *ast.BlockStmt, inner *scope) {
	for _, list := range []*ast.FieldList{recv, t.Params, t.Results} {
		if list == nil {
			continue
		}
		for _, f := range list.List {
			w.typ(f.Type, inner)
			for _, name := range f.Names {
				inner.declare(name.Name, &entity{typeSize: 1})
			}
		}
	}
	if body != nil {
		w.stmts(body.List, inner.inner())
	}
}

func (w *walker) stmts(list []ast.Stmt, s *scope) {
	for _, stmt := range list {
		w.stmt(stmt, s)
	}
}

// stmt goes through a statement, whose declarations are made in s.
func (w *walker) stmt(stmt ast.Stmt, s *scope) {
	switch n := stmt.(type) {
	case *ast.DeclStmt:
		w.decl(n.Decl, s, false)
	case *ast.AssignStmt:
		w.assign(n, s)
	case *ast.BlockStmt:
		w.stmts(n.List, s.inner())
	case *ast.LabeledStmt:
		w.stmt(n.Stmt, s)
	case *ast.ExprStmt:
		w.expr(n.X, s)
	case *ast.SendStmt:
		w.exprs(s, n.Chan, n.Value)
	case *ast.IncDecStmt:
		w.expr(n.X, s)
	case *ast.GoStmt:
		w.expr(n.Call, s)
	case *ast.DeferStmt:
		w.expr(n.Call, s)
	case *ast.ReturnStmt:
		w.exprs(s, n.Results...)
	default:
		w.compound(stmt, s.inner())
	}
}

// compound goes through a statement that has a scope of its own, inner.
func (w *walker) compound(stmt ast.Stmt, inner *scope) {
	switch n := stmt.(type) {
	case *ast.IfStmt:
		w.some(inner, n.Init)
		w.exprs(inner, n.Cond)
		w.stmt(n.Body, inner)
		w.some(inner, n.Else)
	case *ast.ForStmt:
		w.some(inner, n.Init)
		w.exprs(inner, n.Cond)
		w.some(inner, n.Post)
		w.stmt(n.Body, inner)
	case *ast.RangeStmt:
		size := w.element(w.expr(n.X, inner))
		for _, x := range []ast.Expr{n.Key, n.Value} {
			if name, ok := x.(*ast.Ident); ok && n.Tok == token.DEFINE {
				inner.declare(name.Name, &entity{typeSize: size})
			} else {
				w.exprs(inner, x)
			}
		}
		w.stmt(n.Body, inner)
	case *ast.SwitchStmt:
		w.some(inner, n.Init)
		w.exprs(inner, n.Tag)
		w.stmt(n.Body, inner)
	case *ast.TypeSwitchStmt:
		w.some(inner, n.Init)
		w.some(inner, n.Assign)
		w.stmt(n.Body, inner)
	case *ast.SelectStmt:
		w.stmt(n.Body, inner)
	case *ast.CaseClause:
		w.exprs(inner, n.List...)
		w.stmts(n.Body, inner)
	case *ast.CommClause:
		w.some(inner, n.Comm)
		w.stmts(n.Body, inner)
	}
}

// some goes through a statement that need not be there.
func (w *walker) some(s *scope, stmt ast.Stmt) {
	if stmt != nil {
		w.stmt(stmt, s)
	}
}

// decl goes through a declaration. At package level everything is declared
// already.
func (w *walker) decl(d ast.Decl, s *scope, top bool) {
	g, ok := d.(*ast.GenDecl)
	if !ok {
		return
	}
	var repeated []ast.Expr
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if !top {
				e := &entity{kind: aType, spec: spec, scope: s}
				s.declare(spec.Name.Name, e)
				w.declaredType(spec, e)
			}
		case *ast.ValueSpec:
			if g.Tok == token.CONST {
				if !top {
					s.declareConstants(spec, &repeated, s)
				}
				w.constants(spec, s)
				continue
			}
			if spec.Type != nil {
				w.typ(spec.Type, s)
			}
			size := w.exprs(s, spec.Values...)
			if spec.Type != nil {
				size = 1
			}
			for _, name := range spec.Names {
				if !top {
					s.declare(name.Name, &entity{typeSize: size})
				}
			}
		}
	}
}

func (w *walker) assign(n *ast.AssignStmt, s *scope) {
	var sizes []float64
	for _, x := range n.Rhs {
		sizes = append(sizes, w.expr(x, s))
	}
	for i, x := range n.Lhs {
		name, ok := x.(*ast.Ident)
		if !ok || n.Tok != token.DEFINE {
			w.expr(x, s)
			continue
		}
		if s.names[name.Name] == nil { // else it keeps its type
			s.declare(name.Name, &entity{typeSize: sizes[min(i, len(sizes)-1)]})
		}
	}
}

// exprs goes through expressions, of which some may be missing, and returns the
// largest size.
func (w *walker) exprs(s *scope, list ...ast.Expr) float64 {
	size := 1.0
	for _, x := range list {
		if x != nil {
			size = max(size, w.expr(x, s))
		}
	}
	return size
}

// expr goes through an expression and returns how large its type may be, where
// a type that is written in the source has the size 1.
func (w *walker) expr(x ast.Expr, s *scope) float64 {
	switch x := x.(type) {
	case *ast.Ident:
		return w.name(x, s)
	case *ast.ParenExpr:
		return w.expr(x.X, s)
	case *ast.SelectorExpr:
		return w.limit(x, w.growth(x).of(w.expr(x.X, s)))
	case *ast.CallExpr:
		return w.call(x, s)
	case *ast.IndexExpr:
		return w.indexed(x, x.X, []ast.Expr{x.Index}, s)
	case *ast.IndexListExpr:
		return w.indexed(x, x.X, x.Indices, s)
	case *ast.FuncLit:
		w.function(nil, x.Type, x.Body, s.inner())
	case *ast.CompositeLit:
		if x.Type != nil {
			w.typ(x.Type, s)
		}
		w.exprs(s, x.Elts...)
	case *ast.KeyValueExpr:
		w.exprs(s, x.Key, x.Value)
	case *ast.TypeAssertExpr:
		size := w.expr(x.X, s)
		if x.Type == nil { // of a type switch, where it can keep its type
			return size
		}
		w.typ(x.Type, s)
	case *ast.BinaryExpr:
		w.told = !w.constant(x, s) || w.told
		return w.exprs(s, operands(x)...)
	case *ast.UnaryExpr:
		size := w.expr(x.X, s)
		switch x.Op {
		case token.AND:
			size++
		case token.ARROW:
			size = w.element(size)
		}
		return w.limit(x, size)
	case *ast.StarExpr:
		return w.limit(x, w.element(w.expr(x.X, s)))
	case *ast.SliceExpr:
		return w.exprs(s, x.X, x.Low, x.High, x.Max)
	default:
		w.typ(x, s)
	}
	return 1
}

// operands lists the operands of a chain of operators.
func operands(x *ast.BinaryExpr) []ast.Expr {
	var list []ast.Expr
	for {
		if y, ok := x.Y.(*ast.BinaryExpr); ok {
			list = append(list, operands(y)...)
		} else {
			list = append(list, x.Y)
		}
		left, ok := x.X.(*ast.BinaryExpr)
		if !ok {
			return append(list, x.X)
		}
		x = left
	}
}

// typ checks a type expression.
func (w *walker) typ(x ast.Expr, s *scope) {
	if !w.told {
		w.check(x.Pos(), s.weigh(x, true), "type")
	}
}

func (w *walker) name(x *ast.Ident, s *scope) float64 {
	e := s.lookup(x.Name)
	if e == nil || e.kind != aValue {
		return w.growth(x).of(1)
	}
	if e.value != nil && e.state == unknown {
		e.state = pending
		e.typeSize = newWalker(e.scope.source, w.grows, w.said).expr(e.value, e.scope)
		e.state = known
	}
	return max(1, e.typeSize)
}

// growth is that of the name that an expression is or ends in.
func (w *walker) growth(x ast.Expr) growth {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return w.grows.get(x.Name)
	case *ast.SelectorExpr:
		return w.grows.get(x.Sel.Name)
	case *ast.IndexExpr:
		return w.growth(x.X)
	case *ast.IndexListExpr:
		return w.growth(x.X)
	}
	return growth{factor: 1}
}

// call is the largest operand, grown by the function, and by those that it gets
// as arguments.
func (w *walker) call(x *ast.CallExpr, s *scope) float64 {
	// If the function is named, expr has let the type grow already.
	own := w.growth(x.Fun)
	largest := w.expr(x.Fun, s)
	passed := growth{factor: 1}
	for _, a := range x.Args {
		if by := w.growth(a); !by.isNone() {
			passed = growth{times(passed.factor, by.factor), passed.wraps || by.wraps}
		}
		largest = max(largest, own.of(w.expr(a, s)))
	}
	return w.limit(x, w.element(passed.of(largest)))
}

// indexed is an element of something, or an instance of something generic.
func (w *walker) indexed(x, of ast.Expr, args []ast.Expr, s *scope) float64 {
	if s.typeNamed(of) != nil {
		w.typ(x, s)
		return 1
	}
	return w.limit(x, w.element(max(w.expr(of, s), w.exprs(s, args...))))
}

// element is the size of the type of what is in something.
func (w *walker) element(size float64) float64 { return w.grows.get(element).of(size) }

// limit complains of an expression whose type grows beyond the limit, once for
// each declaration.
func (w *walker) limit(x ast.Expr, size float64) float64 {
	if size <= maxGrowth {
		return size
	}
	if !w.told {
		w.say(x.Pos(), "type that generic functions make larger and larger")
	}
	return 1
}
