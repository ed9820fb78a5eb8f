package core

import (
	"go/ast"
	"go/types"
	"strings"
)

// callParts takes the call of a go or defer statement apart and evaluates its
// operands into variables of their own.
func (f *fn) callParts(x *ast.CallExpr) parts {
	var p parts
	if name, ok := f.builtinName(ast.Unparen(x.Fun)); ok {
		p = f.builtinParts(x, name)
	} else {
		p = f.parts(x)
	}
	if s, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && len(p.args) > 0 && p.types[0] != nil && isInterface(p.types[0]) {
		if sel := f.info.Selections[s]; sel != nil && sel.Kind() == types.MethodVal {
			p.args[0] = "p.NotNil(" + p.args[0] + ")"
		}
	}
	for i := range p.args {
		p.args[i] = f.keep(p.args[i], p.types[i])
	}
	return p
}

// keep puts an operand into a place of its own, which a function literal may
// refer to. The interpreter's own variables are not new in each round of a
// loop.
func (f *fn) keep(text string, t types.Type) string {
	if isConstantText(text) {
		return text
	}
	if t == nil {
		t = types.Typ[types.Int] // a length
	}
	text, dots := strings.CutSuffix(text, "...")
	name := f.temp()
	f.put("%s := new(%s)", name, f.text(t))
	f.put("*%s = %s", name, text)
	if dots {
		return "(*" + name + ")..."
	}
	return "(*" + name + ")"
}

// isConstantText says whether a text is a literal or a boxed constant.
func isConstantText(s string) bool {
	if s == "" {
		return true
	}
	if s[0] >= '0' && s[0] <= '9' {
		return isName(s)
	}
	return strings.HasPrefix(s, "p.K") && isName(s[2:])
}

// deferStmt pushes a function that makes the call.
func (f *fn) deferStmt(s *ast.DeferStmt) {
	ds := f.frame.defers
	if f.frame.iter != nil {
		ds = f.frame.iter.defers()
	}
	if lit, ok := ast.Unparen(s.Call.Fun).(*ast.FuncLit); ok && len(s.Call.Args) == 0 {
		sig := f.typeOf(lit).(*types.Signature)
		if sig.Results().Len() == 0 {
			name := f.name("d")
			f.put("%s := %s", name, f.funcLit(lit, true))
			f.put("%s.Push(%s)", ds, name)
			return
		}
	}
	if lit, ok := ast.Unparen(s.Call.Fun).(*ast.FuncLit); ok {
		f.deferLiteral(ds, s.Call, lit)
		return
	}
	rec := f.name("rec")
	p := f.callParts(s.Call)
	var call string
	text := f.capture(func() {
		call = p.render(p.args)
		switch {
		case call == "":
		case !p.dynamic || !f.e.checked:
			f.put("%s", strings.ReplaceAll(call, "p.NoRec()", rec))
		default:
			f.put("p.Dynamic(%s)", rec)
			f.put("%s", call)
			f.put("p.Dynamic(p.NoRec())")
		}
	})
	name := f.name("d")
	f.put("%s := func(%s *p.Rec) {", name, rec)
	f.raw(text)
	f.put("}")
	f.put("%s.Push(%s)", ds, name)
}

// deferLiteral defers a literal that takes arguments or has results.
func (f *fn) deferLiteral(ds string, call *ast.CallExpr, lit *ast.FuncLit) {
	sig := f.typeOf(lit).(*types.Signature)
	p := f.markZeros(f.withArgs(call, sig, nil, nil, func(args []string) string { return strings.Join(args, ", ") }), fixedArgs(sig, 0))
	for i := range p.args {
		p.args[i] = f.keep(p.args[i], p.types[i])
	}
	rec := f.name("rec")
	text := f.funcLit(lit, true)
	name := f.name("d")
	f.put("%s := func(%s *p.Rec) {", name, rec)
	f.put("%s(%s)", text, strings.Join(append([]string{rec}, p.args...), ", "))
	f.put("}")
	f.put("%s.Push(%s)", ds, name)
}

// goStmt starts a goroutine. The function literal that it runs is made in a
// frame of its own.
func (f *fn) goStmt(s *ast.GoStmt) {
	var args, params []string
	var p parts
	if lit, ok := ast.Unparen(s.Call.Fun).(*ast.FuncLit); ok && len(s.Call.Args) == 0 {
		f.put("p.Go(%s)", f.goLiteral(lit))
		return
	}
	p = f.callParts(s.Call)
	_ = args
	_ = params
	var call string
	text := f.capture(func() {
		call = p.render(p.args)
		if call != "" {
			f.put("%s", call)
		}
	})
	f.put("p.Go(func() func() { return func() {")
	f.raw(text)
	f.put("} }())")
}

func (f *fn) goLiteral(lit *ast.FuncLit) string {
	sig := f.typeOf(lit).(*types.Signature)
	text := f.funcLit(lit, false)
	if sig.Results().Len() == 0 {
		return text
	}
	return "func() func() { return func() { " + text + "() } }()"
}
