package vet

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
)

// goVersion is the language that genomes are written in.
const goVersion = "go1.26"

// check type-checks the modules in the order given. It reports everything that
// the compiler would.
func (v *vetter) check(order []int) error {
	lib := theLibrary()
	for _, i := range order {
		if err := lib.load(v.modules[i].imports()); err != nil {
			return err
		}
	}
	lib.mu.RLock()
	defer lib.mu.RUnlock()
	for _, i := range order {
		v.checkModule(v.modules[i], lib)
	}
	return nil
}

func (v *vetter) checkModule(m *module, lib *library) {
	s := &Syntax{Fset: v.fset, Info: newInfo()}
	for _, f := range m.sources {
		s.Files = append(s.Files, f.tree)
	}
	config := types.Config{
		GoVersion: goVersion,
		Importer:  moduleImporter{v, lib},
		Sizes:     types.SizesFor("gc", "amd64"),
		Error:     func(err error) { v.typeError(m, err) },
	}
	s.Package, _ = config.Check(m.name, v.fset, s.Files, s.Info)
	m.syntax = s
}

// typeError takes an error of the type checker.
func (v *vetter) typeError(m *module, err error) {
	var e types.Error
	if !errors.As(err, &e) {
		v.broken(m.sources[0], token.NoPos, "types", err.Error())
		return
	}
	f := m.sources[0]
	for _, s := range m.sources {
		if s.tree.FileStart <= e.Pos && e.Pos <= s.tree.FileEnd {
			f = s
		}
	}
	v.broken(f, e.Pos, "types", e.Msg)
}

// A moduleImporter finds packages for one genome.
type moduleImporter struct {
	vet *vetter
	lib *library
}

func (i moduleImporter) Import(path string) (*types.Package, error) {
	if m := i.vet.byName[path]; m != nil {
		if m.syntax == nil {
			return nil, fmt.Errorf("module %s was not checked", path)
		}
		return m.syntax.Package, nil
	}
	if p := i.lib.offered[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("package %s is not available to genomes", path)
}
