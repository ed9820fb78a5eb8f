package main

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// mostRounds bounds how often a union is checked anew.
const mostRounds = 40

// settle takes declarations out until what is left has no errors: those that
// need what a program cannot have, and those that need them.
func (u *union) settle() bool {
	shim, err := parser.ParseFile(u.fset, "testing.go", "package main\n\nimport testingfmt \"fmt\"\n"+testingShim, parser.SkipObjectResolution)
	if err != nil {
		panic(err) // it is ours
	}
	u.files = append(u.files, shim)
	u.forbid()
	for range mostRounds {
		var bad []token.Pos
		u.info = &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}}
		config := types.Config{
			Importer:  u.importer,
			GoVersion: "go" + languageVersion,
			Error: func(err error) {
				if e, is := err.(types.Error); is && !strings.Contains(e.Msg, "imported and not used") {
					bad = append(bad, e.Pos)
				}
			},
		}
		u.pkg, _ = config.Check("main", u.fset, u.files, u.info) // it tells all through Error
		if len(bad) == 0 {
			return true
		}
		removed := false
		for _, pos := range bad {
			removed = u.remove(pos) || removed
		}
		if !removed {
			return false
		}
	}
	return false
}

// remove takes the declaration at pos out.
func (u *union) remove(pos token.Pos) bool {
	for _, f := range u.files {
		for i, d := range f.Decls {
			if d.Pos() <= pos && pos <= d.End() {
				f.Decls = slices.Delete(f.Decls, i, i+1)
				return true
			}
		}
	}
	return false
}

// forbid takes out what uses more of os, reflect and time than a genome has,
// or a directive, or a function without a body.
func (u *union) forbid() {
	allowed := map[string]string{
		"os":      " Stdin Stdout Stderr Args Exit Getenv ",
		"reflect": " DeepEqual ",
	}
	for _, f := range u.files {
		f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
			if fn, is := d.(*ast.FuncDecl); is && fn.Body == nil {
				return true
			}
			denied := false
			ast.Inspect(d, func(n ast.Node) bool {
				x, is := n.(*ast.SelectorExpr)
				if !is {
					return true
				}
				if id, is := x.X.(*ast.Ident); is && allowed[id.Name] != "" && !strings.Contains(allowed[id.Name], " "+x.Sel.Name+" ") {
					denied = true
				}
				return true
			})
			return denied
		})
	}
}

// program is the text of a program that runs one test; nil if the test has been
// taken out.
func (u *union) program(test string) []byte {
	fn, is := u.pkg.Scope().Lookup(test).(*types.Func)
	if !is {
		return nil
	}
	g := &gathering{union: u, decls: map[ast.Decl]bool{}, imports: map[string]string{}}
	g.index()
	g.need(fn)
	for _, name := range []string{"testingRun", "testingShort"} {
		g.need(u.pkg.Scope().Lookup(name))
	}
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n")
	for _, name := range slices.Sorted(maps.Keys(g.imports)) {
		fmt.Fprintf(&b, "\t%s %q\n", name, g.imports[name])
	}
	b.WriteString(")\n\n")
	call := test + "()"
	if strings.HasPrefix(test, "Test") {
		call = fmt.Sprintf("testingRun(%q, %s)", test, test)
	}
	fmt.Fprintf(&b, "func main() { %s }\n\n", call)
	decls := slices.SortedFunc(maps.Keys(g.decls), func(a, b ast.Decl) int { return cmp.Compare(a.Pos(), b.Pos()) })
	for _, d := range decls {
		strip(d)
		if err := format.Node(&b, u.fset, d); err != nil {
			return nil
		}
		b.WriteString("\n\n")
	}
	text, err := format.Source(b.Bytes())
	if err != nil || g.clash {
		return nil
	}
	return text
}

// strip takes the comments out of a declaration: their places would be wrong.
func strip(d ast.Decl) {
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			n.Doc = nil
		case *ast.GenDecl:
			n.Doc = nil
		case *ast.Field:
			n.Doc, n.Comment = nil, nil
		case *ast.ValueSpec:
			n.Doc, n.Comment = nil, nil
		case *ast.TypeSpec:
			n.Doc, n.Comment = nil, nil
		}
		return true
	})
}

// A gathering collects the declarations that a test needs.
type gathering struct {
	*union
	of      map[types.Object]ast.Decl
	methods map[types.Object][]ast.Decl // by the receiver's type
	decls   map[ast.Decl]bool
	imports map[string]string // path by name
	clash   bool              // two files mean different packages by one name
}

// index finds where each object is declared.
func (g *gathering) index() {
	g.of, g.methods = map[types.Object]ast.Decl{}, map[types.Object][]ast.Decl{}
	for _, f := range g.files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				g.indexFunc(d)
			case *ast.GenDecl:
				ast.Inspect(d, func(n ast.Node) bool {
					if id, is := n.(*ast.Ident); is {
						if o := g.info.Defs[id]; o != nil && o.Parent() == g.pkg.Scope() {
							g.of[o] = d
						}
					}
					return true
				})
			}
		}
	}
}

func (g *gathering) indexFunc(d *ast.FuncDecl) {
	o := g.info.Defs[d.Name]
	if d.Recv == nil {
		if d.Name.Name != "init" {
			g.of[o] = d
		}
		return
	}
	recv := o.(*types.Func).Signature().Recv().Type()
	if p, is := recv.(*types.Pointer); is {
		recv = p.Elem()
	}
	if n, is := recv.(*types.Named); is {
		g.methods[n.Origin().Obj()] = append(g.methods[n.Origin().Obj()], d)
	}
}

// need takes in an object's declaration and whatever that needs.
func (g *gathering) need(o types.Object) {
	if d := g.of[o]; d != nil {
		g.take(d)
	}
	for _, m := range g.methods[o] {
		g.take(m)
	}
}

func (g *gathering) take(d ast.Decl) {
	if g.decls[d] {
		return
	}
	g.decls[d] = true
	ast.Inspect(d, func(n ast.Node) bool {
		id, is := n.(*ast.Ident)
		if !is {
			return true
		}
		if o := g.info.Defs[id]; o != nil && o.Parent() == g.pkg.Scope() {
			g.need(o) // the others of a group, and their methods
		}
		switch o := g.info.Uses[id].(type) {
		case nil:
		case *types.PkgName:
			g.use(o.Name(), o.Imported().Path())
		default:
			if o.Pkg() != nil && o.Pkg() != g.pkg && o.Parent() == o.Pkg().Scope() && o.Pkg().Path() == g.path {
				g.useDot(d, id, o)
			}
			if f, is := o.(*types.Func); is {
				o = f.Origin()
			}
			g.need(o)
		}
		return true
	})
}

func (g *gathering) use(name, path string) {
	if old, is := g.imports[name]; is && old != path {
		g.clash = true
	}
	g.imports[name] = path
}

// useDot notes that a name comes without its package, unless it stands behind
// it.
func (g *gathering) useDot(d ast.Decl, id *ast.Ident, o types.Object) {
	qualified := false
	ast.Inspect(d, func(n ast.Node) bool {
		if x, is := n.(*ast.SelectorExpr); is && x.Sel == id {
			qualified = true
		}
		return !qualified
	})
	if !qualified {
		g.use(".", o.Pkg().Path())
	}
}
