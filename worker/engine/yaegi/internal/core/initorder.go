package core

import (
	"go/ast"
	"go/types"
	"strings"
)

// initialisation translates the package variables' initialisers, in the order
// that the compiler gives them, and then the init functions.
func (e *emitter) initialisation(m *module) {
	for _, init := range m.syntax.Info.InitOrder {
		if m.library && !e.wanted(m, init) {
			continue
		}
		e.initialiser(m, init)
	}
	n := 0
	for _, file := range m.syntax.Files {
		for _, d := range file.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok || d.Recv != nil || d.Name.Name != "init" {
				continue
			}
			n++
			e.initFunc(m, d, n)
		}
	}
}

// wanted says whether a library's variable is initialised at all: all are.
func (e *emitter) wanted(*module, *types.Initializer) bool { return true }

func (e *emitter) initialiser(m *module, init *types.Initializer) {
	f := e.initFn(m)
	name := e.fresh("I")
	f.pos = init.Rhs.Pos()
	e.module, e.at = m, f.pos
	f.vars = e.analyze(f.info, nil, init.Rhs)
	if len(init.Lhs) == 1 {
		v := init.Lhs[0]
		if v.Name() == "_" {
			t := types.Default(v.Type())
			f.put("_ = %s", f.conv(init.Rhs, t))
		} else {
			lv := e.global(f, v)
			f.set(lv, f.conv(init.Rhs, v.Type()))
		}
	} else {
		values, ts := f.tuple(init.Rhs, len(init.Lhs))
		for i, v := range init.Lhs {
			if v.Name() == "_" {
				f.put("_ = %s", values[i])
				continue
			}
			lv := e.global(f, v)
			f.set(lv, f.convValue(values[i], ts[i], v.Type()))
		}
	}
	e.chunks = append(e.chunks, chunk{"func " + name + "() {" + f.out.String() + "\n}\n", f.meta, m})
	e.inits = append(e.inits, name+"()")
}

// initFn is a function that initialises a package.
func (e *emitter) initFn(m *module) *fn {
	meta := &Function{Name: m.syntax.Package.Name() + ".init", Package: m.syntax.Package.Name()}
	if !m.library {
		meta.Module = m.name
	}
	return &fn{
		e: e, mod: m, info: m.syntax.Info, meta: meta, locals: map[types.Object]local{}, used: map[string]int{},
		out: &strings.Builder{}, frame: &frame{labels: map[string]string{}},
	}
}

func (e *emitter) initFunc(m *module, d *ast.FuncDecl, n int) {
	f := e.initFn(m)
	name := e.fresh("I")
	e.module, e.at = m, d.Pos()
	f.vars = e.analyze(f.info, nil, d)
	sig := types.NewSignatureType(nil, nil, nil, nil, nil, false)
	rec, call := "", name+"()"
	if callsRecover(f.info, d.Body) {
		rec = f.name("rec")
		f.frame.rec = rec
		call = name + "(p.NoRec())"
	}
	text := f.function(sig, nil, types.NewTuple(), types.NewTuple(), d.Body, nil, rec)
	e.chunks = append(e.chunks, chunk{"func " + name + text + "\n", f.meta, m})
	e.inits = append(e.inits, call)
}
