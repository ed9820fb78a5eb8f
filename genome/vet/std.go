package vet

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/petri-lab/petri/genome/stdlib"
	"github.com/petri-lab/petri/genome/vet/internal/stdtypes"
)

//go:generate go run ./internal/genstd .

// stdTypes are the types of the standard packages that genomes may import, as
// package stdtypes has them.
//
//go:embed std.types
var stdTypes string

// theLibrary is the process's one library.
var theLibrary = sync.OnceValue(newLibrary)

func newLibrary() *library {
	return &library{
		offered: map[string]*types.Package{},
		parts:   map[string]*stdtypes.Universe{},
		whole:   stdtypes.New(stdTypes, ""),
	}
}

// A library is the standard library as genomes see it. Of a package there are
// the objects that genomes have named so far, which are kept.
//
// To make an object may complete others, which earlier ones mention. Therefore
// whoever checks types holds mu for reading, and loads what he needs before.
type library struct {
	mu      sync.RWMutex
	offered map[string]*types.Package // as genomes see them
	whole   *stdtypes.Universe
	// parts are for the packages that exist as parts only. Other packages
	// mention types of the whole ones, which are not these.
	parts map[string]*stdtypes.Universe
}

// A want is what of a package is needed: all of it, or what is called one of the
// names. In which letters does not matter: the type checker tells who errs in
// that what there is.
type want struct {
	path  string
	all   bool
	names []string
}

func (w *want) includes(name string) bool {
	return w.all || slices.ContainsFunc(w.names, func(n string) bool { return strings.EqualFold(n, name) })
}

// wants finds out what files need of the packages that they import.
func wants(files []*ast.File) []want {
	var list []want
	for _, f := range files {
		local := map[string][]int{} // what the file calls packages, and their places in the list
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				continue
			}
			i := imported{path: path}
			if spec.Name != nil {
				i.alias = spec.Name.Name
			}
			local[i.localName()] = append(local[i.localName()], len(list))
			list = append(list, want{path: path, all: i.alias == "."})
		}
		if len(local) == 0 {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok {
				for _, i := range local[x.Name] {
					if w := &list[i]; !slices.Contains(w.names, s.Sel.Name) {
						w.names = append(w.names, s.Sel.Name)
					}
				}
			}
			return true
		})
	}
	return list
}

// isWithheld tells whether a package has an exported name that genomes do not
// see.
func isWithheld(path, name string) bool {
	return strings.Contains(withheld(path), " "+name+" ")
}

// load makes packages ready for Import, with what is wanted of them. Those that
// genomes are not offered are left out.
func (l *library) load(list []want) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, w := range list {
		if stdlib.Offered(w.path) {
			l.take(w)
		}
	}
}

// take puts objects into a package. They remain those of the whole package, so
// that types are identical wherever they come from.
func (l *library) take(w want) {
	from := l.whole
	if stdlib.Reduced(w.path) {
		if l.parts[w.path] == nil {
			l.parts[w.path] = stdtypes.New(stdTypes, w.path)
		}
		from = l.parts[w.path]
	}
	p := l.offered[w.path]
	if p == nil {
		p = types.NewPackage(w.path, from.Package(w.path).Name())
		p.MarkComplete()
		l.offered[w.path] = p
	}
	for name := range from.Names(w.path) {
		if w.includes(name) && token.IsExported(name) && !isWithheld(w.path, name) {
			p.Scope().Insert(from.Lookup(w.path, name))
		}
	}
}

// isOffered tells whether genomes may see an object of the standard library, by
// the package that it is of.
func (l *library) isOffered(o types.Object) bool {
	path := o.Pkg().Path()
	if !stdlib.Offered(path) {
		return false
	}
	return !stdlib.Reduced(path) || l.parts[path] != nil && o.Pkg() == l.parts[path].Package(path)
}
