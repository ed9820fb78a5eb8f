package core

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"
)

func (f *fn) composite(x *ast.CompositeLit, t types.Type) string {
	if f.e.isRecursive(t) {
		return f.wrap(f.composite(x, t.Underlying()), t)
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return f.structLit(x, t, u)
	case *types.Slice:
		return f.text(t) + "{" + f.elements(x, u.Elem()) + "}"
	case *types.Array:
		return f.text(t) + "{" + f.elements(x, u.Elem()) + "}"
	case *types.Map:
		return f.mapLit(x, t, u)
	}
	f.refuse(x.Pos(), "composite literal of type %s is not supported", t)
	return ""
}

// mapLit writes a map. The compiler puts one element after the other into it.
func (f *fn) mapLit(x *ast.CompositeLit, t types.Type, u *types.Map) string {
	var xs []string
	for _, el := range x.Elts {
		kv := el.(*ast.KeyValueExpr)
		var next []string
		pre := f.capture(func() {
			next = f.operands(
				func() string { return f.element(kv.Key, u.Key()) },
				func() string { return f.element(kv.Value, u.Elem()) })
		})
		if pre != "" || callsGenome(next[0]) || callsGenome(next[1]) {
			for i := range xs {
				if mayChange(xs[i]) || readsMemory(xs[i]) {
					f.spill(xs, i)
				}
			}
		}
		f.raw(pre)
		xs = append(xs, next...)
	}
	parts := make([]string, 0, len(xs)/2)
	for i := 0; i < len(xs); i += 2 {
		parts = append(parts, xs[i]+": "+xs[i+1])
	}
	return f.text(t) + "{" + strings.Join(parts, ", ") + "}"
}

func (f *fn) structLit(x *ast.CompositeLit, t types.Type, u *types.Struct) string {
	_, native := f.nativeOf(t)
	var names []string
	var list []func() string
	stored := map[int]bool{} // by p.Store
	for i, el := range x.Elts {
		field := i
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			el = kv.Value
			for j := range u.NumFields() {
				if u.Field(j).Name() == kv.Key.(*ast.Ident).Name {
					field = j
				}
			}
		}
		v := u.Field(field)
		name := fieldName(v, field)
		if native {
			name = v.Name()
			if isInterface(v.Type()) {
				stored[i] = true
			}
		}
		names = append(names, name)
		list = append(list, func() string {
			if v.Name() == "_" {
				// It is evaluated, and stays zero.
				if text := f.element(el, v.Type()); !isConstantText(text) {
					f.tempVar(v.Type(), text)
				}
				return f.zero(v.Type())
			}
			return f.element(el, v.Type())
		})
	}
	xs := f.operands(list...)
	var fields []string
	for i := range xs {
		if !stored[i] {
			fields = append(fields, names[i]+": "+xs[i])
		}
	}
	text := f.text(t) + "{" + strings.Join(fields, ", ") + "}"
	if len(stored) == 0 {
		return text
	}
	whole := f.tempVar(t, text)
	for i := range xs {
		if stored[i] {
			f.store(whole+"."+names[i], xs[i])
		}
	}
	return whole
}

// pointerTo is the address of a new composite of type t.
func (f *fn) pointerTo(x *ast.CompositeLit, t types.Type) string {
	v := f.composite(x, t)
	if _, ok := t.Underlying().(*types.Struct); ok && !isName(v) {
		return "&" + v
	}
	name := f.temp()
	f.put("%s := new(%s)", name, f.text(t))
	f.put("*%s = %s", name, v)
	return name
}

// element is an element of a composite literal, which may leave out its type.
func (f *fn) element(x ast.Expr, t types.Type) string {
	if lit, ok := x.(*ast.CompositeLit); ok && lit.Type == nil {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			return f.pointerTo(lit, p.Elem())
		}
		return f.composite(lit, t)
	}
	text := f.conv(x, t)
	if strings.HasPrefix(text, "((*") {
		// The interpreter takes the type of such an operation for that of a
		// pointer here.
		return f.tempVar(t, text)
	}
	return text
}

func (f *fn) elements(x *ast.CompositeLit, t types.Type) string {
	var list []func() string
	var keys []string
	for _, el := range x.Elts {
		key := ""
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			key = constant.ToInt(f.info.Types[kv.Key].Value).ExactString() + ": "
			el = kv.Value
		}
		keys = append(keys, key)
		list = append(list, func() string { return f.typed(f.element(el, t), t) })
	}
	xs := f.operands(list...)
	for i := range xs {
		xs[i] = keys[i] + xs[i]
	}
	return strings.Join(xs, ", ")
}

// typed is an element of a slice's or array's literal of which the interpreter
// knows the type: that of an operation on elements of fields, x.f[i] + 1, it
// does not find there.
func (f *fn) typed(text string, t types.Type) string {
	_, basic := t.Underlying().(*types.Basic)
	if basic && strings.HasPrefix(text, "(") && strings.Contains(text, "[") {
		return converted(f.text(t), text)
	}
	return text
}
