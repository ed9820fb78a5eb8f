package vet

import (
	"bytes"
	"embed"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"strings"
	"sync"

	"github.com/petri-lab/petri/genome/stdlib"
)

//go:generate go run ./internal/genstd .

// exportData holds the types of the standard packages that genomes may import:
// std/PATH.a, in the compiler's format.
//
//go:embed std
var exportData embed.FS

// theLibrary is the process's one library.
var theLibrary = sync.OnceValue(newLibrary)

func newLibrary() *library {
	return &library{
		offered: map[string]*types.Package{},
		parts:   map[string]*types.Package{},
		whole:   newImporter(),
	}
}

// A library is the standard library as genomes see it. A package is read when
// it is imported for the first time, and then kept.
//
// Reading a package may complete others, which earlier packages mention.
// Therefore whoever checks types holds mu for reading, and imports what he needs
// before.
type library struct {
	mu      sync.RWMutex
	offered map[string]*types.Package // as genomes see them
	// parts are the packages that exist as parts only, as they were read. Other
	// packages mention types of the whole ones, which are not these.
	parts map[string]*types.Package
	whole exportImporter
	lines sync.Once // releases the importer's line numbers
}

// An exportImporter reads the embedded data. Its positions mean nothing.
type exportImporter struct {
	types.Importer
	fset *token.FileSet
}

func newImporter() exportImporter {
	fset := token.NewFileSet()
	return exportImporter{fset: fset, Importer: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		data, err := exportData.ReadFile("std/" + path + ".a")
		if err != nil {
			return nil, err
		}
		return io.NopCloser(bytes.NewReader(data)), nil
	})}
}

// isWithheld tells whether a package has an exported name that genomes do not
// see.
func isWithheld(path, name string) bool {
	return strings.Contains(withheld(path), " "+name+" ")
}

// load makes packages ready for Import. Those that genomes are not offered are
// left out.
func (l *library) load(paths []string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, path := range paths {
		if l.offered[path] != nil || !stdlib.Offered(path) {
			continue
		}
		p, err := l.read(path)
		if err != nil {
			return fmt.Errorf("types of package %s: %w", path, err)
		}
		l.offered[path] = p
	}
	return nil
}

// read makes a package of the names that are offered. The objects remain those
// of the whole package, so that types are identical wherever they come from.
func (l *library) read(path string) (*types.Package, error) {
	in := l.whole
	if stdlib.Reduced(path) {
		in = newImporter()
	}
	whole, err := in.Import(path)
	if err != nil {
		return nil, err
	}
	l.lines.Do(func() { releaseLines(in.fset) })
	if stdlib.Reduced(path) {
		l.parts[path] = whole
	}
	p := types.NewPackage(path, whole.Name())
	for _, name := range whole.Scope().Names() {
		if token.IsExported(name) && !isWithheld(path, name) {
			p.Scope().Insert(whole.Scope().Lookup(name))
		}
	}
	p.SetImports(whole.Imports())
	p.MarkComplete()
	return p, nil
}
