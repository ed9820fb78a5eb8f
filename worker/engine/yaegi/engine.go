// Package yaegi executes genomes with the yaegi interpreter.
//
// A program is one interpreter and the modules loaded into it. What it can
// reach is what its symbol tables hold (packages symbols and host) and what
// its Env gives it: sources come from memory, the standard library is an
// allow-list, streams are the Env's own. That keeps an honest genome away from
// the host by accident; it is no boundary against a hostile one, which the
// worker's jail is.
//
// The interpreter is wrong about much of Go, so it never sees a genome's
// source: package core translates the type-checked modules, and the parts of
// the standard library that are held as source, into one program in a small
// part of Go that the interpreter is right about, and package rt does at run
// time what needs Go's types. Positions in everything that comes back are the
// author's. What cannot be translated is refused with a diagnostic.
package yaegi

//go:generate go run ./internal/gensym symbols

import (
	"io"
	"slices"
	"strings"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/host"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib"
	"github.com/petri-lab/petri/worker/engine/yaegi/symbols"
)

// New returns the engine. It holds no state; one serves a whole process.
func New() engine.Engine { return interpreter{} }

type interpreter struct{}

func (interpreter) Packages() []string {
	paths := slices.Concat(symbols.Paths(), host.Paths(), lib.Paths())
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
	return &program{env: env, ended: make(chan struct{})}
}
