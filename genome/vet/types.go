package vet

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

const (
	// goVersion is the language that genomes are written in.
	goVersion = "go1.26"
	// maxTypeErrors is how many errors of one module are looked at. A file of a
	// megabyte has room for hundreds of thousands.
	maxTypeErrors = 10 * MaxDiagnostics
)

// types type-checks the modules in the given order. Modules of which not all is
// known, because a file does not parse, are left out, and so is what is wrong
// with others for that reason alone.
func (v *vetter) types(order []int) {
	lib := theLibrary()
	for _, i := range order {
		lib.load(wants(v.modules[i].trees()))
	}
	lib.mu.RLock()
	defer lib.mu.RUnlock()
	for _, i := range order {
		if m := v.modules[i]; !m.partial {
			c := checker{vet: v, lib: lib, module: m}
			c.run()
		}
	}
}

// trees are the syntax of the module's files, as far as they have one.
func (m *module) trees() []*ast.File {
	var all []*ast.File
	for _, f := range m.sources {
		if f.tree != nil {
			all = append(all, f.tree)
		}
	}
	return all
}

// A checker checks the types of one module.
type checker struct {
	vet    *vetter
	lib    *library
	module *module
	errors []types.Error
	more   int // beyond maxTypeErrors
}

func (c *checker) run() {
	m := c.module
	s := &Syntax{Fset: c.vet.fset, Info: newInfo(), Files: m.trees()}
	defer c.report()
	defer func() {
		// There are sources on which the type checker fails.
		if p := recover(); p != nil {
			c.vet.broken(m.sources[0], m.sources[0].tree.Package, "types", fmt.Sprint("the type checker failed: ", p))
		}
	}()
	config := types.Config{
		GoVersion: goVersion,
		Importer:  c,
		Sizes:     types.SizesFor("gc", "amd64"),
		Error:     c.take,
	}
	m.syntax = s
	s.Package, _ = config.Check(m.name, s.Fset, s.Files, s.Info)
	c.sizes()
	c.applyTyped()
}

// take is called by the type checker for each error.
func (c *checker) take(err error) {
	var e types.Error
	if !errors.As(err, &e) {
		return // there is no other kind
	}
	if len(c.errors) < maxTypeErrors {
		c.errors = append(c.errors, e)
	} else if !strings.HasPrefix(e.Msg, "\t") {
		c.more++
	}
}

// Import finds a package for the type checker. What it does not find has been
// complained of.
func (c *checker) Import(path string) (*types.Package, error) {
	switch m := c.vet.byName[path]; {
	case m == nil && c.lib.offered[path] != nil:
		return c.lib.offered[path], nil
	case m != nil && m.syntax != nil && m.syntax.Package != nil && m.pkg != "main":
		return m.syntax.Package, nil
	}
	return nil, errors.New("not available")
}

// report makes diagnostics of the errors.
func (c *checker) report() {
	c.bodies()
	c.branches()
	var last placed
	for i := 0; i < len(c.errors); i++ {
		f := c.vet.sourceAt(c.module, c.errors[i].Pos)
		e := c.errors[i]
		if c.vet.breakage < MaxDiagnostics {
			e = f.asCompiler(e)
		}
		for ; i+1 < len(c.errors) && strings.HasPrefix(c.errors[i+1].Msg, "\t"); i++ {
			e.Msg += "\n\t" + c.where(c.errors[i+1])
		}
		// The compiler says the same thing once a line.
		if d := place(f, e.Pos, "types", e.Msg); d.Line != last.Line || d.Message != last.Message || d.source != last.source {
			c.diagnose(f, e)
			last = d
		}
	}
	c.vet.breakage += c.more
}

func (c *checker) diagnose(f *source, e types.Error) {
	if path, name, ok := f.withheld(e.Msg); ok {
		c.vet.denier(f, symbolRule())(e.Pos, "use of "+path+"."+name)
	} else if !strings.HasPrefix(e.Msg, "could not import ") {
		c.vet.broken(f, e.Pos, "types", e.Msg)
	}
}

// bodies finds functions without one. For go/types they might be written in
// assembly.
func (c *checker) bodies() {
	if slices.Contains(c.vet.elsewhere, c.module.name) {
		return
	}
	for _, f := range c.module.sources {
		for _, d := range f.tree.Decls {
			d, ok := d.(*ast.FuncDecl)
			switch {
			case !ok || d.Body != nil:
			case d.Recv != nil:
				c.errors = append(c.errors, types.Error{Pos: d.Recv.Opening, Msg: "missing function body"})
			case d.Type.TypeParams != nil:
				c.errors = append(c.errors, types.Error{Pos: d.Name.Pos(), Msg: "generic function is missing function body"})
			case d.Name.Name != "init": // of which go/types complains
				c.errors = append(c.errors, types.Error{Pos: d.Name.Pos(), Msg: "missing function body"})
			}
		}
	}
}

// branches puts errors about labels and jumps into the compiler's words.
func (c *checker) branches() {
	n, drop := len(c.errors), false
	c.errors = slices.DeleteFunc(c.errors, func(e types.Error) bool {
		if !strings.HasPrefix(e.Msg, "\t") {
			drop = isBranchError(e.Msg)
		}
		return drop
	})
	if len(c.errors) == n {
		return
	}
	for _, f := range c.module.sources {
		c.errors = append(c.errors, f.branchErrors()...)
		c.more += max(0, len(c.errors)-maxTypeErrors)
		c.errors = c.errors[:min(len(c.errors), maxTypeErrors)]
	}
}

// where words an error that says more about the one before it, as the compiler
// does.
func (c *checker) where(e types.Error) string {
	message := strings.TrimPrefix(e.Msg, "\t")
	if at := c.vet.fset.PositionFor(e.Pos, false); at.IsValid() {
		return fmt.Sprintf("%s:%d:%d: %s", at.Filename, at.Line, at.Column, message)
	}
	return message
}

// sourceAt finds the file of a module in which a position is.
func (v *vetter) sourceAt(m *module, pos token.Pos) *source {
	for _, s := range m.sources {
		if s.tree.FileStart <= pos && pos <= s.tree.FileEnd {
			return s
		}
	}
	return m.sources[0]
}

// withheld tells whether an error stands for the use of something that the
// standard library has and genomes do not see.
func (s *source) withheld(message string) (path, name string, ok bool) {
	what, ok := strings.CutPrefix(message, "undefined: ")
	if !ok {
		return "", "", false
	}
	qualifier, name, qualified := strings.Cut(what, ".")
	if !qualified {
		qualifier, name = ".", what
	}
	for _, i := range s.imports {
		if !s.vet.isModule(i.path) && i.localName() == qualifier && isWithheld(i.path, name) {
			return i.path, name, true
		}
	}
	return "", "", false
}

// localName is what the file calls a standard package.
func (i imported) localName() string {
	if i.alias != "" {
		return i.alias
	}
	if i.path == "math/rand/v2" {
		return "rand"
	}
	return i.path[strings.LastIndex(i.path, "/")+1:]
}
