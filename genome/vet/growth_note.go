package vet

import (
	"go/ast"
	"math"
)

// A growth is what happens to types that are inferred from others: a function
// or a field of that name has a type with so many times the parts, or with more
// around them.
type growth struct {
	factor float64 // at least 1
	wraps  bool
}

// of is the size that a type has after growing.
func (g growth) of(size float64) float64 {
	if g.wraps {
		return times(g.factor, size) + perWrap
	}
	return times(g.factor, size)
}

func (g growth) isNone() bool { return g.factor <= 1 && !g.wraps }

// growths are the functions, methods and fields of generic types that make
// types grow. Names are not resolved; of two that are equal the larger counts.
type growths map[string]growth

func (g growths) note(name string, by growth) {
	if !by.isNone() {
		g[name] = growth{max(by.factor, g[name].factor), by.wraps || g[name].wraps}
	}
}

// get is the growth of a name, of which there need not be any.
func (g growths) get(name string) growth {
	by := g[name]
	by.factor = max(1, by.factor)
	return by
}

// signature notes how much a generic function or method makes types grow.
func (w *walker) signature(d *ast.FuncDecl, top *scope) (generic bool) {
	inner := top.inner()
	params := inner.declareParams(d.Type.TypeParams)
	var from []weight
	result := func(x ast.Expr) ast.Expr { return x }
	if d.Recv != nil && len(d.Recv.List) > 0 {
		generic = inner.declareReceiver(d.Recv.List[0].Type)
		from = append(from, inner.weigh(pointed(d.Recv.List[0].Type), true))
		result = pointed
	}
	if !generic && d.Type.TypeParams == nil {
		return false
	}
	for _, p := range d.Type.Params.List {
		from = append(from, inner.weigh(p.Type, true))
	}
	inferred := inner.inferred(d.Type.TypeParams, params, from)
	if d.Type.Results != nil {
		for _, r := range d.Type.Results.List {
			has := inner.weigh(result(r.Type), true).with(params, inferred)
			w.grows.note(d.Name.Name, cover(has, from))
		}
	}
	return true
}

// inferred weighs what can stand for type parameters, in terms of those that
// values have. The others follow from their constraints, which may mention one
// another: S, where it is a ~[]struct{ a, b E }.
func (s *scope) inferred(list *ast.FieldList, params []*entity, from []weight) []weight {
	if list == nil {
		return nil
	}
	var constraints []ast.Expr
	for _, f := range list.List {
		for range f.Names {
			constraints = append(constraints, f.Type)
		}
	}
	out := make([]weight, len(params))
	done := make([]state, len(params))
	var infer func(i int) weight
	infer = func(i int) weight {
		p := params[i]
		itself := weight{per: map[*entity]float64{p: 1}}
		if done[i] == known {
			return out[i]
		}
		if done[i] == pending || isIn(p, from) {
			return itself
		}
		done[i] = pending
		c := s.weigh(constraints[i], true)
		args := make([]weight, len(params))
		for j := range params {
			args[j] = weight{per: map[*entity]float64{params[j]: 1}}
			if j != i && c.per[params[j]] > 0 {
				args[j] = infer(j)
			}
		}
		out[i], done[i] = itself.or(c.with(params, args)), known
		return out[i]
	}
	for i := range params {
		out[i] = infer(i)
	}
	return out
}

// isIn tells whether a type parameter is in one of some weights.
func isIn(p *entity, list []weight) bool {
	for _, w := range list {
		if w.per[p] > 0 {
			return true
		}
	}
	return false
}

// element is the name under which growths has what is reached without a name:
// elements, results of calls, what pointers point to.
const element = "[]"

// noteMembers notes how much larger the types of a generic type's members are
// than that type.
func (w *walker) noteMembers(t *ast.TypeSpec, e *entity) {
	var written weight
	for _, p := range e.params {
		written.add(weight{per: map[*entity]float64{p: 1}})
	}
	self := weight{parts: 1}
	self.add(written.or(e.held))
	note := func(name string, x ast.Expr) {
		w.grows.note(name, cover(e.inner.weigh(pointed(x), true), []weight{self}))
	}
	results := func(name string, f *ast.FuncType) {
		if f.Results != nil {
			for _, r := range f.Results.List {
				note(name, r.Type)
			}
		}
	}
	switch x := ast.Unparen(t.Type).(type) {
	case *ast.StructType:
		for _, f := range x.Fields.List {
			for _, name := range f.Names {
				note(name.Name, f.Type)
			}
		}
	case *ast.InterfaceType:
		for _, f := range x.Methods.List {
			if m, ok := f.Type.(*ast.FuncType); ok && len(f.Names) > 0 {
				results(f.Names[0].Name, m)
			}
		}
	case *ast.FuncType:
		results(element, x)
	case *ast.ArrayType:
		note(element, x.Elt)
	case *ast.ChanType:
		note(element, x.Value)
	case *ast.StarExpr:
		note(element, x.X)
	case *ast.MapType:
		note(element, x.Key)
		note(element, x.Value)
	}
}

// pointed is what a pointer points to. A value and a pointer to it have the same
// fields and methods, so that a pointer that comes out of one adds nothing.
func pointed(x ast.Expr) ast.Expr {
	if p, ok := ast.Unparen(x).(*ast.StarExpr); ok {
		return p.X
	}
	return x
}

// declareReceiver declares the type parameters that a receiver names.
func (s *scope) declareReceiver(x ast.Expr) bool {
	x = ast.Unparen(pointed(x))
	var names []ast.Expr
	switch x := x.(type) {
	case *ast.IndexExpr:
		names = []ast.Expr{x.Index}
	case *ast.IndexListExpr:
		names = x.Indices
	}
	for _, n := range names {
		if n, ok := n.(*ast.Ident); ok {
			s.declare(n.Name, &entity{kind: aTypeParam})
		}
	}
	return len(names) > 0
}

// cover tells how much larger than the largest of the types in from a type can
// be, if its parameters are inferred from them: not at all, if one of them has
// each parameter as often and as much around them.
func cover(result weight, from []weight) growth {
	best := growth{factor: math.Inf(1)}
	for _, f := range from {
		need := growth{1, result.parts > f.parts}
		for p, n := range result.per {
			if f.per[p] == 0 {
				need.factor = math.Inf(1)
				break
			}
			need.factor = max(need.factor, math.Ceil(n/f.per[p]))
		}
		if need.factor < best.factor || need.factor == best.factor && best.wraps {
			best = need
		}
	}
	sum := growth{0, len(result.per) > 0}
	for p, n := range result.per {
		need := n
		for _, f := range from {
			if f.per[p] > 0 {
				need = min(need, math.Ceil(n/f.per[p]))
			}
		}
		sum.factor += need
	}
	if sum.factor < best.factor {
		best = sum
	}
	return growth{max(1, best.factor), best.wraps}
}
