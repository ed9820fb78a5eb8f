package yaegi

import (
	"go/ast"
	"path"
	"slices"
	"strconv"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/generic"
)

// A genericUse notes which functions of the generic standard packages a
// program uses: package, then function.
type genericUse map[string]map[string]bool

// lowerGeneric notes what a file uses of generic standard packages. A local
// variable that hides such a package only makes it note too much.
func lowerGeneric(l *lowering) []edit {
	names := map[string]string{} // local name to path
	for _, spec := range l.file.Imports {
		importPath, _ := strconv.Unquote(spec.Path.Value)
		if !slices.Contains(generic.Paths(), importPath) {
			continue
		}
		l.all.use(importPath, "")
		name := path.Base(importPath)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = importPath
	}
	if len(names) == 0 {
		return nil
	}
	if importPath, dot := names["."]; dot {
		l.all.use(importPath, "*")
	}
	ast.Inspect(l.file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && names[x.Name] != "" {
				l.all.use(names[x.Name], s.Sel.Name)
			}
		}
		return true
	})
	return nil
}

func (s *sources) use(importPath, function string) {
	if s.generic == nil {
		s.generic = genericUse{}
	}
	if s.generic[importPath] == nil {
		s.generic[importPath] = map[string]bool{}
	}
	s.generic[importPath][function] = true
}

// addGeneric puts the generic standard packages that modules import in front
// of them, as modules of their own.
func (s *sources) addGeneric() {
	var front []*module
	for _, importPath := range generic.Paths() {
		used := s.generic[importPath]
		if used == nil || s.module(importPath) != nil {
			continue // a genome's module of the same name wins
		}
		m := &module{name: importPath, pkg: importPath, imports: []string{"sort", generic.NativePath}}
		text := generic.Source(importPath, func(name string) bool { return used[name] || used["*"] })
		s.add(m, &source{module: m, lowered: []byte(text)})
		front = append(front, m)
	}
	s.modules = append(front, s.modules...)
}
