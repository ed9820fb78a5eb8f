package core

import (
	"go/ast"
	"go/types"
)

// A defined type that contains itself without a struct in between, such as
// type T []T, has no representation by reflection. Its values are rt.Iface,
// with the underlying value inside and the zero Iface for nil.

// isRecursive says whether values of a type are represented so.
func (e *emitter) isRecursive(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || isInterface(n) {
		return false
	}
	switch n.Underlying().(type) {
	case *types.Basic, *types.Struct:
		return false
	}
	k := e.key(n)
	r, known := e.types.recursive[k]
	if !known {
		e.types.recursive[k] = false // while it is found out
		if _, native := e.native(n); !native {
			r = e.leadsTo(n.Underlying(), k, map[string]bool{})
		}
		e.types.recursive[k] = r
	}
	return r
}

// leadsTo says whether a type leads to the type with the key target without
// passing through a struct.
func (e *emitter) leadsTo(t types.Type, target string, seen map[string]bool) bool {
	switch t := e.canon(types.Unalias(t)).(type) {
	case *types.Named:
		k := e.key(t)
		if k == target {
			return true
		}
		if seen[k] || isInterface(t) {
			return false
		}
		seen[k] = true
		if _, native := e.native(t); native {
			return false
		}
		return e.leadsTo(t.Underlying(), target, seen)
	case *types.Pointer:
		return e.leadsTo(t.Elem(), target, seen)
	case *types.Slice:
		return e.leadsTo(t.Elem(), target, seen)
	case *types.Array:
		return e.leadsTo(t.Elem(), target, seen)
	case *types.Chan:
		return e.leadsTo(t.Elem(), target, seen)
	case *types.Map:
		return e.leadsTo(t.Key(), target, seen) || e.leadsTo(t.Elem(), target, seen)
	case *types.Signature:
		for i := range t.Params().Len() {
			if e.leadsTo(t.Params().At(i).Type(), target, seen) {
				return true
			}
		}
		for i := range t.Results().Len() {
			if e.leadsTo(t.Results().At(i).Type(), target, seen) {
				return true
			}
		}
	}
	return false
}

// wrap makes a value of a recursive type of one of its underlying type.
func (f *fn) wrap(text string, t types.Type) string {
	if !f.e.isRecursive(t) {
		return text
	}
	_, d := f.e.descriptor(t)
	return "p.Wrap(" + d + ", " + text + ")"
}

// unwrap makes a value of the underlying type of one of a recursive type.
func (f *fn) unwrap(text string, t types.Type) string {
	if !f.e.isRecursive(t) {
		return text
	}
	_, d := f.e.descriptor(t)
	helper := "h_un_" + d[2:]
	if f.e.helpers[helper] == "" {
		u := f.text(t.Underlying())
		f.e.helpers[helper] = "func " + helper + "(x p.Iface) " + u + " { if x.T == nil { return (" + u + ")(nil) }; return x.V.(" + u + ") }"
	}
	return helper + "(" + text + ")"
}

// under is an expression as a value of the underlying type.
func (f *fn) under(x ast.Expr) string { return f.unwrap(f.expr(x), f.typeOf(x)) }
