package yaegi

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/stdlib"
	"github.com/petri-lab/petri/genome/vet"
	"github.com/petri-lab/petri/worker/engine"
)

// offered is a standard package as vetting sees it.
func offered(t *testing.T, path string) *types.Package {
	t.Helper()
	r := vet.Check(genome.FromString("a.go", fmt.Sprintf("package p\n\nimport _ %q\n", path)), genome.Trusted(), genome.Caps{})
	if !r.OK() {
		t.Fatalf("%s: %v", path, r.Diagnostics)
	}
	for _, p := range r.Modules[0].Syntax.Package.Imports() {
		if p.Path() == path {
			return p
		}
	}
	t.Fatalf("%s is not imported", path)
	return nil
}

// What vetting lets a genome use and what the engine has are the same packages,
// and no name of them is refused late. Methods are rt's to test.
func TestOfferedIsBrought(t *testing.T) {
	var list []string
	for _, p := range stdlib.Packages() {
		list = append(list, p.Path)
	}
	if !slices.Equal(list, New().Packages()) {
		t.Errorf("offered are %v, the engine has %v", list, New().Packages())
	}
	for _, path := range list {
		t.Run(path, func(t *testing.T) {
			modules, err := vetted(mod("p", "p.go", everything(offered(t, path))))
			if err != nil {
				t.Fatal(err)
			}
			p := New().New(engine.Env{})
			defer p.Stop()
			if err := p.Load(modules); err != nil {
				t.Error(err)
			}
		})
	}
}

// everything is the source of a package that uses each name of another one.
func everything(p *types.Package) string {
	var b strings.Builder
	for _, name := range p.Scope().Names() {
		if !ast.IsExported(name) {
			continue
		}
		use := p.Name() + "." + name
		switch o := p.Scope().Lookup(name).(type) {
		case *types.Const:
			fmt.Fprintf(&b, "const c%s = %s\n\n", name, use)
		case *types.Var:
			fmt.Fprintf(&b, "var v%s = %s\n\n", name, use)
		case *types.Func:
			if o.Signature().TypeParams().Len() == 0 {
				fmt.Fprintf(&b, "var f%s = %s\n\n", name, use)
			}
		case *types.TypeName:
			switch t := o.Type().Underlying().(type) {
			case *types.Interface:
				if !t.IsMethodSet() {
					continue // a constraint
				}
			}
			if named, ok := o.Type().(*types.Named); ok && named.TypeParams().Len() > 0 {
				continue
			}
			fmt.Fprintf(&b, "func t%s(x %s) { _ = x }\n\n", name, use)
		}
	}
	blank := ""
	if b.Len() == 0 {
		blank = "_ " // all of it is generic
	}
	return fmt.Sprintf("package p\n\nimport %s%q\n\n%s", blank, p.Path(), &b)
}
