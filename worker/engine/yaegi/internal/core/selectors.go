package core

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"
)

// selector writes x.f: a field, a method value, or something of a package.
func (f *fn) selector(x *ast.SelectorExpr) string {
	sel := f.info.Selections[x]
	if sel == nil {
		switch obj := f.info.Uses[x.Sel].(type) {
		case *types.Var:
			return f.e.global(f, obj)
		case *types.Func:
			return f.instantiated(x)
		}
		f.refuse(x.Pos(), "%s is not supported here", x.Sel.Name)
	}
	switch sel.Kind() {
	case types.MethodVal:
		return f.methodValue(x)
	case types.MethodExpr:
		return f.methodExpr(x)
	}
	t := f.typeOf(x.X)
	return f.fieldPath(f.expr(x.X), t, x.Sel)
}

// fieldPath writes the way to a field, through the embedded ones that it is
// promoted from.
func (f *fn) fieldPath(base string, t types.Type, sel *ast.Ident) string {
	obj, index, _ := types.LookupFieldOrMethod(t, true, f.fieldPackage(sel), sel.Name)
	if obj == nil {
		f.refuse(sel.Pos(), "field %s of %s is not supported", sel.Name, t)
	}
	text, _ := f.walkFields(base, t, index)
	return text
}

// fieldPackage is the package whose unexported names a selector sees.
func (f *fn) fieldPackage(sel *ast.Ident) *types.Package {
	if obj := f.info.Uses[sel]; obj != nil && obj.Pkg() != nil {
		return obj.Pkg()
	}
	return f.mod.syntax.Package
}

// walkFields follows a path of field indices.
func (f *fn) walkFields(text string, t types.Type, index []int) (string, types.Type) {
	for _, i := range index {
		st := t
		if p, ok := t.Underlying().(*types.Pointer); ok {
			st = p.Elem()
		}
		u := st.Underlying().(*types.Struct)
		field := u.Field(i)
		name := fieldName(field, i)
		_, native := f.nativeOf(st)
		if native {
			name = field.Name()
		} else {
			f.text(st)
		}
		if strings.HasPrefix(text, "*") || strings.HasPrefix(text, "&") {
			text = "(" + text + ")"
		}
		_, pointer := t.Underlying().(*types.Pointer)
		if inner, ok := strings.CutPrefix(text, "(*"); ok && !pointer && strings.HasSuffix(inner, ")") && matching(text) && isName(inner[:len(inner)-1]) {
			text = inner[:len(inner)-1]
		}
		text += "." + name
		if native && isInterface(field.Type()) {
			text = "p.From(" + text + ")"
		}
		t = f.e.subst(field.Type(), f.env)
	}
	return text, t
}

// nativeOf finds the compiled type of a struct type.
func (f *fn) nativeOf(t types.Type) (reflect.Type, bool) {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil, false
	}
	return f.e.native(n)
}

// A target is a method as a function of core, and its receiver as the first
// argument.
type target struct {
	callee string
	first  string
	rec    bool // it takes a *p.Rec in front
	// pending says that it takes the rec that a deferred call left for it.
	pending bool
	sig     *types.Signature
}

// method finds what x.name calls, for a receiver x of type t.
func (f *fn) method(pos token.Pos, text string, t types.Type, sel *ast.Ident) target {
	var pkg *types.Package
	if obj := f.info.Uses[sel]; obj != nil {
		pkg = obj.Pkg()
	}
	return f.e.method(f, pos, text, t, pkg, sel.Name)
}

func (e *emitter) method(f *fn, pos token.Pos, text string, t types.Type, pkg *types.Package, name string) target {
	t = e.canon(t)
	obj, index, _ := types.LookupFieldOrMethod(t, true, pkg, name)
	m, ok := obj.(*types.Func)
	if !ok {
		panic(fmt.Sprintf("no method %s on %s", name, t))
	}
	text, t = f.walkFields(text, t, index[:len(index)-1])
	sig := m.Type().(*types.Signature)
	plain := types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
	if isInterface(t) {
		return target{callee: e.dispatcher(m, plain), first: text, sig: plain}
	}
	elem, isPointer := t, false
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		elem, isPointer = p.Elem(), true
	}
	named := types.Unalias(elem).(*types.Named)
	_, wantsPointer := types.Unalias(sig.Recv().Type()).(*types.Pointer)
	switch {
	case wantsPointer && !isPointer:
		text = addressOf(text)
	case !wantsPointer && isPointer:
		if !f.nobody {
			text = f.notNil(text, t)
		}
		text = "(*" + text + ")"
	}
	if n, ok := e.native(named); ok {
		return target{callee: e.nativeMethod(n, wantsPointer, name), first: text, sig: plain}
	}
	var args []types.Type
	for i := range named.TypeArgs().Len() {
		args = append(args, named.TypeArgs().At(i))
	}
	inst := e.instance(m.Origin(), args)
	if inst == nil {
		e.unsupported(f.mod, pos, "method %s of %s is not available", name, t)
	}
	return target{callee: inst.name, first: text, rec: inst.recovers, sig: inst.sig}
}

// call writes the call of a target.
func (t target) call(args []string) string {
	list := append([]string{t.first}, args...)
	if t.pending {
		list = append([]string{"p.TakeRec()"}, list...)
	} else if t.rec {
		list = append([]string{"p.NoRec()"}, list...)
	}
	return t.callee + "(" + strings.Join(list, ", ") + ")"
}

// names makes parameter names, and the arguments that pass them on.
func (f *fn) params(sig *types.Signature) (params, args []string) {
	for i := range sig.Params().Len() {
		name := f.name("a")
		params, args = append(params, name), append(args, name)
		if sig.Variadic() && !packed(sig) && i == sig.Params().Len()-1 {
			args[i] += "..."
		}
	}
	return params, args
}

// methodValue writes x.m as a function that owns the receiver.
func (f *fn) methodValue(x *ast.SelectorExpr) string {
	t := f.typeOf(x.X)
	obj, index, _ := types.LookupFieldOrMethod(t, true, f.fieldPackage(x.Sel), x.Sel.Name)
	m := obj.(*types.Func)
	var base string
	if _, ok := t.Underlying().(*types.Pointer); ok || isInterface(t) {
		base = f.expr(x.X)
	} else {
		base = f.lvalue(x.X, false)
	}
	base, bt := f.walkFields(base, t, index[:len(index)-1])
	recv := m.Type().(*types.Signature).Recv().Type()
	_, wantsPointer := types.Unalias(recv).(*types.Pointer)
	_, isPointer := types.Unalias(bt).(*types.Pointer)
	switch {
	case isInterface(bt):
		base = "p.NotNil(" + base + ")"
	case wantsPointer && !isPointer:
		base, bt = addressOf(base), types.NewPointer(bt)
	case !wantsPointer && isPointer:
		base, bt = "(*"+f.notNil(base, bt)+")", types.Unalias(bt).(*types.Pointer).Elem()
	}
	r := f.name("m")
	tg, check := f.methodInside(x.Pos(), r, bt, m)
	params, args := f.params(tg.sig)
	if strings.HasPrefix(tg.callee, "p.") {
		check += f.unmarkParams(params, tg.sig)
	} else if mark, _ := f.marks(bt); mark != "" {
		base = mark + "(" + base + ")"
	}
	inner := "func" + f.e.signatureText(tg.sig, params, nil) + " { " + check + returning(tg.sig) + tg.call(args) + " }"
	return "func(" + r + " " + f.text(bt) + ") func" + f.e.signatureText(tg.sig, nil, nil) + " { return " + inner + " }(" + base + ")"
}

func returning(sig *types.Signature) string {
	if sig.Results().Len() > 0 {
		return "return "
	}
	return ""
}

// methodInside is the method of a parameter of a function that is written as
// one line, and the check of the receiver that the call needs.
func (f *fn) methodInside(pos token.Pos, r string, t types.Type, m types.Object) (tg target, check string) {
	save := f.nobody
	f.nobody = true
	defer func() { f.nobody = save }()
	tg = f.e.method(f, pos, r, t, m.Pkg(), m.Name())
	if tg.first == "(*"+r+")" {
		check = "if " + r + " == nil { p.PanicNil() }; "
	}
	return tg, check
}

// methodExpr writes T.m as a function.
func (f *fn) methodExpr(x *ast.SelectorExpr) string {
	t := f.typeOf(x.X)
	r := f.name("m")
	obj, _, _ := types.LookupFieldOrMethod(t, true, f.fieldPackage(x.Sel), x.Sel.Name)
	tg, check := f.methodInside(x.Pos(), r, t, obj)
	params, args := f.params(tg.sig)
	full := withReceiver(t, tg.sig)
	if strings.HasPrefix(tg.callee, "p.") {
		check += f.unmarkParams(params, tg.sig)
	}
	return "func" + f.e.signatureText(full, append([]string{r}, params...), nil) + " { " + check + returning(tg.sig) + tg.call(args) + " }"
}
