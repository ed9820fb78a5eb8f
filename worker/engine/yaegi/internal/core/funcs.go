package core

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// An instance is a function or method of the program with its type arguments.
type instance struct {
	name string // in core
	obj  *types.Func
	decl *ast.FuncDecl
	mod  *module
	env  *env
	sig  *types.Signature // without receiver, substituted
	recv types.Type       // substituted; nil for a function
	// recovers says that it calls recover, and takes the *p.Rec of the deferred
	// call that it is as its first parameter.
	recovers bool
}

// lookup finds the declaration of a function.
func (e *emitter) lookup(obj *types.Func) (*module, *ast.FuncDecl) {
	if obj.Pkg() == nil {
		return nil, nil
	}
	m := e.modules[obj.Pkg().Path()]
	if m == nil {
		return nil, nil
	}
	return m, m.decls[funcKey(obj)]
}

func funcKey(obj *types.Func) string {
	recv := obj.Type().(*types.Signature).Recv()
	if recv == nil {
		return obj.Name()
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name() + "." + obj.Name()
	}
	return obj.Name()
}

// instance finds or asks for a function with type arguments; for methods they
// are those of the receiver.
func (e *emitter) instance(obj *types.Func, args []types.Type) *instance {
	m, decl := e.lookup(obj)
	if decl == nil || decl.Body == nil && m.library {
		return nil
	}
	var b strings.Builder
	b.WriteString(m.name + "." + funcKey(obj))
	argKey := ""
	for _, a := range args {
		argKey += e.key(a) + ","
	}
	b.WriteString("[" + argKey + "]")
	key := b.String()
	if f := e.funcs[key]; f != nil {
		return f
	}
	// The object that the declaration defines: another one than obj if the
	// package is held as source.
	def := m.syntax.Info.Defs[decl.Name].(*types.Func)
	sig := def.Type().(*types.Signature)
	v := &env{params: map[*types.TypeParam]types.Type{}, key: argKey, cache: map[types.Type]types.Type{}, locals: map[*types.TypeName]*types.Named{}}
	params := sig.TypeParams()
	if sig.Recv() != nil {
		params = sig.RecvTypeParams()
	}
	for i := range params.Len() {
		v.params[params.At(i)] = args[i]
	}
	f := &instance{
		name: "F" + strconv.Itoa(len(e.funcs)) + "_" + strings.ReplaceAll(funcKey(obj), ".", "_"),
		obj:  def, decl: decl, mod: m, env: v,
	}
	plain := types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
	f.sig = e.subst(plain, v).(*types.Signature)
	if sig.Recv() != nil {
		f.recv = e.subst(sig.Recv().Type(), v)
	}
	f.recovers = callsRecover(m.syntax.Info, decl.Body)
	e.funcs[key] = f
	e.queue = append(e.queue, f)
	return f
}

// callsRecover says whether a body calls recover itself.
func callsRecover(info *types.Info, body ast.Node) bool {
	found := false
	if body == nil {
		return false
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == body
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok {
				if b, ok := info.Uses[id].(*types.Builtin); ok && b.Name() == "recover" {
					found = true
				}
			}
		}
		return true
	})
	return found
}

// hasDefer says whether a body defers calls itself.
func hasDefer(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			found = true
		}
		return !found
	})
	return found
}

// A fn is a function that is being translated.
type fn struct {
	e    *emitter
	mod  *module
	info *types.Info
	env  *env
	meta *Function

	vars   map[types.Object]*variable
	locals map[types.Object]local
	used   map[string]int

	out          *strings.Builder
	pos          token.Pos // of the current statement
	frame        *frame
	nobody       bool            // it is a helper that has no lines of its own
	checks       *string         // where checks of indexes go instead of being written
	gotos        map[string]bool // labels that a goto leads to
	pendingLabel string          // of the author, on the statement that is being translated
}

// A local is a local variable in core.
type local struct {
	name  string
	boxed bool // name is a pointer to it
}

// A frame is what belongs to one function or literal of core.
type frame struct {
	outer   *frame
	results []string // names of its results, if they have any
	types   []types.Type
	defers  string // name of its deferred calls, or ""
	rec     string // name of the *p.Rec of the deferred call that it is, or ""
	loops   int    // how deep in loops the current statement is
	hoisted *[]string
	labels  map[string]string
	counter string     // variable that counts steps of the function, or ""
	iter    *iteration // of the body of a range over a function
	late    []string   // results that were named after the signature was written
	// How many statements that an unlabelled break or continue can belong to
	// are around the current one, inside the frame.
	breakable, continuable int
}

// emitInstance translates a function of the program.
func (e *emitter) emitInstance(inst *instance) {
	f := &fn{
		e: e, mod: inst.mod, info: inst.mod.syntax.Info, env: inst.env,
		meta:   e.functionMeta(inst),
		locals: map[types.Object]local{}, used: map[string]int{}, out: &strings.Builder{},
	}
	e.module, e.at = inst.mod, inst.decl.Pos()
	if inst.decl.Body == nil {
		e.unsupported(inst.mod, inst.decl.Pos(), "function %s has no body", inst.decl.Name.Name)
	}
	if inst.mod.library && !e.conc {
		ast.Inspect(inst.decl, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				panic(restart{})
			}
			return true
		})
	}
	f.vars = e.analyze(f.info, inst.env, inst.decl)
	f.gotos = gotoTargets(inst.decl)
	var params []string
	var prologue []func()
	if inst.recv != nil {
		params = append(params, f.param(f.receiverVar(inst.decl), &prologue))
	}
	defSig := inst.obj.Type().(*types.Signature)
	for i := range defSig.Params().Len() {
		params = append(params, f.param(defSig.Params().At(i), &prologue))
	}
	sig := inst.sig
	if inst.recv != nil {
		sig = withReceiver(inst.recv, sig)
	}
	f.frame = &frame{labels: map[string]string{}}
	head := "func " + inst.name
	rec := ""
	if inst.recovers {
		rec = f.name("rec")
		f.frame.rec = rec
	}
	text := f.function(sig, params, defSig.Results(), inst.sig.Results(), inst.decl.Body, prologue, rec)
	e.chunks = append(e.chunks, chunk{head + text + "\n", f.meta, f.mod})
}

// withReceiver puts a receiver in front of the parameters.
func withReceiver(recv types.Type, sig *types.Signature) *types.Signature {
	vars := []*types.Var{types.NewParam(token.NoPos, nil, "", recv)}
	for i := range sig.Params().Len() {
		vars = append(vars, sig.Params().At(i))
	}
	return types.NewSignatureType(nil, nil, nil, types.NewTuple(vars...), sig.Results(), sig.Variadic())
}

func (f *fn) receiverVar(d *ast.FuncDecl) *types.Var {
	if names := d.Recv.List[0].Names; len(names) > 0 {
		if v, ok := f.info.Defs[names[0]].(*types.Var); ok {
			return v
		}
	}
	return nil
}

// param names a parameter. One that goto leads back over is put in a place of
// its own by the prologue.
func (f *fn) param(v *types.Var, prologue *[]func()) string {
	if v == nil || v.Name() == "_" || v.Name() == "" {
		return f.name("_p")
	}
	name := f.name(v.Name())
	f.locals[v] = local{name: name}
	return name
}

// function writes signature and body. decl are the results as declared, typ
// as substituted.
func (f *fn) function(sig *types.Signature, params []string, decl, typ *types.Tuple, body *ast.BlockStmt, prologue []func(), rec string) string {
	fr := f.frame
	for i := range typ.Len() {
		fr.types = append(fr.types, typ.At(i).Type())
	}
	withDefers := hasDefer(body)
	named := decl.Len() > 0 && decl.At(0).Name() != ""
	if named || withDefers {
		for i := range decl.Len() {
			v := decl.At(i)
			name := ""
			if v.Name() == "_" || v.Name() == "" {
				name = f.name("r")
			} else {
				name = f.name(v.Name())
				f.locals[v] = local{name: name}
			}
			fr.results = append(fr.results, name)
		}
	}
	// Results are variables of the body, never named in the signature: the
	// interpreter would have them share the caller's storage.
	text := f.e.signatureText(sig, params, nil)
	if rec != "" {
		text = prependParam(text, sig, rec+" *p.Rec")
	}
	save := f.out
	f.out = &strings.Builder{}
	for i, name := range fr.results {
		if withDefers {
			fmt.Fprintf(f.out, "\n\x010\x02var %s %s", name, f.text(fr.types[i]))
		} else {
			f.line(firstPos(body), "var %s %s", name, f.text(fr.types[i]))
		}
	}
	for _, g := range prologue {
		g()
	}
	if withDefers {
		f.deferred(body)
	} else {
		f.body(body)
	}
	text += " {" + f.out.String() + "\n}"
	f.out = save
	return text
}

// prependParam adds a first parameter to the text of a signature.
func prependParam(text string, sig *types.Signature, param string) string {
	if sig.Params().Len() > 0 {
		param += ", "
	}
	return "(" + param + text[1:]
}

// deferred writes the body of a function that defers calls: it is run by
// p.Protect, which runs the deferred calls after it.
func (f *fn) deferred(body *ast.BlockStmt) {
	fr := f.frame
	fr.defers = f.name("ds")
	// Nobody's lines: the body's own frame stands for the function in traces.
	fmt.Fprintf(f.out, "\n\x010\x02%s := p.NewDefers()", fr.defers)
	fmt.Fprintf(f.out, "\n\x010\x02p.Protect(%s, func() {", fr.defers)
	f.body(body)
	f.line(body.End(), "})")
	if len(fr.results) > 0 {
		f.line(body.End(), "return %s", strings.Join(fr.results, ", "))
	}
}

// line writes a line of core that belongs to a position.
func (f *fn) line(pos token.Pos, format string, args ...any) {
	if !pos.IsValid() {
		pos = f.pos
	}
	inner := ""
	if f.frame != nil && f.frame.outer != nil {
		inner = "f"
	}
	fmt.Fprintf(f.out, "\n\x01%d%s\x02", pos, inner)
	if len(args) == 0 {
		f.out.WriteString(format)
		return
	}
	fmt.Fprintf(f.out, format, args...)
}

// put writes a line that belongs to the current statement.
func (f *fn) put(format string, args ...any) { f.line(f.pos, format, args...) }

// body writes the statements of a function, which counts a step.
func (f *fn) body(body *ast.BlockStmt) {
	if f.e.conc && hasLoop(body) {
		f.frame.counter = f.name("n")
		f.line(firstPos(body), "var %s int = 1", f.frame.counter)
	} else {
		f.step(firstPos(body))
	}
	f.stmts(body.List)
	f.flush(body.End())
}

// step counts a step. Where goroutines run, the rounds of loops are counted in
// a variable of the function first, because to count for all of them is dear.
func (f *fn) step(pos token.Pos) {
	switch n := f.frame.counter; {
	case !f.e.conc:
		f.line(pos, "steps++")
	case n != "":
		f.line(pos, "%s++", n)
		f.line(pos, "if %s > 1000 { %s = p.Ticks(%s) }", n, n, n)
	default:
		f.line(pos, "p.Ticks(1)")
	}
}

// flush counts for all what the function has counted for itself.
func (f *fn) flush(pos token.Pos) {
	if n := f.frame.counter; n != "" {
		f.line(pos, "%s = p.Ticks(%s)", n, n)
	}
}

// hasLoop says whether a body has loops of its own.
func hasLoop(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt, *ast.RangeStmt:
			found = true
		}
		return !found
	})
	return found
}

// name makes a name that the function has not used yet.
func (f *fn) name(base string) string {
	base = strings.Map(func(r rune) rune {
		if r < 128 {
			return r
		}
		return -1
	}, base)
	f.used[base]++
	return base + "_" + strconv.Itoa(f.used[base])
}

// temp makes a name for a temporary variable.
func (f *fn) temp() string { return f.name("t") }

// capture runs emit and returns what it wrote instead of writing it.
func (f *fn) capture(emit func()) string {
	save := f.out
	f.out = &strings.Builder{}
	emit()
	text := f.out.String()
	f.out = save
	return text
}

func (f *fn) raw(text string) { f.out.WriteString(text) }

// typeOf is the type of an expression, free of type parameters.
func (f *fn) typeOf(x ast.Expr) types.Type {
	t := f.info.TypeOf(x)
	if t == nil {
		return nil
	}
	return f.e.subst(t, f.env)
}

// text writes a type, or refuses it at the current statement.
func (f *fn) text(t types.Type) string {
	defer func() {
		if r := recover(); r != nil {
			if rt, ok := r.(recursiveType); ok {
				f.refuse(f.pos, "type %s contains itself without a struct in between: put a struct around it", rt.t)
			}
			panic(r)
		}
	}()
	return f.e.text(t)
}

func (f *fn) refuse(pos token.Pos, format string, args ...any) {
	f.e.unsupported(f.mod, pos, format, args...)
}

// functionMeta describes a function as traces show it.
func (e *emitter) functionMeta(inst *instance) *Function {
	name := inst.decl.Name.Name
	if inst.recv != nil {
		recv := strings.TrimPrefix(types.TypeString(inst.recv, func(*types.Package) string { return "" }), "*")
		if i := strings.IndexByte(recv, '['); i >= 0 {
			recv = recv[:i] + "[...]"
		}
		if _, ok := inst.recv.(*types.Pointer); ok {
			recv = "(*" + recv + ")"
		}
		name = recv + "." + name
	} else if inst.env.key != "" {
		name += "[...]"
	}
	m := &Function{Name: inst.mod.syntax.Package.Name() + "." + name, Package: inst.mod.syntax.Package.Name()}
	if !inst.mod.library {
		m.Module = inst.mod.name
	}
	return m
}

// funcValue is a function as a value of function type.
func (e *emitter) funcValue(inst *instance) string {
	// A variable holds it: the interpreter confuses functions that are
	// values with functions that are called.
	name := "V" + inst.name
	if _, ok := e.natives["value "+name]; !ok {
		e.natives["value "+name] = name
		e.gdecls = append(e.gdecls, "var "+name+" func"+e.signatureText(inst.plainSig(), nil, nil))
		e.funcValues = append(e.funcValues, name+" = "+e.funcLiteral(inst))
	}
	return name
}

// plainSig is the signature of a function without receiver.
func (inst *instance) plainSig() *types.Signature { return inst.sig }

func (e *emitter) funcLiteral(inst *instance) string {
	if !inst.recovers {
		return inst.name
	}
	var params []string
	args := []string{"p.TakeRec()"}
	for i := range inst.sig.Params().Len() {
		params = append(params, fmt.Sprintf("a%d", i))
		args = append(args, fmt.Sprintf("a%d", i))
	}
	if inst.sig.Variadic() && !packed(inst.sig) {
		args[len(args)-1] += "..."
	}
	ret := ""
	if inst.sig.Results().Len() > 0 {
		ret = "return "
	}
	return "func" + e.signatureText(inst.sig, params, nil) + " { " + ret + inst.name + "(" + strings.Join(args, ", ") + ") }"
}

// gotoTargets are the labels that a goto leads to.
func gotoTargets(root ast.Node) map[string]bool {
	targets := map[string]bool{}
	ast.Inspect(root, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO {
			targets[b.Label.Name] = true
		}
		return true
	})
	return targets
}

// firstPos is where a function begins in traces: its first statement.
func firstPos(body *ast.BlockStmt) token.Pos {
	if len(body.List) > 0 {
		return body.List[0].Pos()
	}
	return body.Pos()
}
