package yaegi

import (
	"fmt"
	"go/ast"
)

// typeParamMark is in the new names of type parameters; a number follows.
const typeParamMark = "_petri_"

// lowerTypeParams gives every type parameter a name that nothing else has. The
// interpreter looks their names up in the scope of the call, where it finds
// whatever else is called T or V, and replaces them also where they are names
// of fields.
//
// It relies on the parser's object resolution, which is right for types within
// one declaration with two exceptions. It takes the field name in a composite
// literal for a variable; no type can stand there. And it leaves alone what
// refers to the type parameters in a method's receiver.
func lowerTypeParams(l *lowering) []edit {
	r := &renaming{lowering: l, names: map[any]string{}, fields: fieldNames(l.file)}
	for _, decl := range l.file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok {
			r.method(f)
		}
	}
	ast.Inspect(l.file, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if ok && id.Obj != nil && id.Obj.Kind == ast.Typ && !r.fields[id] {
			if _, declared := id.Obj.Decl.(*ast.Field); declared {
				r.rename(id, id.Obj)
			}
		}
		return true
	})
	return r.edits
}

// A renaming collects the edits of one file.
type renaming struct {
	*lowering
	names  map[any]string      // by what a name stands for
	fields map[*ast.Ident]bool // names of fields and methods, never types
	edits  []edit
}

func (r *renaming) rename(id *ast.Ident, meaning any) {
	if id.Name == "_" {
		return
	}
	if r.names[meaning] == "" {
		r.names[meaning] = fmt.Sprintf("%s%s%d", id.Name, typeParamMark, r.all.typeParams)
		r.all.typeParams++
	}
	r.edits = append(r.edits, edit{r.offset(id.Pos()), len(id.Name), r.names[meaning]})
}

// method renames the type parameters of a method's receiver: all unresolved
// identifiers of the same name, since a local declaration would resolve them.
func (r *renaming) method(f *ast.FuncDecl) {
	params := map[string]*ast.Ident{}
	for _, id := range receiverParams(f) {
		params[id.Name] = id
	}
	if len(params) == 0 {
		return
	}
	visit := func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Obj == nil && !r.fields[id] && params[id.Name] != nil {
			r.rename(id, params[id.Name])
		}
		return true
	}
	ast.Inspect(f.Recv, visit)
	ast.Inspect(f.Type, visit)
	if f.Body != nil {
		ast.Inspect(f.Body, visit)
	}
}

// receiverParams lists the type parameters in a method's receiver.
func receiverParams(f *ast.FuncDecl) []*ast.Ident {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return nil
	}
	typ := ast.Unparen(f.Recv.List[0].Type)
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = ast.Unparen(star.X)
	}
	var exprs []ast.Expr
	switch typ := typ.(type) {
	case *ast.IndexExpr:
		exprs = []ast.Expr{typ.Index}
	case *ast.IndexListExpr:
		exprs = typ.Indices
	}
	var list []*ast.Ident
	for _, e := range exprs {
		if id, ok := e.(*ast.Ident); ok {
			list = append(list, id)
		}
	}
	return list
}

// fieldNames collects selectors and the keys of composite literals.
func fieldNames(file *ast.File) map[*ast.Ident]bool {
	names := map[*ast.Ident]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				names[id] = true
			}
		case *ast.SelectorExpr:
			names[n.Sel] = true
		}
		return true
	})
	return names
}
