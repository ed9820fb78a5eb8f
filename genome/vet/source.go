package vet

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"
	"strconv"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/stdlib"
)

// A source is one file on its way through Check.
type source struct {
	vet    *vetter
	module *module
	index  int // within the module
	name   string
	// file is where the tree's positions are, and those of everything that is
	// reported. Line directives do not move them.
	file    *token.File
	tree    *ast.File // nil if the file must not be parsed; partial if it does not parse
	imports []imported
	// localTypes says that a function body declares types.
	localTypes bool
}

// An imported is one import declaration.
type imported struct {
	path  string
	alias string
	pos   token.Pos
}

// A module is one module on its way through Check.
type module struct {
	index   int
	name    string  // empty if neither given nor to be found in a package clause
	pkg     string  // empty if no file has a package clause
	clause  *source // the file that pkg is from
	files   []genome.File
	sources []*source
	partial bool    // not all of it is known, so that its types cannot be checked
	scope   *scope  // its types and variables, for growthRule
	syntax  *Syntax // nil until it is type-checked
}

// parse takes in a module: its sources, and its name and package as far as they
// can be known.
func (v *vetter) parse(m genome.Module) {
	mod := &module{index: len(v.modules), name: m.Name, files: m.Files}
	v.modules = append(v.modules, mod)
	list := chosen(m.Files)
	if len(list) == 0 {
		v.noFiles(mod)
	}
	for _, i := range list {
		f := m.Files[i]
		s := &source{vet: v, module: mod, index: i, name: f.Name}
		mod.sources = append(mod.sources, s)
		s.parse(f.Text)
		if s.tree == nil || s.tree.Name == nil || s.tree.Name.Name == "" {
			mod.partial = true
			continue // the parser has complained
		}
		pkg := s.tree.Name
		if pkg.Name == "_" {
			mod.partial = true
			v.broken(s, pkg.NamePos, "package", "invalid package name _")
			continue
		}
		if mod.pkg == "" {
			mod.pkg, mod.clause = pkg.Name, s
		}
		if pkg.Name != mod.pkg {
			mod.partial = true
			v.broken(s, pkg.NamePos, "package", fmt.Sprintf("package %s, but %s says package %s", pkg.Name, mod.clause.name, mod.pkg))
		}
	}
}

// parse reads one file. Everything that can be wrong with it is reported.
func (s *source) parse(text []byte) {
	v := s.vet
	s.file = token.NewFileSet().AddFile(s.name, -1, len(text))
	if pos, message := checkNesting(s.file, text, v.caps.Nesting); message != "" {
		v.broken(s, pos, "nesting", message)
		v.opaque = true
		return
	}
	tree, err := parser.ParseFile(v.fset, s.name, text, parser.ParseComments|parser.SkipObjectResolution)
	if tree != nil {
		s.file = v.fset.File(tree.FileStart)
	}
	s.module.partial = s.module.partial || err != nil
	var list scanner.ErrorList
	if errors.As(err, &list) {
		for _, e := range list {
			v.broken(s, s.file.Pos(e.Pos.Offset), "parse", e.Msg)
		}
	} else if err != nil {
		v.broken(s, token.NoPos, "parse", err.Error())
	}
	s.tree = tree
	if tree == nil {
		v.opaque = true
		return
	}
	for _, spec := range tree.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil || p == "" {
			continue // the parser has complained
		}
		i := imported{path: p, pos: spec.Pos()}
		if spec.Name != nil {
			i.alias = spec.Name.Name
		}
		s.imports = append(s.imports, i)
	}
}

// name gives every module its name and finds names that cannot be. It comes
// after all modules are parsed, because what an import means depends on them.
func (v *vetter) name() {
	v.byName = make(map[string]*module, len(v.modules))
	for _, m := range v.modules {
		if m.name != "" {
			v.byName[m.name] = m
		}
	}
	for _, m := range v.modules {
		switch {
		case m.pkg == "":
			v.opaque = v.opaque || m.name == ""
			continue
		case m.name == "":
			v.nameByPackage(m)
		case m.pkg != "main" && m.pkg != path.Base(m.name):
			v.brokenPackage(m, fmt.Sprintf("package %s in module %q: must be package %s or main", m.pkg, m.name, path.Base(m.name)))
		}
		if stdlib.Forbidden(m.name) || stdlib.Known(m.name) && v.profile.Allows(m.name) {
			v.brokenPackage(m, fmt.Sprintf("module %q has the name of a standard package; give it another", m.name))
		}
	}
}

// nameByPackage names the module that came without a name.
func (v *vetter) nameByPackage(m *module) {
	if err := genome.CheckName(m.pkg); err != nil {
		v.brokenPackage(m, err.Error())
		return
	}
	if v.byName[m.pkg] != nil {
		v.brokenPackage(m, fmt.Sprintf("package %s has the name of another module of the genome", m.pkg))
		return
	}
	m.name = m.pkg
	v.byName[m.name] = m
}

// brokenPackage reports a fault of a module at its first package clause.
func (v *vetter) brokenPackage(m *module, message string) {
	v.broken(m.clause, m.clause.tree.Name.NamePos, "package", message)
}
