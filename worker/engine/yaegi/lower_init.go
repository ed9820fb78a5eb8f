package yaegi

import (
	"fmt"
	"go/ast"
)

// initPrefix begins the new names of init functions; a number follows.
const initPrefix = "petri_init_"

// lowerInit renames init functions so that the program calls them instead of
// the interpreter. The interpreter runs init functions even if it was stopped
// while it compiled their package, and then nothing stops them any more.
func lowerInit(l *lowering) []edit {
	var edits []edit
	for _, decl := range l.file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Recv != nil || f.Name.Name != "init" {
			continue
		}
		m := l.source.module
		name := fmt.Sprintf("%s%d", initPrefix, len(m.inits))
		m.inits = append(m.inits, name)
		edits = append(edits, edit{l.offset(f.Name.Pos()), len("init"), name})
	}
	return edits
}
