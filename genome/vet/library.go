package vet

import (
	"fmt"
	"go/parser"
	"go/token"
	"go/types"

	"github.com/petri-lab/petri/genome"
)

// Library type-checks a package of the standard library that the engine holds
// as source. Its imports, even one of its own path, are packages as genomes see
// them. Functions may lack their bodies.
func Library(path string, files []genome.File) (*Syntax, error) {
	s := &Syntax{Fset: token.NewFileSet(), Info: newInfo()}
	for _, f := range files {
		tree, err := parser.ParseFile(s.Fset, f.Name, f.Text, parser.ParseComments)
		if err != nil {
			return nil, fmt.Errorf("source of package %s: %w", path, err)
		}
		s.Files = append(s.Files, tree)
	}
	lib := theLibrary()
	lib.load(wants(s.Files))
	lib.mu.RLock()
	defer lib.mu.RUnlock()
	config := types.Config{
		GoVersion: goVersion,
		Importer:  &checker{vet: &vetter{}, lib: lib},
		Sizes:     types.SizesFor("gc", "amd64"),
	}
	var err error
	s.Package, err = config.Check(path, s.Fset, s.Files, s.Info)
	if err != nil {
		return nil, fmt.Errorf("source of package %s: %w", path, err)
	}
	return s, nil
}
