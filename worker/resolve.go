package worker

import (
	"go/parser"
	"go/token"

	"github.com/petri-lab/petri/ipc/workerpb"
)

// resolve names the module that came without a name after its package clause,
// and drops the serving module whose place it takes. A module whose package
// clause does not parse stays unnamed: vetting will say why.
func resolve(modules []*workerpb.Module) (resolved []*workerpb.Module, unnamed string) {
	for _, m := range modules {
		if m.GetName() == "" && len(m.GetFiles()) > 0 {
			f, err := parser.ParseFile(token.NewFileSet(), "", m.GetFiles()[0].GetText(), parser.PackageClauseOnly)
			if err == nil && f.Name != nil {
				unnamed = f.Name.Name
				m.Name = unnamed
			}
		}
	}
	for _, m := range modules {
		if m.GetKept() && m.GetName() == unnamed {
			continue
		}
		resolved = append(resolved, m)
	}
	return resolved, unnamed
}
