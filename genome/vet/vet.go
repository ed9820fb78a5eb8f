package vet

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/stdlib"
)

// MaxDiagnostics is how many diagnostics a Report lists; one more then says how
// many it left out.
const MaxDiagnostics = 100

// A Report is what Check has to say about a genome.
type Report struct {
	// Modules are the modules in dependency order: a module comes after those
	// that it imports. It is empty if there are diagnostics.
	Modules []Parsed
	// Diagnostics are all violations, each with its position, in the order of
	// the genome.
	Diagnostics []genome.Diagnostic
	// Denied says that at least one diagnostic stands for something that the
	// source may not do. If it is false and there are diagnostics, the source
	// is merely broken.
	Denied bool
}

// OK tells whether the genome may be loaded.
func (r *Report) OK() bool { return len(r.Diagnostics) == 0 }

// A Parsed is a module that passed vetting.
type Parsed struct {
	Name    string        // import name; never empty
	Package string        // name in its package clause
	Imports []string      // everything its files import, sorted: standard packages and modules
	Files   []genome.File // as in the genome, not copied
	Syntax  *Syntax       // the files, parsed and type-checked
}

// Check vets a genome under a profile, and prepares what loading needs: names
// and order of the modules, and their checked syntax.
//
// Denied are the imports, statements and names that the profile does not allow,
// and, whatever the profile, package unsafe, cgo, instructions to the compiler,
// build constraints, names of the standard library that genomes are not
// offered, assignments to its variables, and constants and types that are too
// dear to compute. Broken is what the compiler would not compile: source that
// does not parse or whose types are wrong, or whose modules do not fit together:
// files of a module must agree on their package, a module's package must be main
// or the last element of its name, imports must exist, must not be a package
// main and must not form a cycle. Broken is also what is nested too deeply, and
// a module that has the name of a standard package that the profile allows.
//
// Types are checked in each module that parses, unless something in the genome
// would take the type checker too long; what a module cannot know because
// another one is broken is not held against it.
func Check(g genome.Genome, p genome.Profile, c genome.Caps) *Report {
	return CheckApart(g, p, c, nil)
}

// CheckApart is Check for a genome of which some modules are elsewhere: what it
// has of them are declarations, and their functions may lack their bodies.
func CheckApart(g genome.Genome, p genome.Profile, c genome.Caps, elsewhere []string) *Report {
	v := &vetter{profile: p, caps: c.OrDefault(), fset: token.NewFileSet(), elsewhere: elsewhere}
	if err := g.Check(c); err != nil {
		// Positions mean nothing in a genome whose names may be anything.
		return &Report{Diagnostics: []genome.Diagnostic{{Rule: "structure", Message: err.Error()}}}
	}
	for _, m := range g {
		v.parse(m)
	}
	v.name()
	table := theRules()
	for _, m := range v.modules {
		for _, f := range m.sources {
			v.apply(table, f)
		}
	}
	for _, m := range v.modules {
		v.chainRule(m)
	}
	if !v.dear {
		v.growthRule()
	}
	order := v.link()
	if !v.dear {
		v.types(order)
	}
	r := v.report()
	if r.OK() {
		for _, i := range order {
			m := v.modules[i]
			r.Modules = append(r.Modules, Parsed{Name: m.name, Package: m.pkg, Imports: m.imports(), Files: m.files, Syntax: m.syntax})
		}
	}
	return r
}

// apply runs the rules that the profile does not lift over one file.
func (v *vetter) apply(table []rule, f *source) {
	if f.tree == nil {
		return
	}
	type check struct {
		node  func(ast.Node, finding)
		found finding
	}
	var checks []check
	for _, r := range table {
		if r.off != nil && r.off(v.profile) {
			continue
		}
		found := v.denier(f, r)
		if r.file != nil {
			r.file(f, found)
		}
		if r.node != nil {
			checks = append(checks, check{r.node, found})
		}
	}
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if n != nil {
			if _, ok := n.(*ast.DeclStmt); ok {
				f.localTypes = true
			}
			for _, c := range checks {
				c.node(n, c.found)
			}
		}
		return true
	})
}

// link decides the order of the modules, as indexes, and finds the imports that
// lead nowhere.
func (v *vetter) link() []int {
	graph := make(map[string][]string, len(v.modules))
	index := make(map[string]int, len(v.modules))
	for i, m := range v.modules {
		v.linkImports(m)
		if m.name != "" {
			graph[m.name] = m.imports()
			index[m.name] = i
		}
	}
	names, err := Order(graph)
	if err != nil {
		v.cycle(err, v.modules[index[err.(*CycleError).Path[0]]])
		return nil
	}
	order := make([]int, len(names))
	for i, name := range names {
		order[i] = index[name]
	}
	return order
}

// linkImports checks that each import of a module leads to a package that can
// be imported, and that there are not too many of them.
func (v *vetter) linkImports(m *module) {
	seen := make(map[string]bool)
	for _, f := range m.sources {
		for _, i := range f.imports {
			if !seen[i.path] {
				seen[i.path] = true
				if len(seen) == v.caps.Imports+1 {
					v.broken(f, i.pos, "link", fmt.Sprintf("module imports more than %d packages", v.caps.Imports))
				}
			}
			switch to := v.byName[i.path]; {
			case to != nil && to.pkg == "main":
				v.broken(f, i.pos, "link", fmt.Sprintf("module %q is a package main and cannot be imported", i.path))
			case to == nil && !v.opaque && !stdlib.Known(i.path) && !private(i.path) && !outside(i.path) && i.path != "C":
				v.broken(f, i.pos, "link", fmt.Sprintf("the genome has no module %q", i.path))
			}
		}
	}
}

// cycle reports an import cycle at the import that begins it.
func (v *vetter) cycle(err error, m *module) {
	next := err.(*CycleError).Path[1]
	for _, f := range m.sources {
		for _, i := range f.imports {
			if i.path == next {
				v.broken(f, i.pos, "cycle", err.Error())
				return
			}
		}
	}
}

// imports is everything that the module's files import, sorted.
func (m *module) imports() []string {
	var all []string
	for _, f := range m.sources {
		for _, i := range f.imports {
			all = append(all, i.path)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
