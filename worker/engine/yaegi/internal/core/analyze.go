package core

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A variable is what has to be known of a local variable before a function is
// translated.
type variable struct {
	literal  *ast.FuncLit // the function literal that declares it, nil for the function itself
	body     ast.Node     // the body of a range over a function that declares it, or nil
	inLoop   bool
	captured bool // by a function literal, or the body of a range over a function
	address  bool // its address is taken
	assigned bool // after its declaration
}

// boxed says whether the variable must be a storage place of its own each time
// its declaration is executed.
func (v *variable) boxed() bool { return v.inLoop && (v.captured || v.address) }

// An analysis walks a function.
type analysis struct {
	info  *types.Info
	e     *emitter
	env   *env
	vars  map[types.Object]*variable
	gotos bool

	scopes []ast.Node // function literals and bodies of ranges over functions
	loops  int
}

// analyze looks at all variables that a function declares.
func (e *emitter) analyze(info *types.Info, v *env, root ast.Node) map[types.Object]*variable {
	a := &analysis{info: info, e: e, env: v, vars: map[types.Object]*variable{}}
	ast.Inspect(root, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO {
			a.gotos = true
		}
		return true
	})
	a.walk(root)
	return a.vars
}

func (a *analysis) walk(root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		if n == root {
			return true
		}
		return a.node(n)
	})
}

func (a *analysis) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncLit:
		a.inside(n, func() { a.walk(n) })
		return false
	case *ast.ForStmt:
		a.loops++
		a.walk(n)
		a.loops--
		return false
	case *ast.RangeStmt:
		a.rangeStmt(n)
		return false
	case *ast.Ident:
		a.ident(n)
	case *ast.AssignStmt:
		for _, l := range n.Lhs {
			a.assign(l, n.Tok == token.DEFINE)
		}
	case *ast.IncDecStmt:
		a.assign(n.X, false)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			a.addressOf(n.X)
		}
	case *ast.SliceExpr:
		if t := a.info.TypeOf(n.X); t != nil {
			if _, ok := a.e.subst(t, a.env).Underlying().(*types.Array); ok {
				a.addressOf(n.X)
			}
		}
	case *ast.SelectorExpr:
		a.selector(n)
	case *ast.CaseClause:
		if obj := a.info.Implicits[n]; obj != nil {
			a.declare(obj)
		}
	}
	return true
}

// inside walks what runs in a frame of its own.
func (a *analysis) inside(n ast.Node, f func()) {
	loops := a.loops
	a.scopes, a.loops = append(a.scopes, n), 0
	f()
	a.scopes, a.loops = a.scopes[:len(a.scopes)-1], loops
}

func (a *analysis) scope() ast.Node {
	if len(a.scopes) == 0 {
		return nil
	}
	return a.scopes[len(a.scopes)-1]
}

func (a *analysis) rangeStmt(n *ast.RangeStmt) {
	ast.Inspect(n.X, func(m ast.Node) bool { return m == nil || a.node(m) })
	_, overFunc := a.e.subst(a.info.TypeOf(n.X), a.env).Underlying().(*types.Signature)
	rest := func() {
		a.loops++
		for _, x := range []ast.Expr{n.Key, n.Value} {
			if x == nil {
				continue
			}
			a.assign(x, n.Tok == token.DEFINE)
			ast.Inspect(x, func(m ast.Node) bool { return m == nil || a.node(m) })
		}
		ast.Inspect(n.Body, func(m ast.Node) bool { return m == nil || a.node(m) })
		a.loops--
	}
	if overFunc {
		a.inside(n, rest)
		return
	}
	rest()
}

func (a *analysis) declare(obj types.Object) {
	if v, ok := obj.(*types.Var); ok && !v.IsField() {
		lit, _ := a.scope().(*ast.FuncLit)
		a.vars[obj] = &variable{literal: lit, body: a.scope(), inLoop: a.loops > 0 || a.gotos}
	}
}

func (a *analysis) ident(n *ast.Ident) {
	if obj := a.info.Defs[n]; obj != nil {
		a.declare(obj)
		return
	}
	if v := a.vars[a.info.Uses[n]]; v != nil && v.body != a.scope() {
		v.captured = true
	}
}

// assign notes the variable that an assignment changes.
func (a *analysis) assign(x ast.Expr, define bool) {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		if root := a.root(x); root != nil {
			root.assigned = true
		}
		return
	}
	if define && a.info.Defs[id] != nil {
		return
	}
	if v := a.vars[a.info.Uses[id]]; v != nil {
		v.assigned = true
	}
}

func (a *analysis) addressOf(x ast.Expr) {
	if v := a.root(x); v != nil {
		v.address, v.assigned = true, true
	}
}

// root is the variable that holds the storage of an addressable expression.
func (a *analysis) root(x ast.Expr) *variable {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return a.vars[a.info.Uses[x]]
	case *ast.SelectorExpr:
		if t := a.info.TypeOf(x.X); t != nil {
			if _, ok := a.e.subst(t, a.env).Underlying().(*types.Pointer); ok {
				return nil
			}
		}
		return a.root(x.X)
	case *ast.IndexExpr:
		if t := a.info.TypeOf(x.X); t != nil {
			if _, ok := a.e.subst(t, a.env).Underlying().(*types.Array); ok {
				return a.root(x.X)
			}
		}
	}
	return nil
}

// selector notes the address that a method with a pointer receiver takes.
func (a *analysis) selector(n *ast.SelectorExpr) {
	sel := a.info.Selections[n]
	if sel == nil || sel.Kind() != types.MethodVal {
		return
	}
	f, ok := sel.Obj().(*types.Func)
	if !ok {
		return
	}
	recv := f.Type().(*types.Signature).Recv()
	if recv == nil {
		return
	}
	_, pointer := recv.Type().(*types.Pointer)
	_, already := a.e.subst(a.info.TypeOf(n.X), a.env).Underlying().(*types.Pointer)
	// A method of a type parameter may turn out to have a pointer receiver.
	if _, param := a.info.TypeOf(n.X).(*types.TypeParam); (pointer || param) && !already {
		a.addressOf(n.X)
	}
}
