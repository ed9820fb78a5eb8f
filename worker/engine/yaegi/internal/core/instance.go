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

// maxInstances bounds the functions of a program, the library's included. A few
// lines of generic functions that call one another with two other types each
// make millions; programs that people write have hundreds.
const maxInstances = 20_000

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
	if len(e.funcs) >= maxInstances {
		e.unsupported(e.module, e.at, "type arguments make more than %d different functions of the generic ones: use fewer combinations of types", maxInstances)
	}
	// The object that the declaration defines: another one than obj if the
	// package is held as source.
	def := m.syntax.Info.Defs[decl.Name].(*types.Func)
	sig := def.Type().(*types.Signature)
	v := &env{params: map[*types.TypeParam]types.Type{}, args: args, key: argKey, decl: decl, cache: map[types.Type]types.Type{}, locals: map[*types.TypeName]*types.Named{}}
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
	f.recovers = decl.Body != nil && callsRecover(m.syntax.Info, decl.Body)
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
