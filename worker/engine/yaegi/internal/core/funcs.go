package core

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

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
	nobody       bool                // it is a helper that has no lines of its own
	checks       *string             // where checks of indexes go instead of being written
	gotos        map[string]bool     // labels that a goto leads to
	bound        map[ast.Expr]string // expressions of the current statement that have been evaluated
	pendingLabel string              // of the author, on the statement that is being translated
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
	if inst.decl.Body == nil && inst.mod.outside {
		e.emitOutcall(inst)
		return
	}
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
	var prologue []func(pos token.Pos)
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
// its own by the prologue, which also takes the mark of negative zero away; its
// lines belong to the position that it is given, or to none.
func (f *fn) param(v *types.Var, prologue *[]func(pos token.Pos)) string {
	if v == nil || v.Name() == "_" || v.Name() == "" {
		return f.name("_p")
	}
	name := f.nameOf(v, f.e.subst(v.Type(), f.env))
	f.locals[v] = local{name: name}
	if text := f.unmarkText([]string{name}, func(int) types.Type { return f.e.subst(v.Type(), f.env) }); text != "" {
		*prologue = append(*prologue, func(pos token.Pos) {
			if text = strings.TrimSuffix(text, "; "); pos.IsValid() {
				f.line(pos, "%s", text)
			} else {
				fmt.Fprintf(f.out, "\n\x010\x02%s", text)
			}
		})
	}
	return name
}

// function writes signature and body. decl are the results as declared, typ
// as substituted.
func (f *fn) function(sig *types.Signature, params []string, decl, typ *types.Tuple, body *ast.BlockStmt, prologue []func(pos token.Pos), rec string) string {
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
				name = f.nameOf(v, typ.At(i).Type())
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
	start := firstPos(body)
	if withDefers {
		start = token.NoPos // the body's own frame stands for the function in traces
	}
	for _, g := range prologue {
		g(start)
	}
	if withDefers {
		f.deferred(body)
	} else {
		f.body(body)
	}
	text += " {"
	for i, name := range fr.late {
		text += fmt.Sprintf("\n\x010\x02var %s %s", name, f.text(fr.types[i]))
	}
	text += f.out.String() + "\n}"
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
