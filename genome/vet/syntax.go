package vet

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Syntax is a module that was parsed and type-checked. It is complete and
// without errors, and must not be changed: packages of the standard library in
// it are shared by everything that the process vets.
type Syntax struct {
	// Fset holds the positions of all modules of a genome, and of nothing
	// else: objects of the standard library have positions that it does not
	// know.
	Fset    *token.FileSet
	Files   []*ast.File // in the order of the module's files, with comments
	Package *types.Package
	Info    *types.Info // every map is filled
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Instances:    map[*ast.Ident]types.Instance{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		Scopes:       map[ast.Node]*types.Scope{},
		FileVersions: map[*ast.File]string{},
	}
}
