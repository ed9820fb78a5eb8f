package vet

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// symbolRule stands for what packages have and genomes do not see.
func symbolRule() rule { return rule{name: "symbol", why: "genomes are not offered it"} }

// applyTyped runs the rules that need types and that the profile does not lift
// over the module.
func (c *checker) applyTyped() {
	for _, f := range c.module.sources {
		type check struct {
			typed func(ast.Node, *checker, finding)
			found finding
		}
		var checks []check
		for _, r := range theRules() {
			if r.typed != nil && (r.off == nil || !r.off(c.vet.profile)) {
				checks = append(checks, check{r.typed, c.vet.denier(f, r)})
			}
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if n != nil {
				for _, check := range checks {
					check.typed(n, c, check.found)
				}
			}
			return true
		})
	}
}

// used is what a name means, if that is something of the standard library.
func (c *checker) used(n ast.Node) (types.Object, bool) {
	name, ok := n.(*ast.Ident)
	if !ok {
		return nil, false
	}
	o := c.module.syntax.Info.Uses[name]
	if o == nil || o.Pkg() == nil || o.Pkg() == c.module.syntax.Package || c.vet.isModule(o.Pkg().Path()) {
		return nil, false
	}
	return o, true
}

// clockRule denies what tells the time or waits for it.
func clockRule(n ast.Node, c *checker, found finding) {
	o, ok := c.used(n)
	if !ok || o.Pkg().Path() != "time" || isMember(o) {
		return
	}
	switch o.Name() {
	case "Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker":
		found(n.Pos(), "use of time."+o.Name())
	}
}

// starterRule denies what runs the genome's functions in goroutines without a
// go statement.
func starterRule(n ast.Node, c *checker, found finding) {
	o, ok := c.used(n)
	if !ok {
		return
	}
	switch o.Pkg().Path() + "." + o.Name() {
	case "time.AfterFunc", "context.AfterFunc":
		if !isMember(o) {
			found(n.Pos(), "use of "+o.Pkg().Name()+"."+o.Name())
		}
	case "sync.Go":
		found(n.Pos(), "use of sync.WaitGroup.Go")
	}
}

// randomRule denies the functions that draw from the process's generator. Those
// that make another one are called New and something.
func randomRule(n ast.Node, c *checker, found finding) {
	o, ok := c.used(n)
	if !ok || o.Pkg().Path() != "math/rand" && o.Pkg().Path() != "math/rand/v2" || isMember(o) {
		return
	}
	if _, ok := o.(*types.Func); ok && !strings.HasPrefix(o.Name(), "New") {
		found(n.Pos(), "use of rand."+o.Name())
	}
}

// isMember tells whether an object is a field or a method.
func isMember(o types.Object) bool {
	switch o := o.(type) {
	case *types.Var:
		return o.IsField()
	case *types.Func:
		return o.Signature().Recv() != nil
	}
	return false
}

// variableRule denies assignments to variables of the standard library, and
// pointers to them. The engine gives each program variables of its own, which
// the library does not look at, so that to set one would not do what it does in
// Go, and a real one would be everybody's.
func variableRule(n ast.Node, c *checker, found finding) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			c.assigned(found, n.Lhs...)
		}
	case *ast.IncDecStmt:
		c.assigned(found, n.X)
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			c.assigned(found, n.Key, n.Value)
		}
	case *ast.UnaryExpr:
		if v, pos := c.libraryVariable(n.X); v != nil && n.Op == token.AND {
			found(pos, "pointer to "+v.Pkg().Name()+"."+v.Name())
		}
	}
}

func (c *checker) assigned(found finding, list ...ast.Expr) {
	for _, x := range list {
		if v, pos := c.libraryVariable(x); v != nil {
			found(pos, "assignment to "+v.Pkg().Name()+"."+v.Name())
		}
	}
}

// libraryVariable is the variable of the standard library that an expression
// is, or is a part of, or that leads to it.
func (c *checker) libraryVariable(x ast.Expr) (types.Object, token.Pos) {
	for {
		switch y := ast.Unparen(x).(type) {
		case *ast.SelectorExpr:
			if o, ok := c.used(y.Sel); ok && !isMember(o) {
				return variable(o), y.Pos()
			}
			x = y.X
		case *ast.IndexExpr:
			x = y.X
		case *ast.SliceExpr:
			x = y.X
		case *ast.StarExpr:
			x = y.X
		case *ast.Ident: // dot-imported
			if o, ok := c.used(y); ok {
				return variable(o), y.Pos()
			}
			return nil, token.NoPos
		default:
			return nil, token.NoPos
		}
	}
}

func variable(o types.Object) types.Object {
	if v, ok := o.(*types.Var); ok {
		return v
	}
	return nil
}

// memberRule denies fields and methods of types that genomes are not offered,
// and which they reach through a value that something else gave them: the type
// of a json.UnmarshalTypeError leads to everything in package reflect.
func memberRule(n ast.Node, c *checker, found finding) {
	o, ok := c.used(n)
	if !ok || !isMember(o) {
		return
	}
	if !c.lib.isOffered(o) {
		found(n.Pos(), "use of "+o.Name()+" of a type of package "+o.Pkg().Path())
	}
}
