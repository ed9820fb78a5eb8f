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
	var b strings.Builder
	for i := 0; i < len(xs); i += 2 {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(xs[i] + ": " + xs[i+1])
	}
	return f.text(t) + "{" + b.String() + "}"
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
			f.put("p.Store(&%s.%s, %s)", whole, names[i], xs[i])
		}
	}
	return whole
}

// storesFields says whether a literal has fields that are not written in it: the
// interface values of a compiled struct.
func (f *fn) storesFields(x *ast.CompositeLit, t types.Type) bool {
	if _, native := f.nativeOf(t); !native {
		return false
	}
	u := t.Underlying().(*types.Struct)
	for i, el := range x.Elts {
		v := u.Field(min(i, u.NumFields()-1))
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			v, _ = f.info.Uses[kv.Key.(*ast.Ident)].(*types.Var)
		}
		if v != nil && isInterface(v.Type()) {
			return true
		}
	}
	return false
}

// element is an element of a composite literal, which may leave out its type.
func (f *fn) element(x ast.Expr, t types.Type) string {
	if lit, ok := x.(*ast.CompositeLit); ok && lit.Type == nil {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			if _, ok := p.Elem().Underlying().(*types.Struct); ok && !f.storesFields(lit, p.Elem()) {
				return "&" + f.composite(lit, p.Elem())
			}
			v := f.composite(lit, p.Elem())
			name := f.temp()
			f.put("%s := new(%s)", name, f.text(p.Elem()))
			f.put("*%s = %s", name, v)
			return name
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
