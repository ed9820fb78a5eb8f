package yaegi

import (
	"go/ast"
	"reflect"
	"strings"
)

// How a module hands its functions out: the package exportPath, which genomes
// cannot import, has one function, which takes them all.
const (
	exportPath = "petri.host"
	exportName = "petri_host_"
)

// lowerExport notes the functions that can be called from outside: exported
// ones that are not generic, and main of a package main.
func lowerExport(l *lowering) []edit {
	m := l.source.module
	for _, decl := range l.file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Recv != nil || f.Type.TypeParams != nil {
			continue
		}
		if f.Name.IsExported() || f.Name.Name == "main" && m.pkg == "main" {
			m.exports = append(m.exports, f.Name.Name)
		}
	}
	return nil
}

// handOut makes a file that hands out the functions which the passes noted.
// It is a file of its own and not the author's. The interpreter's own way,
// Symbols, cannot be used: it panics if a package exports a generic function.
func (m *module) handOut() []byte {
	names := append(append([]string{}, m.inits...), m.exports...)
	pkg := m.pkg
	if pkg == "main" {
		pkg = "main_"
	}
	return []byte("package " + pkg + "\nimport " + exportName + " \"" + exportPath + "\"\n" +
		"var petri_export_ = " + exportName + ".Export(" + strings.Join(names, ", ") + ")\n")
}

// exportTable is the table of the package exportPath. It fills the functions
// of the module that is being loaded.
func exportTable(src *sources) map[string]reflect.Value {
	return map[string]reflect.Value{
		"Export": reflect.ValueOf(func(functions ...any) int {
			m := src.current
			names := append(append([]string{}, m.inits...), m.exports...)
			m.functions = map[string]reflect.Value{}
			for i, f := range functions {
				m.functions[names[i]] = reflect.ValueOf(f)
			}
			return 0
		}),
	}
}
