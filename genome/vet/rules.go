package vet

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"sync"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/stdlib"
)

// A rule is one thing that source may not do. To violate it makes a genome
// denied, not merely broken. Of file, node and typed one is set; a rule without
// any is applied where the type checker's errors are read.
type rule struct {
	name string // Diagnostic.Rule
	why  string // ends the message: what was found, then why it is refused

	// dear says that what violates the rule must not reach the type checker.
	dear bool
	// off tells whether the profile lifts the rule; nil for never.
	off func(genome.Profile) bool
	// file is called once for each file, node for each node of its tree in
	// source order. Trees of files that do not parse are partial. Either calls
	// found for what violates the rule.
	file func(f *source, found finding)
	node func(n ast.Node, found finding)
	// typed is called like node, but for modules that were type-checked.
	typed func(n ast.Node, c *checker, found finding)
}

// A finding takes what violates a rule: where, and what it is.
type finding func(pos token.Pos, what string)

// theRules are made once, as every genome meets them. They are not changed.
var theRules = sync.OnceValue(rules)

// rules lists every rule. It is a function because tables at package level can
// be written to.
func rules() []rule {
	return []rule{{
		name: "import",
		why:  "the profile does not allow it",
		file: importRule,
	}, {
		name: "import",
		why:  "no profile allows it",
		file: offerRule,
	}, {
		name: "unsafe",
		why:  "it leads out of the language, and no profile allows it",
		file: unsafeRule,
	}, {
		name: "dot-import",
		why:  "it hides where names come from",
		off:  func(p genome.Profile) bool { return p.DotImports },
		file: dotImportRule,
	}, {
		name: "directive",
		why:  "instructions to the compiler are not allowed",
		file: directiveRule,
	}, {
		name: "constraint",
		why:  "a genome is of the language of go1.22 or later",
		file: constraintRule,
	}, {
		name:  "goroutine",
		why:   "the profile does not allow goroutines",
		off:   func(p genome.Profile) bool { return p.Goroutines },
		node:  goroutineRule,
		typed: starterRule,
	}, {
		name:  "clock",
		why:   "the profile does not allow to depend on time",
		off:   func(p genome.Profile) bool { return p.Clock },
		typed: clockRule,
	}, {
		name:  "random",
		why:   "the profile allows only generators that the genome seeds",
		off:   func(p genome.Profile) bool { return p.Random },
		typed: randomRule,
	}, {
		name:  "library-variable",
		why:   "variables of the standard library are not the genome's to change",
		typed: variableRule,
	}, {
		name:  symbolRule().name,
		why:   symbolRule().why,
		typed: memberRule,
	}, {
		name: "constant",
		why:  "to compute it could take unbounded time and memory",
		dear: true,
		node: constantRule,
	}}
}

// importRule denies packages that the profile does not allow, though another
// might, and everything that would have to come from outside the genome. Names
// of neither kind are left to the linker.
func importRule(f *source, found finding) {
	for _, i := range f.imports {
		switch {
		case f.vet.isModule(i.path) || stdlib.Forbidden(i.path) || f.vet.profile.Allows(i.path):
		case outside(i.path):
			found(i.pos, "import of "+strconv.Quote(i.path)+" from outside the genome")
		case stdlib.Offered(i.path):
			found(i.pos, "import of "+strconv.Quote(i.path)+" under profile "+f.vet.profile.Name)
		}
	}
}

// offerRule denies standard packages that genomes are not offered.
func offerRule(f *source, found finding) {
	for _, i := range f.imports {
		known := stdlib.Known(i.path) || private(i.path)
		if known && !f.vet.isModule(i.path) && !stdlib.Forbidden(i.path) && !stdlib.Offered(i.path) && !outside(i.path) {
			found(i.pos, "import of "+strconv.Quote(i.path))
		}
	}
}

func unsafeRule(f *source, found finding) {
	for _, i := range f.imports {
		if stdlib.Forbidden(i.path) {
			found(i.pos, "import of "+strconv.Quote(i.path))
		}
	}
}

func dotImportRule(f *source, found finding) {
	for _, i := range f.imports {
		if i.alias == "." {
			found(i.pos, "dot-import of "+strconv.Quote(i.path))
		}
	}
}

// directiveRule denies comments that compilers and tools obey: go:linkname and
// its like, cgo's export, and line, which would falsify the positions of
// everything that is reported later.
func directiveRule(f *source, found finding) {
	for _, group := range f.tree.Comments {
		for _, c := range group.List {
			if d := directive(c.Text); d != "" {
				found(c.Slash, "directive "+d)
			}
		}
	}
}

// directive returns the directive that a comment is, without its arguments, or
// "". The ones that change nothing are none.
func directive(comment string) string {
	if strings.HasPrefix(comment, "/*line ") {
		return "/*line"
	}
	word, _, _ := strings.Cut(comment, " ")
	word, _, _ = strings.Cut(word, "\t")
	switch {
	case word == "//line" || word == "//export" || strings.HasPrefix(word, "//extern"):
		return word
	case strings.HasPrefix(word, "//go:") && !harmless(strings.TrimPrefix(word, "//go:")):
		return word
	}
	return ""
}

// harmless tells whether a //go: directive changes nothing that a genome could
// see: those about inlining, stacks and instruments, those that tools read, and
// build, which is constraintRule's. What no compiler knows is not: it may be a
// slip of the pen, which the compiler passes over, or mean something some day.
func harmless(name string) bool {
	switch name {
	case "build", "fix", "generate", "nocheckptr", "noinline", "norace", "nosplit", "registerparams", "uintptrescapes":
		return true
	}
	return false
}

func goroutineRule(n ast.Node, found finding) {
	switch n := n.(type) {
	case *ast.GoStmt:
		found(n.Go, "go statement")
	case *ast.SelectStmt:
		found(n.Select, "select statement")
	case *ast.ChanType:
		found(n.Begin, "channel")
	}
}
