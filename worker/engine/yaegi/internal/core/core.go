// Package core translates type-checked Go into core: a small part of Go that
// the interpreter executes as the compiler would.
//
// In core there are no packages but one, no methods, no interfaces, no
// generics, no embedding, no untyped constants and no shadowing. Values of
// interface type are rt.Iface, which carries the descriptor of the dynamic
// type. Named types are erased to their underlying types, structs become types
// that reflection made, and what belongs to no expression any more (method
// tables, type switches, conversions to interfaces) is spelled out.
//
// Every line of core remembers the position of the author's statement that it
// came from.
package core

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"

	"github.com/petri-lab/petri/genome/vet"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// PetriPath is the import path of the one package that core imports. Its table
// holds everything that is not written in core: descriptors, struct types, and
// the parts of the standard library that the program uses.
const PetriPath = "petri"

// A Module is a package to translate.
type Module struct {
	Name   string // import path
	Syntax *vet.Syntax
	// Elsewhere says that the module's functions have no bodies and come from
	// Input.Outcall.
	Elsewhere bool
}

// An Input is a program to translate.
type Input struct {
	// Modules are the program's, in dependency order.
	Modules []Module
	// Library finds a package of the standard library that is held as source.
	Library func(path string) (*vet.Syntax, bool)
	// Native finds a type that a compiled package defines.
	Native func(path, name string) (reflect.Type, bool)
	// Outcall makes a function that is elsewhere, of its type in core.
	Outcall func(module, name string, sig *types.Signature, core reflect.Type) reflect.Value
	// Universe makes the descriptors.
	Universe *rt.Universe
	// FixedMapOrder leaves the order in which range goes through a map to the
	// universe (Universe.Entries).
	FixedMapOrder bool
}

// An Output is a translated program.
type Output struct {
	Text  string
	Table map[string]reflect.Value // of the package petri
	Lines []Line                   // by line number of Text; line 1 is Lines[0]
	// Exports are the functions that can be called from outside, by module and
	// name, in the order in which the text hands them to Export; the first
	// function that it hands out is the initialisation.
	Exports []Export
	// Concurrent says that the program starts goroutines.
	Concurrent bool
}

// An Export is a function that can be called from outside.
type Export struct {
	Module, Name string
	Signature    *types.Signature
}

// A Line says where a line of core comes from. Pos is invalid and Function nil
// if it is nobody's.
type Line struct {
	Fset     *token.FileSet
	Pos      token.Pos
	Function *Function
}

// A Function is what a line of core belongs to.
type Function struct {
	Name    string // as a Go trace shows it: "main.(*T).Method"
	Module  string // "" in a library package
	Package string
}

// An Unsupported is what cannot be translated faithfully.
type Unsupported struct {
	Fset    *token.FileSet
	Pos     token.Pos
	Module  string
	Message string
}

func (u *Unsupported) Error() string { return u.Message }

// Translate translates a program. The error is *Unsupported if the program
// uses something that core cannot express.
func Translate(in Input) (out *Output, err error) {
	e := newEmitter(in)
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, e.failure(r)
		}
	}()
	if !e.attempt() {
		// A function of the library starts goroutines: the program is
		// translated again as one that does.
		e = newEmitter(in)
		e.conc = true
		e.program()
	}
	return e.finish(), nil
}

// failure is what a panic of the translation means. It panics itself for a
// defect.
func (e *emitter) failure(r any) error {
	if t, ok := r.(recursiveType); ok && e.module != nil {
		r = &Unsupported{
			Fset: e.module.syntax.Fset, Pos: e.at, Module: e.module.name,
			Message: fmt.Sprintf("type %s contains itself in a way that is not supported: put a struct around it", t.t),
		}
	}
	if u, ok := r.(*Unsupported); ok {
		return u
	}
	if e.module != nil && e.at.IsValid() {
		r = fmt.Sprintf("translating %s: %v", e.module.syntax.Fset.Position(e.at), r)
	}
	panic(r)
}

// restart is raised when the translation turns out to be of the wrong kind.
type restart struct{}

// attempt translates the program, unless it has to be done anew.
func (e *emitter) attempt() (done bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, again := r.(restart); !again {
				panic(r)
			}
		}
	}()
	e.program()
	return true
}

// look finds out what a source needs: the counting of steps on several
// goroutines, and checks that tell numbers.
func (e *emitter) look(root ast.Node, info *types.Info) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			e.conc = true
		case *ast.Ident:
			if o := info.Uses[n]; o != nil && o.Name() == "AfterFunc" {
				e.conc = true // of time or context: its function has a goroutine
			}
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "recover" {
				if _, ok := info.Uses[id].(*types.Builtin); ok {
					e.checked = true
				}
			}
		}
		return true
	})
}

// A module is a package that is being translated.
type module struct {
	name    string
	index   int
	library bool
	outside bool // its functions come from Input.Outcall
	syntax  *vet.Syntax
	decls   map[string]*ast.FuncDecl // by "Name" or "Recv.Name"
}

// An emitter translates one program.
type emitter struct {
	in      Input
	u       *rt.Universe
	modules map[string]*module // by import path
	order   []*module          // dependencies first

	types      typeTable
	table      map[string]reflect.Value
	funcs      map[string]*instance // by key
	queue      []*instance
	globals    map[string]string // by package and name
	gdecls     []string
	chunks     []chunk // translated functions
	helpers    map[string]string
	boxed      map[int]bool // IDs of descriptors whose values get into interfaces
	boxList    []types.Type
	dispatch   []*dispatcher
	byDisp     map[string]*dispatcher
	natives    map[string]string
	exports    []Export
	exported   []string // core names, parallel to exports
	funcValues []string // assignments of functions to the variables that hold them
	setMethods []string // calls that give compiled code methods
	inits      []string // calls of the initialisation, in order
	names      int
	checked    bool // indexes and slices are checked so that panics tell numbers
	reflects   bool // the program uses package reflect
	conc       bool

	// for messages about defects of this package
	module *module
	at     token.Pos
}

// A chunk is one function of core.
type chunk struct {
	text string
	fn   *Function
	mod  *module
}

func newEmitter(in Input) *emitter {
	e := &emitter{
		in: in, u: in.Universe, modules: map[string]*module{}, table: map[string]reflect.Value{},
		funcs: map[string]*instance{}, globals: map[string]string{}, helpers: map[string]string{},
		boxed: map[int]bool{}, byDisp: map[string]*dispatcher{}, natives: map[string]string{},
	}
	e.types.init()
	return e
}

func (e *emitter) unsupported(m *module, pos token.Pos, format string, args ...any) {
	panic(&Unsupported{Fset: m.syntax.Fset, Pos: pos, Module: m.name, Message: fmt.Sprintf(format, args...)})
}

// addModule makes a package known, and the library packages that it needs
// before it.
func (e *emitter) addModule(name string, s *vet.Syntax, library bool) *module {
	m := &module{name: name, syntax: s, library: library, decls: map[string]*ast.FuncDecl{}, index: len(e.modules)}
	e.modules[name] = m
	for _, f := range s.Files {
		for _, spec := range f.Imports {
			path := strings.Trim(spec.Path.Value, "\"`")
			e.reflects = e.reflects || path == "reflect" && !library
			if e.modules[path] == nil && e.in.Library != nil {
				if lib, ok := e.in.Library(path); ok {
					e.addModule(path, lib, true)
				}
			}
		}
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				key := declKey(d)
				if obj, ok := s.Info.Defs[d.Name].(*types.Func); ok {
					key = funcKey(obj) // the receiver may be named by an alias
				}
				m.decls[key] = d
			}
		}
		if !library {
			e.look(f, s.Info)
		}
	}
	e.order = append(e.order, m)
	return m
}

// declKey names a function declaration within its package.
func declKey(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return d.Name.Name
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name + "." + d.Name.Name
		default:
			return d.Name.Name
		}
	}
}

// program translates everything that can be reached.
func (e *emitter) program() {
	for _, m := range e.in.Modules {
		if e.modules[m.Name] == nil {
			e.addModule(m.Name, m.Syntax, false).outside = m.Elsewhere
		}
	}
	for _, m := range e.order {
		e.initialisation(m)
		if m.library || m.outside {
			continue
		}
		e.exportsOf(m)
	}
	e.drain()
	e.closeInterfaces()
}

// drain translates the functions that were asked for.
func (e *emitter) drain() {
	for len(e.queue) > 0 {
		f := e.queue[0]
		e.queue = e.queue[1:]
		e.emitInstance(f)
	}
}

// exportsOf notes the functions of a module that can be called from outside:
// exported ones that are not generic, and main of a package main.
func (e *emitter) exportsOf(m *module) {
	scope := m.syntax.Package.Scope()
	for _, file := range m.syntax.Files {
		for _, d := range file.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok || d.Recv != nil {
				continue
			}
			name := d.Name.Name
			if !d.Name.IsExported() && (name != "main" || m.syntax.Package.Name() != "main") {
				continue
			}
			obj, ok := scope.Lookup(name).(*types.Func)
			if !ok {
				continue
			}
			sig := obj.Type().(*types.Signature)
			if sig.TypeParams().Len() > 0 {
				continue
			}
			inst := e.instance(obj, nil)
			e.exports = append(e.exports, Export{Module: m.name, Name: name, Signature: sig})
			e.exported = append(e.exported, e.funcLiteral(inst))
		}
	}
}

func (e *emitter) fresh(prefix string) string {
	e.names++
	return fmt.Sprintf("%s%d", prefix, e.names)
}
