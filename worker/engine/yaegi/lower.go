package yaegi

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"
	"strconv"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/worker/engine"
)

// passes rewrite a file before the interpreter sees it, each in its own file
// lower_*.go. All of them look at the author's text and syntax tree and return
// edits of that text, which are applied together at the end, so no two may
// touch the same bytes. Insertions at the same place keep this order. A pass
// that copies text finds the edits of those before it in the source.
var passes = [...]func(*lowering) []edit{
	lowerDirectives,
	lowerInit,
	lowerMain,
	lowerExport,
	lowerGeneric,
	lowerTypeParams,
	lowerTags,
}

// A lowering is one file on its way through the passes.
type lowering struct {
	all    *sources
	source *source
	fset   *token.FileSet
	file   *ast.File
}

// offset is the place of a position in the author's text. Line directives do
// not move it.
func (l *lowering) offset(pos token.Pos) int { return l.fset.File(pos).Offset(pos) }

// lower parses modules and runs the passes. It reports all syntax errors and
// all imports that lead nowhere.
func lower(modules []engine.Module) (*sources, []genome.Diagnostic) {
	all := &sources{}
	var diags []genome.Diagnostic
	names := map[string]bool{}
	for _, em := range modules {
		m := &module{name: em.Name, pkg: em.Package}
		all.modules = append(all.modules, m)
		if d, bad := badName(em, names); bad {
			diags = append(diags, d)
			continue
		}
		for _, f := range em.Files {
			s := &source{module: m, name: f.Name, text: f.Text}
			all.add(m, s)
			diags = append(diags, s.lower(all, names)...)
		}
		all.add(m, &source{module: m, lowered: m.handOut()})
		names[m.name] = true
	}
	all.addGeneric()
	return all, diags
}

// badName refuses module names that the interpreter would mix up.
func badName(m engine.Module, known map[string]bool) (genome.Diagnostic, bool) {
	d := genome.Diagnostic{Rule: "link", Module: m.Name}
	switch {
	case known[m.Name]:
		d.Message = "module " + strconv.Quote(m.Name) + " is given twice"
	case m.Name == "" || path.Clean("/" + m.Name)[1:] != m.Name:
		d.Message = "module name " + strconv.Quote(m.Name) + " is not a clean path"
	case path.Dir(m.Name) == path.Base(m.Name):
		// The interpreter takes an import of x/x for one of x.
		d.Message = "module name " + strconv.Quote(m.Name) + " repeats its only directory"
	default:
		return d, false
	}
	return d, true
}

// lower fills s.lowered. modules are those that s may import.
func (s *source) lower(all *sources, modules map[string]bool) []genome.Diagnostic {
	l := &lowering{all: all, source: s, fset: token.NewFileSet()}
	var err error
	l.file, err = parser.ParseFile(l.fset, s.name, s.text,
		parser.ParseComments|parser.AllErrors)
	if err != nil {
		return s.parseErrors(err)
	}
	if s.module.pkg == "" {
		s.module.pkg = l.file.Name.Name
	}
	var diags []genome.Diagnostic
	for _, spec := range l.file.Imports {
		name, _ := strconv.Unquote(spec.Path.Value)
		if !modules[name] && !available(name) {
			diags = append(diags, s.diagnostic("link", l.offset(spec.Path.Pos()),
				"package %s is not available to genomes", name))
		}
		s.module.imports = append(s.module.imports, name)
	}
	for _, p := range passes {
		s.edits = append(s.edits, p(l)...)
	}
	s.lowered = applyEdits(s.text, s.edits)
	return diags
}

func (s *source) parseErrors(err error) []genome.Diagnostic {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return []genome.Diagnostic{{Rule: "parse", Message: err.Error(), Module: s.module.name, File: s.name}}
	}
	var diags []genome.Diagnostic
	for _, e := range list {
		diags = append(diags, s.diagnostic("parse", min(e.Pos.Offset, len(s.text)), "%s", e.Msg))
	}
	return diags
}
