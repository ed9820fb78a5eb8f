package vet

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"

	"github.com/petri-lab/petri/genome"
)

// A vetter is one run of Check.
type vetter struct {
	profile genome.Profile
	caps    genome.Caps
	fset    *token.FileSet
	modules []*module
	byName  map[string]*module
	// elsewhere are the modules whose functions may lack their bodies.
	elsewhere []string
	// opaque says that some file could not be looked into, so that a module may
	// exist although nobody has seen its name.
	opaque bool
	// dear says that the source has something in it that would take the type
	// checker too long.
	dear bool
	work int // done for the compiler's words: see words.go

	// Of each kind no more are kept than a report can list: a file of a
	// megabyte has room for a hundred thousand violations.
	denials, faults  []placed
	denied, breakage int // how many there were
}

// A placed diagnostic knows where in the genome it belongs.
type placed struct {
	genome.Diagnostic
	source *source
}

func (v *vetter) isModule(path string) bool { return v.byName[path] != nil }

// denier returns what reports violations of a rule in a file.
func (v *vetter) denier(f *source, r rule) finding {
	return func(pos token.Pos, what string) {
		v.dear = v.dear || r.dear
		if v.denied++; v.denied <= MaxDiagnostics {
			v.denials = append(v.denials, place(f, pos, r.name, what+": "+r.why))
		}
	}
}

// broken reports a fault that is not a violation of a rule.
func (v *vetter) broken(f *source, pos token.Pos, rule, message string) {
	if v.breakage++; v.breakage <= MaxDiagnostics {
		v.faults = append(v.faults, place(f, pos, rule, message))
	}
}

func place(f *source, pos token.Pos, rule, message string) placed {
	d := genome.Diagnostic{Rule: rule, Message: message, File: f.name}
	if pos.IsValid() {
		at := f.file.PositionFor(pos, false)
		d.Line, d.Column = at.Line, at.Column
	}
	return placed{d, f}
}

// report puts the diagnostics in the order of the genome. If there are too
// many, denials are kept first: they decide the verdict.
func (v *vetter) report() *Report {
	all := append(v.denials, v.faults...)
	if len(all) > MaxDiagnostics {
		all = all[:MaxDiagnostics]
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(
			cmp.Compare(a.source.module.index, b.source.module.index),
			cmp.Compare(a.source.index, b.source.index),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column))
	})
	r := &Report{Denied: v.denied > 0}
	for _, d := range all {
		// Only now is it known what an unnamed module is called.
		d.Module = d.source.module.name
		r.Diagnostics = append(r.Diagnostics, d.Diagnostic)
	}
	if more := v.denied + v.breakage - len(all); more > 0 {
		r.Diagnostics = append(r.Diagnostics, genome.Diagnostic{Rule: "limit", Message: fmt.Sprintf("%d more violations are not listed", more)})
	}
	return r
}
