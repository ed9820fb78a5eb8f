package vet

import (
	"go/ast"
	"math"
)

// maxParts bounds how many parts a type may have when everything in it is
// written out that the type checker (and the compiler, and whoever executes the
// type) takes apart: aliases, and what named types hold by value or embed. With
// forty lines of "type A1 struct{ a, b A0 }" it is a billion.
const maxParts = 4096

// A weight is how many parts a type has, written out: parts of its own, and of
// each type parameter so many times those of its argument.
type weight struct {
	parts float64 // a float does not overflow
	per   map[*entity]float64
}

func (w *weight) add(v weight) {
	w.parts += v.parts
	for p, n := range v.per {
		if w.per == nil {
			w.per = map[*entity]float64{}
		}
		w.per[p] += n
	}
}

// An entity is what a name means, as far as types could grow through it.
type entity struct {
	kind  entityKind
	spec  *ast.TypeSpec // of a type
	scope *scope        // in which spec is read
	// held is the weight of a type with what it holds by value.
	state  state
	params []*entity
	inner  *scope // with params
	held   weight
	// value gives a package variable its type, typeSize says how large that may
	// be (see growth.go).
	value    ast.Expr
	typeSize float64
	// constant is the value of a constant, size how large that is (see
	// constant_size.go).
	constant ast.Expr
	size     size
}

// A state is how far the lazy part of an entity is known.
type state int

const (
	unknown state = iota
	pending
	known
)

type entityKind int

const (
	aValue entityKind = iota
	aType
	aTypeParam
)

// A scope is a block of names.
type scope struct {
	outer  *scope
	names  map[string]*entity
	source *source // for the names of imported modules
}

func (s *scope) inner() *scope { return &scope{outer: s, source: s.source} }

func (s *scope) declare(name string, e *entity) {
	if s.names == nil {
		s.names = map[string]*entity{}
	}
	s.names[name] = e
}

func (s *scope) lookup(name string) *entity {
	for ; s != nil; s = s.outer {
		if e := s.names[name]; e != nil {
			return e
		}
	}
	return nil
}

// typeNamed finds the type that an expression names; nil for any other.
func (s *scope) typeNamed(x ast.Expr) *entity {
	var e *entity
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		e = s.lookup(x.Name)
	case *ast.SelectorExpr:
		q, ok := x.X.(*ast.Ident)
		if !ok || s.lookup(q.Name) != nil {
			return nil
		}
		if m := s.source.moduleCalled(q.Name); m != nil {
			e = m.scope.lookup(x.Sel.Name)
		}
	}
	if e == nil || e.kind == aValue {
		return nil
	}
	return e
}

// moduleCalled finds the module that a file knows by a name.
func (s *source) moduleCalled(name string) *module {
	for _, i := range s.imports {
		if m := s.vet.byName[i.path]; m != nil && (i.alias == name || i.alias == "" && m.pkg == name) {
			return m
		}
	}
	return nil
}

// weigh weighs a type expression. held says that it stands where a type holds
// it by value.
func (s *scope) weigh(x ast.Expr, held bool) weight {
	w := weight{parts: 1}
	switch x := x.(type) {
	case *ast.ParenExpr:
		return s.weigh(x.X, held)
	case *ast.Ident, *ast.SelectorExpr:
		return s.weighNamed(x, nil, held)
	case *ast.IndexExpr:
		return s.weighNamed(x.X, []ast.Expr{x.Index}, held)
	case *ast.IndexListExpr:
		return s.weighNamed(x.X, x.Indices, held)
	case *ast.ArrayType:
		w.add(s.weigh(x.Elt, held && x.Len != nil))
	case *ast.StarExpr:
		w.add(s.weigh(x.X, false))
	case *ast.MapType:
		w.add(s.weigh(x.Key, false))
		w.add(s.weigh(x.Value, false))
	case *ast.ChanType:
		w.add(s.weigh(x.Value, false))
	case *ast.Ellipsis:
		if x.Elt != nil {
			w.add(s.weigh(x.Elt, false))
		}
	case *ast.FuncType:
		w.add(s.weighFields(x.Params, false))
		w.add(s.weighFields(x.Results, false))
	case *ast.StructType:
		w.add(s.weighFields(x.Fields, true))
	case *ast.InterfaceType:
		w.add(s.weighFields(x.Methods, true))
	case *ast.UnaryExpr: // ~T
		return s.weigh(x.X, true)
	case *ast.BinaryExpr: // A | B
		w.add(s.weigh(x.X, true))
		w.add(s.weigh(x.Y, true))
	}
	return w
}

func (s *scope) weighFields(list *ast.FieldList, held bool) weight {
	var w weight
	if list == nil {
		return w
	}
	for _, f := range list.List {
		one := s.weigh(f.Type, held)
		for range max(1, len(f.Names)) {
			w.add(one)
		}
	}
	return w
}

// weighNamed weighs a named type, with its arguments if it is generic.
func (s *scope) weighNamed(x ast.Expr, args []ast.Expr, held bool) weight {
	w := weight{parts: 1}
	e := s.typeNamed(x)
	if e == nil {
		for _, a := range args {
			w.add(s.weigh(a, false)) // of a package that we do not look into
		}
		return w
	}
	if e.kind == aTypeParam {
		return weight{per: map[*entity]float64{e: 1}}
	}
	held = held || e.spec.Assign.IsValid()
	var written weight
	var weights []weight
	for _, a := range args {
		one := s.weigh(a, held)
		weights = append(weights, one)
		written.add(one)
	}
	if held {
		// It is taken apart either as it is written or as what it holds.
		whole := e.whole()
		written = written.or(whole.with(e.params, weights))
	}
	w.add(written)
	return w
}

// or is the larger of two weights, part for part.
func (w weight) or(v weight) weight {
	out := weight{parts: max(w.parts, v.parts), per: map[*entity]float64{}}
	for p, n := range w.per {
		out.per[p] = max(n, v.per[p])
	}
	for p, n := range v.per {
		out.per[p] = max(n, w.per[p])
	}
	return out
}

// with puts the weights of arguments in the place of parameters.
func (w weight) with(params []*entity, args []weight) weight {
	out := weight{parts: w.parts}
	for p, n := range w.per {
		arg := weight{parts: 1}
		own := false
		for i := range params {
			if params[i] == p {
				own = true
				if i < len(args) {
					arg = args[i]
				}
			}
		}
		if !own { // a parameter of a function around a local type
			arg = weight{per: map[*entity]float64{p: 1}}
		}
		scaled := weight{parts: times(n, arg.parts), per: map[*entity]float64{}}
		for q, m := range arg.per {
			scaled.per[q] = times(n, m)
		}
		out.add(scaled)
	}
	return out
}

// times keeps infinity times nothing from being no number.
func times(a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return a * b
}

// whole is the weight of a declared type with what it holds. A type that holds
// itself, which is an error, counts as one part inside.
func (e *entity) whole() weight {
	switch e.state {
	case pending:
		return weight{parts: 1}
	case known:
		return e.held
	}
	e.state = pending
	e.inner = e.scope.inner()
	e.params = e.inner.declareParams(e.spec.TypeParams)
	e.held = e.inner.weigh(e.spec.Type, true)
	e.state = known
	return e.held
}

// declareParams declares the type parameters of a list and returns them in
// order.
func (s *scope) declareParams(list *ast.FieldList) []*entity {
	if list == nil {
		return nil
	}
	var all []*entity
	for _, f := range list.List {
		for _, name := range f.Names {
			p := &entity{kind: aTypeParam}
			all = append(all, p)
			s.declare(name.Name, p)
		}
	}
	return all
}

// total is the weight with every parameter counted as one part.
func (w weight) total() float64 {
	n := w.parts
	for _, m := range w.per {
		n += m
	}
	if math.IsNaN(n) {
		return math.Inf(1)
	}
	return n
}
