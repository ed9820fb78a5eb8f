package vet

import (
	"go/ast"
	"go/token"
	"go/types"
)

// maxTypeBytes is where the compiler's address space ends.
const maxTypeBytes = 1 << 50

// sizes finds types that are larger than the address space. go/types does not
// mind them.
func (c *checker) sizes() {
	known := map[types.Type]float64{}
	for _, f := range c.module.sources {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				return !c.sized(known, n.Type, n.Pos())
			case *ast.TypeSpec:
				return !c.sized(known, n.Type, n.Pos())
			case *ast.ArrayType:
				return !c.sized(known, n, n.Pos())
			}
			return true
		})
	}
}

// sized reports a type that is too large, at pos, and tells whether it is.
func (c *checker) sized(known map[types.Type]float64, x ast.Expr, pos token.Pos) bool {
	switch x.(type) {
	case nil, *ast.Ident, *ast.SelectorExpr: // the named type is reported itself
		return false
	}
	t := c.module.syntax.Info.TypeOf(x)
	if t == nil || sizeOf(t, known) < maxTypeBytes {
		return false
	}
	c.errors = append(c.errors, types.Error{Pos: pos, Msg: "type " + types.TypeString(t, types.RelativeTo(c.module.syntax.Package)) + " larger than address space"})
	return true
}

// sizeOf is about how many bytes a type takes. Each type is looked at once.
func sizeOf(t types.Type, known map[types.Type]float64) float64 {
	const word = 8
	t = types.Unalias(t)
	if n, ok := known[t]; ok {
		return n
	}
	known[t] = 0 // a type that holds itself is an error
	n := float64(word)
	switch u := t.(type) {
	case *types.Named:
		n = sizeOf(u.Underlying(), known)
	case *types.Array:
		n = times(float64(u.Len()), sizeOf(u.Elem(), known))
	case *types.Struct:
		n = 0
		for f := range u.Fields() {
			n += sizeOf(f.Type(), known)
		}
	case *types.Basic:
		n = basicSize(u)
	}
	known[t] = n
	return n
}

func basicSize(t *types.Basic) float64 {
	switch t.Kind() {
	case types.Bool, types.Int8, types.Uint8:
		return 1
	case types.Int16, types.Uint16:
		return 2
	case types.Int32, types.Uint32, types.Float32:
		return 4
	case types.String, types.Complex128:
		return 16
	}
	return 8
}
