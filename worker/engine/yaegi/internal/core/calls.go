package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"
)

// A parts is a call taken apart, so that its operands can be evaluated before
// it is made.
type parts struct {
	args   []string
	types  []types.Type // of args; nil for what is no value of its own
	render func(args []string) string
	// dynamic says that what is called is known at run time only.
	dynamic bool
}

// call writes a call, conversion or use of a builtin.
func (f *fn) call(x *ast.CallExpr) string {
	fun := ast.Unparen(x.Fun)
	if tv := f.info.Types[fun]; tv.IsType() {
		return f.conversion(x.Args[0], f.typeOf(fun))
	}
	if name, ok := f.builtinName(fun); ok {
		return f.builtin(x, name)
	}
	p := f.parts(x)
	return p.render(p.args)
}

func (f *fn) builtinName(fun ast.Expr) (string, bool) {
	var id *ast.Ident
	switch fun := fun.(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return "", false
	}
	b, ok := f.info.Uses[id].(*types.Builtin)
	if !ok {
		return "", false
	}
	return b.Name(), true
}

// parts takes a call of a function or method apart.
func (f *fn) parts(x *ast.CallExpr) parts {
	fun := ast.Unparen(x.Fun)
	if s, ok := fun.(*ast.SelectorExpr); ok {
		if sel := f.info.Selections[s]; sel != nil && sel.Kind() == types.MethodVal {
			return f.methodParts(x, s)
		}
	}
	sig, _ := f.typeOf(fun).Underlying().(*types.Signature)
	if obj, args := f.funcObject(fun); obj != nil {
		callee, front := "", []string(nil)
		if inst := f.e.instance(obj, args); inst != nil {
			callee, sig = inst.name, inst.sig
			if inst.recovers {
				front = []string{"p.NoRec()"}
			}
		} else {
			if special, ok := f.special(x, obj); ok {
				return special
			}
			callee = f.nativeFunc(fun.Pos(), obj)
			return f.nativeArgs(f.withArgs(x, sig, nil, nil, func(args []string) string {
				return callee + "(" + strings.Join(args, ", ") + ")"
			}))
		}
		return f.markZeros(f.withArgs(x, sig, nil, nil, func(args []string) string {
			return callee + "(" + strings.Join(append(front, args...), ", ") + ")"
		}), fixedArgs(sig, 0))
	}
	if lit, ok := fun.(*ast.FuncLit); ok {
		return f.markZeros(f.withArgs(x, sig, nil, nil, func(args []string) string {
			return f.funcLit(lit, false) + "(" + strings.Join(args, ", ") + ")"
		}), fixedArgs(sig, 0))
	}
	ft := f.typeOf(fun)
	first := func() string {
		text := f.under(fun)
		if !isName(text) && !(strings.HasPrefix(text, "(*") && isName(text[2:len(text)-1])) {
			text = f.tempVar(ft.Underlying(), text)
		}
		return text
	}
	p := f.withArgs(x, sig, first, ft.Underlying(), func(args []string) string {
		return args[0] + "(" + strings.Join(args[1:], ", ") + ")"
	})
	p.dynamic = true
	return f.markZeros(p, fixedArgs(sig, 1))
}

// special are native functions that need more than a table entry.
func (f *fn) special(x *ast.CallExpr, obj *types.Func) (parts, bool) { return parts{}, false }

func (f *fn) methodParts(x *ast.CallExpr, s *ast.SelectorExpr) parts {
	t := f.typeOf(s.X)
	var tg target
	first := func() string {
		var base string
		if _, ok := t.Underlying().(*types.Pointer); ok || isInterface(t) {
			base = f.expr(s.X)
		} else {
			base = f.lvalue(s.X, false)
		}
		tg = f.method(s.Pos(), base, t, s.Sel)
		if strings.HasPrefix(tg.callee, "p.MP_sync_") {
			f.flush(s.Pos())
		}
		return tg.first
	}
	// The signature is wanted before the receiver is written.
	sig, _ := f.typeOf(s).Underlying().(*types.Signature)
	p := f.withArgs(x, sig, first, nil, func(args []string) string {
		tg.first = args[0]
		return tg.call(args[1:])
	})
	p.types[0] = f.receiverType(t, s)
	p.dynamic = isInterface(p.types[0])
	if strings.HasPrefix(tg.callee, "p.") {
		return p // it is compiled
	}
	return f.markZeros(p, fixedArgs(sig, 1))
}

// receiverType is the type of the receiver that is passed.
func (f *fn) receiverType(t types.Type, s *ast.SelectorExpr) types.Type {
	obj, index, _ := types.LookupFieldOrMethod(t, true, f.fieldPackage(s.Sel), s.Sel.Name)
	for _, i := range index[:len(index)-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		t = t.Underlying().(*types.Struct).Field(i).Type()
	}
	if isInterface(t) {
		return t
	}
	_, want := types.Unalias(obj.Type().(*types.Signature).Recv().Type()).(*types.Pointer)
	p, is := types.Unalias(t).(*types.Pointer)
	switch {
	case want && !is:
		return types.NewPointer(t)
	case !want && is:
		return p.Elem()
	}
	return t
}

// withArgs evaluates arguments for a signature, after what comes first.
func (f *fn) withArgs(x *ast.CallExpr, sig *types.Signature, first func() string, firstType types.Type, render func([]string) string) parts {
	p := parts{render: render}
	var list []func() string
	if first != nil {
		list = append(list, first)
		p.types = append(p.types, firstType)
	}
	n := sig.Params().Len()
	if len(x.Args) == 1 && (n != 1 || sig.Variadic()) {
		if tup, ok := f.typeOf(x.Args[0]).(*types.Tuple); ok {
			return f.spread(x, sig, list, tup, p)
		}
	}
	for i, a := range x.Args {
		t := paramType(sig, i, x.Ellipsis.IsValid())
		p.types = append(p.types, t)
		if x.Ellipsis.IsValid() && i == n-1 {
			list = append(list, func() string { return f.conv(a, t) + "..." })
			continue
		}
		list = append(list, func() string { return f.conv(a, t) })
	}
	p.args = f.operands(list...)
	if packed(sig) && !x.Ellipsis.IsValid() {
		at := len(p.args) - (len(x.Args) - (n - 1))
		st := sig.Params().At(n - 1).Type()
		p.args = append(p.args[:at:at], f.text(st)+"{"+strings.Join(p.args[at:], ", ")+"}")
		p.types = append(p.types[:at:at], st)
	} else if packed(sig) {
		p.args[len(p.args)-1] = strings.TrimSuffix(p.args[len(p.args)-1], "...")
	}
	return p
}

// spread passes the results of one call on to another.
func (f *fn) spread(x *ast.CallExpr, sig *types.Signature, list []func() string, tup *types.Tuple, p parts) parts {
	list = append(list, func() string {
		values, ts := f.tuple(x.Args[0], tup.Len())
		for i := range values {
			t := paramType(sig, i, false)
			p.types = append(p.types, t)
			p.args = append(p.args, f.convValue(values[i], ts[i], t))
		}
		return ""
	})
	xs := f.operands(list...)
	p.args = append(xs[:len(xs)-1:len(xs)-1], p.args...)
	return p
}

// paramType is the type of argument i.
func paramType(sig *types.Signature, i int, ellipsis bool) types.Type {
	n := sig.Params().Len()
	if sig.Variadic() && i >= n-1 && !ellipsis {
		t := sig.Params().At(n - 1).Type()
		if s, ok := t.Underlying().(*types.Slice); ok {
			return s.Elem()
		}
		return types.Typ[types.Byte] // append([]byte, string...)
	}
	return sig.Params().At(i).Type()
}

// conversion writes T(x).
func (f *fn) conversion(x ast.Expr, t types.Type) string {
	tv := f.info.Types[ast.Unparen(x)]
	if tv.IsNil() || isInterface(t) {
		return f.conv(x, t)
	}
	from := f.typeOf(x)
	if tv.Value != nil {
		from = types.Default(from)
		if b, ok := t.Underlying().(*types.Basic); ok {
			// Not a constant because T is a type parameter's argument, or
			// because it makes a string of an integer.
			if fb, ok := from.Underlying().(*types.Basic); ok && b.Info()&types.IsNumeric != 0 && fb.Info()&types.IsNumeric != 0 {
				return f.constant(tv.Value, t)
			}
		}
	}
	text := f.conv(x, from)
	if f.e.isRecursive(t) || f.e.isRecursive(from) {
		return f.convValue(text, from, t)
	}
	tt := f.text(t)
	if f.text(from) == tt {
		return text
	}
	if s, ok := from.Underlying().(*types.Slice); ok {
		switch u := t.Underlying().(type) {
		case *types.Array:
			return f.sliceToArray(text, s, u, t, false)
		case *types.Pointer:
			if a, ok := u.Elem().Underlying().(*types.Array); ok {
				return f.sliceToArray(text, s, a, u.Elem(), true)
			}
		}
	}
	if how := roundedTwice(from, t); how != "" {
		text = how + "(" + text + "))"
		if tt == "float32" {
			return text
		}
	}
	return converted(tt, text)
}

// roundedTwice begins the call that converts an integer to a float32 in one
// step, if a float64 between them could make a difference: the interpreter goes
// by one.
func roundedTwice(from, to types.Type) string {
	b, ok := to.Underlying().(*types.Basic)
	if !ok || b.Kind() != types.Float32 {
		return ""
	}
	if b, ok = from.Underlying().(*types.Basic); ok {
		switch b.Kind() {
		case types.Int, types.Int64:
			return "p.Float32(int64"
		case types.Uint, types.Uint64, types.Uintptr:
			return "p.Float32U(uint64"
		}
	}
	return ""
}

// sliceToArray converts a slice to an array or a pointer to one.
func (f *fn) sliceToArray(text string, s *types.Slice, a *types.Array, t types.Type, pointer bool) string {
	id, array, tt := f.itoa(f.e.u.Of(t).ID), f.e.reflected(t), f.text(t)
	if pointer {
		f.e.sliceTo("AP_"+id, reflect.PointerTo(array))
		return "p.AP_" + id + "(" + text + ").(*" + tt + ")"
	}
	f.e.sliceTo("A_"+id, array)
	return "p.A_" + id + "(" + text + ").(" + tt + ")"
}

// convText2 is a string value of any string type as a plain one.
func (f *fn) convText2(text string, t types.Type) string {
	if f.text(t) != "string" {
		return "string(" + text + ")"
	}
	return text
}

// funcLit writes a function literal. One that is deferred takes the *p.Rec of
// its call.
func (f *fn) funcLit(x *ast.FuncLit, deferred bool) string {
	sig := f.typeOf(x).(*types.Signature)
	def := f.info.TypeOf(x).(*types.Signature)
	savePos, saveFrame := f.pos, f.frame
	f.frame = &frame{outer: saveFrame, labels: map[string]string{}}
	var params []string
	var prologue []func(pos token.Pos)
	// The objects that the body uses are those of the fields' names.
	i := 0
	for _, field := range x.Type.Params.List {
		if len(field.Names) == 0 {
			params = append(params, f.name("_p"))
			i++
			continue
		}
		for _, id := range field.Names {
			v, _ := f.info.Defs[id].(*types.Var)
			params = append(params, f.param(v, &prologue))
			i++
		}
	}
	rec := ""
	if deferred {
		rec = f.name("rec")
		f.frame.rec = rec
	}
	if !deferred && callsRecover(f.info, x.Body) {
		// Whoever defers it as a value hands the rec over.
		name := f.name("rec")
		f.frame.rec = name
		prologue = append(prologue, func(token.Pos) { f.put("%s := p.TakeRec()", name) })
	}
	text := "func" + f.function(sig, params, def.Results(), sig.Results(), x.Body, prologue, rec)
	f.pos, f.frame = savePos, saveFrame
	if f.e.conc && !deferred {
		// A literal's place in its frame is written when it is made and again
		// when a call of it ends: it gets a frame of its own, or goroutines
		// would take one another's.
		return "func() func" + f.e.signatureText(sig, nil, nil) + " { return " + text + " }()"
	}
	return text
}

// nativeArgs puts function literals that compiled code gets into variables:
// given directly, they would share the frame instead of having their own.
func (f *fn) nativeArgs(p parts) parts {
	for i, a := range p.args {
		if strings.HasPrefix(a, "func(") {
			name := f.name("l")
			f.put("%s := %s", name, a)
			p.args[i] = name
		}
	}
	return p
}
