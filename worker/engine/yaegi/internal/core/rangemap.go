package core

import (
	"go/ast"
	"go/types"
)

// rangeMap goes through a map in the universe's order: through a list of what
// is in it at the beginning. What is deleted meanwhile is left out, what is
// added is not reached, as the language allows, and values are those of the
// moment.
func (f *fn) rangeMap(s *ast.RangeStmt, label string, key, value *rangeVar, u *types.Map) {
	m := f.tempVar(u, f.under(s.X))
	keys := f.tempVar(types.NewSlice(u.Key()), "nil")
	values := f.tempVar(types.NewSlice(u.Elem()), "nil")
	f.put("p.Entries(%s, &%s, &%s)", m, keys, values)
	i, k := f.temp(), f.temp()
	v := f.tempVar(u.Elem(), f.zero(u.Elem()))
	there := f.tempVar(types.Typ[types.Bool], "false")
	f.labelLine(label)
	f.put("for %s, %s := range %s {", i, k, keys)
	f.put("%s, %s = %s[%s]", v, there, m, k)
	if mayBeNaN(u.Key(), nil) {
		// A key that is not equal to itself cannot be looked up, nor deleted but
		// by clear.
		f.put("if !%s && len(%s) > 0 && p.Odd(%s) { %s, %s = %s[%s], true }", there, m, k, v, there, values, i)
	}
	f.put("if !%s { continue }", there)
	f.step(s.Pos())
	for _, r := range []*rangeVar{key, value} {
		if r != nil {
			r.direct = false
		}
	}
	f.rangePair(s, key, value, k, v, u.Key(), u.Elem())
	f.stmts(s.Body.List)
	f.line(s.Body.Rbrace, "}")
}

// mayBeNaN tells whether a value of a type may differ from itself.
func mayBeNaN(t types.Type, inside []types.Type) bool {
	for _, outer := range inside {
		if outer == t {
			return false
		}
	}
	inside = append(inside, t)
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsFloat|types.IsComplex) != 0
	case *types.Interface:
		return true
	case *types.Array:
		return mayBeNaN(u.Elem(), inside)
	case *types.Struct:
		for i := range u.NumFields() {
			if mayBeNaN(u.Field(i).Type(), inside) {
				return true
			}
		}
	}
	return false
}
