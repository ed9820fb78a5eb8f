package vet

import (
	"fmt"
	"go/ast"
	"go/token"
)

// maxGrowth bounds how large types may become through inference. Where pair
// gives struct{ a, b T } for a T, pair(pair(pair(x))) has eight times the parts
// of x, and forty such calls make a type that nobody could hold. What only adds
// to a type counts as perWrap parts, because the type checker's time grows with
// the cube of how deep it goes.
const (
	maxGrowth = 1024
	perWrap   = 10
)

// growthRule finds types that are so large, written out, that the type checker
// would take unbounded time and memory. It comes after all modules are named.
func (v *vetter) growthRule() {
	grows := growths{}
	grows.note("Chunk", growth{1, true}) // the one function of package slices that nests
	said := map[token.Pos]bool{}
	var walkers []*walker
	for _, m := range v.modules {
		m.declare()
		for _, f := range m.sources {
			if f.tree != nil {
				walkers = append(walkers, newWalker(f, grows, said))
			}
		}
	}
	generic := false
	for _, w := range walkers {
		generic = w.declarations() || generic
	}
	if generic {
		for _, w := range walkers {
			w.bodies()
		}
	}
}

func typeRule() rule {
	return rule{name: "type", why: "to check it could take unbounded time and memory", dear: true}
}

// of is the scope as a file sees it.
func (s *scope) of(f *source) *scope { return &scope{outer: s, source: f} }

// declare declares a module's types and variables.
func (m *module) declare() {
	m.scope = &scope{}
	for _, f := range m.sources {
		if f.tree == nil {
			continue
		}
		top := m.scope.of(f)
		for _, d := range f.tree.Decls {
			d, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			var repeated []ast.Expr
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					m.scope.declare(spec.Name.Name, &entity{kind: aType, spec: spec, scope: top})
				case *ast.ValueSpec:
					if d.Tok == token.CONST {
						m.scope.declareConstants(spec, &repeated, top)
						continue
					}
					for i, name := range spec.Names {
						m.scope.declare(name.Name, &entity{scope: top, value: initial(spec, i)})
					}
				}
			}
		}
	}
}

// initial is what gives a variable its type; nil if that is declared.
func initial(spec *ast.ValueSpec, i int) ast.Expr {
	switch {
	case spec.Type != nil || len(spec.Values) == 0:
		return nil
	case i < len(spec.Values):
		return spec.Values[i]
	}
	return spec.Values[0]
}

// A walker goes through one file.
type walker struct {
	source *source
	top    *scope
	grows  growths
	found  finding
	told   bool // one complaint a declaration is enough
	said   map[token.Pos]bool
}

func newWalker(f *source, grows growths, said map[token.Pos]bool) *walker {
	return &walker{source: f, top: f.module.scope.of(f), grows: grows, found: f.vet.denier(f, typeRule()), said: said}
}

// declarations weighs the declared types and notes what makes types grow. It
// tells whether there is anything for which bodies have to be looked at.
func (w *walker) declarations() (generic bool) {
	top := w.top
	for _, d := range w.source.tree.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					w.declaredType(spec, top.lookup(spec.Name.Name))
					generic = generic || spec.TypeParams != nil
				case *ast.ValueSpec:
					for _, x := range spec.Values {
						generic = generic || top.sizeOf(x).isLarge()
					}
				}
			}
		case *ast.FuncDecl:
			generic = w.signature(d, top) || generic
			generic = generic || d.Body != nil && w.source.localTypes
		}
	}
	return generic
}

// declaredType checks a type's weight and notes the members of a generic one.
func (w *walker) declaredType(t *ast.TypeSpec, e *entity) {
	if e.spec != t {
		return // of two declarations of a name, which is an error
	}
	whole := e.whole()
	if w.check(t.Name.Pos(), whole, "type "+t.Name.Name) {
		e.held = weight{parts: 1} // one complaint is enough
	}
	if t.TypeParams != nil {
		w.noteMembers(t, e)
	}
}

// check complains of a weight beyond the limit.
func (w *walker) check(pos token.Pos, has weight, what string) bool {
	n := has.total()
	if n > maxParts {
		w.say(pos, fmt.Sprintf("%s of %s parts (limit %d)", what, count(n), maxParts))
	}
	return n > maxParts
}

// say complains, once in a place: what a variable is may be asked again and
// again.
func (w *walker) say(pos token.Pos, what string) {
	w.told = true
	if !w.said[pos] {
		w.said[pos] = true
		w.found(pos, what)
	}
}

func count(n float64) string {
	if n > 1e9 {
		return "more than a billion"
	}
	return fmt.Sprintf("%.0f", n)
}

// bodies goes through everything in which types are inferred.
func (w *walker) bodies() {
	top := w.top
	for _, d := range w.source.tree.Decls {
		w.told = false
		switch d := d.(type) {
		case *ast.GenDecl:
			w.decl(d, top, true)
		case *ast.FuncDecl:
			inner := top.inner()
			inner.declareParams(d.Type.TypeParams)
			if d.Recv != nil && len(d.Recv.List) > 0 {
				inner.declareReceiver(d.Recv.List[0].Type)
			}
			w.function(d.Recv, d.Type, d.Body, inner)
		}
	}
}
