package facade

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"strconv"
	"unicode/utf8"

	"github.com/petri-lab/petri/genome"
)

// ErrBad says that what should be a facade is none.
var ErrBad = errors.New("no facade")

// Check makes a module of a facade, with the text of nothing but declarations
// that Describe could have made: no statement, no comment and no expression but
// a constant's value is left. Names of other modules are those of peers. That
// the types fit together is for package vet to find out.
func Check(f Facade, peers func(path string) bool) (genome.Module, error) {
	var m genome.Module
	if err := genome.CheckName(f.Module); err != nil {
		return m, fmt.Errorf("%w: %w", ErrBad, err)
	}
	if len(f.Text) > MaxText || len(f.LeftOut) > MaxLeftOut {
		return m, fmt.Errorf("%w: %d bytes and %d names left out", ErrBad, len(f.Text), len(f.LeftOut))
	}
	for _, l := range f.LeftOut {
		if len(l.Name) > maxName || len(l.Reason) > maxReason+3 || !utf8.ValidString(l.Name+l.Reason) {
			return m, fmt.Errorf("%w: a name left out", ErrBad)
		}
	}
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, f.Module, f.Text, parser.SkipObjectResolution)
	if err != nil {
		return m, fmt.Errorf("%w: %.200s", ErrBad, err.Error())
	}
	c := checker{fset: fset, peers: peers}
	for _, d := range tree.Decls {
		c.decl(d)
	}
	if c.err != nil {
		return m, c.err
	}
	var text bytes.Buffer
	if err := printer.Fprint(&text, fset, tree); err != nil {
		return m, fmt.Errorf("%w: %w", ErrBad, err)
	}
	return genome.Module{Name: f.Module, Files: []genome.File{{Name: "elsewhere.go", Text: text.Bytes()}}}, nil
}

// A checker looks through declarations for what does not belong there.
type checker struct {
	fset  *token.FileSet
	peers func(path string) bool
	depth int   // of the type that is being looked at
	err   error // the first
}

// maxDepth bounds how deep types nest.
const maxDepth = 200

func (c *checker) refuse(n ast.Node, what string) {
	if c.err == nil {
		at := c.fset.PositionFor(n.Pos(), false)
		c.err = fmt.Errorf("%w: %d:%d: %s", ErrBad, at.Line, at.Column, what)
	}
}

func (c *checker) decl(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		switch {
		case d.Body != nil, d.Recv != nil, d.Type.TypeParams != nil, !d.Name.IsExported():
			c.refuse(d, "a function that is none of another process")
		default:
			c.fields(d.Type.Params, true)
			c.fields(d.Type.Results, false)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			c.spec(d, s)
		}
	default:
		c.refuse(d, "no declaration")
	}
}

func (c *checker) spec(d *ast.GenDecl, s ast.Spec) {
	switch s := s.(type) {
	case *ast.ImportSpec:
		path, err := strconv.Unquote(s.Path.Value)
		if s.Name != nil || err != nil || !importable(path) && !c.peers(path) {
			c.refuse(s, "an import of what does not cross")
		}
	case *ast.TypeSpec:
		if s.TypeParams != nil || !s.Name.IsExported() {
			c.refuse(s, "a generic or unexported type")
			return
		}
		c.typ(s.Type)
	case *ast.ValueSpec:
		if d.Tok != token.CONST || len(s.Names) != 1 || len(s.Values) != 1 || !s.Names[0].IsExported() {
			c.refuse(s, "no constant")
			return
		}
		if s.Type != nil {
			c.typ(s.Type)
		}
		c.literal(s.Values[0])
	default:
		c.refuse(s, "no declaration")
	}
}

// literal is a number with or without a sign, a string, true or false.
func (c *checker) literal(x ast.Expr) {
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.SUB {
		x = u.X
	}
	switch x := x.(type) {
	case *ast.BasicLit:
		if len(x.Value) > 2*maxConstant || x.Kind == token.IMAG {
			c.refuse(x, "a constant that is too long or complex")
		}
	case *ast.Ident:
		if x.Name != "true" && x.Name != "false" {
			c.refuse(x, "no literal")
		}
	default:
		c.refuse(x, "no literal")
	}
}

func (c *checker) fields(list *ast.FieldList, params bool) {
	if list == nil {
		return
	}
	for i, f := range list.List {
		t := f.Type
		if e, ok := t.(*ast.Ellipsis); ok && params && i == len(list.List)-1 && e.Elt != nil {
			t = e.Elt
		}
		c.typ(t)
	}
}

func (c *checker) typ(x ast.Expr) {
	if c.depth++; c.depth > maxDepth {
		c.refuse(x, "a type that nests too deeply")
		return
	}
	defer func() { c.depth-- }()
	switch x := x.(type) {
	case *ast.Ident:
	case *ast.SelectorExpr:
		if _, ok := x.X.(*ast.Ident); !ok {
			c.refuse(x, "no type")
		}
	case *ast.StarExpr:
		c.typ(x.X)
	case *ast.ArrayType:
		if n, ok := x.Len.(*ast.BasicLit); x.Len != nil && (!ok || n.Kind != token.INT || len(n.Value) > 10) {
			c.refuse(x, "an array whose length is no number")
			return
		}
		c.typ(x.Elt)
	case *ast.MapType:
		c.typ(x.Key)
		c.typ(x.Value)
	case *ast.InterfaceType:
		if x.Methods != nil && len(x.Methods.List) > 0 {
			c.refuse(x, "an interface with methods")
		}
	case *ast.StructType:
		for _, f := range x.Fields.List {
			for _, name := range f.Names {
				if !name.IsExported() {
					c.refuse(name, "a field that is not exported")
				}
			}
			c.typ(f.Type)
		}
	default:
		c.refuse(x, "no type that crosses")
	}
}
