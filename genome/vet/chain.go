package vet

import (
	"fmt"
	"go/ast"
	"go/token"
)

// maxChain bounds how deep declarations may lead to one another, each counted
// with the depth of its own tree. The type checker follows them on its stack,
// at up to a kilobyte a level, and from a stack that overflows nobody recovers.
const maxChain = 8192

// A link is a declaration at package level, and those that it mentions.
type link struct {
	names   []*ast.Ident
	depth   int // of its tree
	refs    []string
	visited bool
}

// chainRule finds a module's first declaration that leads too deep.
func (v *vetter) chainRule(m *module) {
	var all []*link
	byName := map[string]*link{}
	for _, f := range m.sources {
		if f.tree == nil {
			continue
		}
		for _, l := range links(f) {
			all = append(all, l)
			for _, name := range l.names {
				byName[name.Name] = l
			}
		}
	}
	for _, l := range all {
		if !l.visited && longChain(l, byName) {
			name := l.names[0]
			v.denier(v.sourceAt(m, name.Pos()), typeRule())(name.Pos(), fmt.Sprintf(
				"declaration of %s, from which others are reached more than %d levels deep", name.Name, maxChain))
			return
		}
	}
}

// longChain walks depth first, without recursion, from a declaration to all
// that it leads to.
func longChain(l *link, byName map[string]*link) bool {
	type step struct {
		*link
		next int // of refs
	}
	l.visited = true
	path, depth := []step{{link: l}}, l.depth
	for len(path) > 0 {
		if depth > maxChain {
			return true
		}
		top := &path[len(path)-1]
		if top.next == len(top.refs) {
			depth -= top.depth
			path = path[:len(path)-1]
			continue
		}
		to := byName[top.refs[top.next]]
		top.next++
		if to != nil && !to.visited {
			to.visited = true
			path, depth = append(path, step{link: to}), depth+to.depth
		}
	}
	return false
}

// links lists the declarations of a file in order. Bodies of functions do not
// count: the type checker comes to them when it is done with all declarations.
func links(f *source) []*link {
	var all []*link
	for _, d := range f.tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				all = append(all, newLink([]*ast.Ident{d.Name}, d.Type))
			}
		case *ast.GenDecl:
			all = append(all, specLinks(d)...)
		}
	}
	return all
}

func specLinks(d *ast.GenDecl) []*link {
	var all []*link
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			parts := []ast.Node{spec.Type}
			if spec.TypeParams != nil {
				parts = append(parts, spec.TypeParams)
			}
			all = append(all, newLink([]*ast.Ident{spec.Name}, parts...))
		case *ast.ValueSpec:
			if d.Tok == token.CONST && len(spec.Values) == 0 && len(all) > 0 {
				last := all[len(all)-1]
				all = append(all, &link{names: spec.Names, depth: last.depth, refs: last.refs})
				continue
			}
			var parts []ast.Node
			for _, x := range spec.Values {
				parts = append(parts, x)
			}
			if spec.Type != nil {
				parts = append(parts, spec.Type)
			}
			all = append(all, newLink(spec.Names, parts...))
		}
	}
	return all
}

// newLink measures the parts of a declaration.
func newLink(names []*ast.Ident, parts ...ast.Node) *link {
	l := &link{names: names, depth: 1}
	for _, part := range parts {
		depth := 0
		ast.Inspect(part, func(n ast.Node) bool {
			switch n := n.(type) {
			case nil:
				depth--
				return true
			case *ast.FuncLit:
				return false
			case *ast.Ident:
				l.refs = append(l.refs, n.Name)
			}
			depth++
			l.depth = max(l.depth, depth)
			return true
		})
	}
	return l
}
