// Package yaegi executes genomes with the yaegi interpreter.
//
// A program is one interpreter and the modules loaded into it. What it can
// reach is what its symbol tables hold (packages symbols and host) and what
// its Env gives it: sources come from memory, the standard library is an
// allow-list, streams are the Env's own. That keeps an honest genome away from
// the host by accident; it is no boundary against a hostile one, which the
// worker's jail is.
//
// Before the interpreter sees a source, a list of passes rewrites it where the
// interpreter's ways differ from Go's or from what Petri needs (see lower.go).
// Positions in everything that comes back are the author's.
//
// Not every Go program runs: the interpreter implements an older dialect. A
// source it cannot compile is refused with a diagnostic.
package yaegi

//go:generate go run ./internal/gensym symbols

import (
	"io"
	"slices"
	"strings"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/generic"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/host"
	"github.com/petri-lab/petri/worker/engine/yaegi/symbols"
)

// New returns the engine. It holds no state; one serves a whole process.
func New() engine.Engine { return interpreter{} }

type interpreter struct{}

func (interpreter) Packages() []string {
	paths := slices.Concat(symbols.Paths(), host.Paths(), generic.Paths())
	slices.Sort(paths)
	return slices.Compact(paths)
}

func (interpreter) New(env engine.Env) engine.Program {
	// The interpreter would take the process's streams in place of missing ones.
	if env.Stdin == nil {
		env.Stdin = strings.NewReader("")
	}
	if env.Stdout == nil {
		env.Stdout = io.Discard
	}
	if env.Stderr == nil {
		env.Stderr = io.Discard
	}
	return &program{env: env}
}

// available says whether genomes can import a standard package.
func available(path string) bool {
	return slices.Contains(symbols.Paths(), path) || slices.Contains(host.Paths(), path) ||
		slices.Contains(generic.Paths(), path)
}
