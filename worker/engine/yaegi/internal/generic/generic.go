// Package generic holds generic standard packages as source that the
// interpreter can compile: cmp, iter, maps and slices. A compiled program has
// no value of a generic function that could stand in a symbol table.
//
// The sources are written for the interpreter's limits, not for a compiler:
//   - Type parameters have names that no genome uses, because the interpreter
//     looks them up in the scope of the caller.
//   - They are inferred from the parameters in order of appearance, and a
//     slice or map is described by its elements, because the interpreter knows
//     no core types. A named slice type works and comes back unnamed.
//   - Functions without a generic result take any and are native: inference
//     fails on values whose type is a compiled one, like strings.Fields(s).
//   - Constraints are any. Whether a call is well typed is checked elsewhere,
//     before the interpreter sees it.
//   - Iterators are plain functions. Genomes cannot range over them, but pass
//     them on (slices.Sorted(maps.Keys(m))) or call them.
package generic

import (
	_ "embed" // for the sources
	"strings"
)

// NativePath is the import path of the table that the sources use besides the
// standard library. Genomes cannot import it.
const NativePath = "petri.native"

//go:embed src/cmp.go.txt
var cmpSource string

//go:embed src/iter.go.txt
var iterSource string

//go:embed src/maps.go.txt
var mapsSource string

//go:embed src/slices.go.txt
var slicesSource string

// Paths lists the packages, sorted by import path.
func Paths() []string { return []string{"cmp", "iter", "maps", "slices"} }

// Source returns a package's one file with the functions that wanted accepts,
// or "" if there is no such package. It imports only packages of the symbol
// tables and NativePath. Loading a whole package takes ten times as long as
// loading a small genome, and no function needs another.
func Source(path string, wanted func(name string) bool) string {
	var all string
	switch path {
	case "cmp":
		all = cmpSource
	case "iter":
		all = iterSource
	case "maps":
		all = mapsSource
	case "slices":
		all = slicesSource
	}
	const start = "\nfunc "
	head, rest, more := strings.Cut(all, start)
	var b strings.Builder
	b.WriteString(head)
	for more {
		var f string
		f, rest, more = strings.Cut(rest, start)
		if name := f[:strings.IndexAny(f, "[(")]; wanted(name) {
			b.WriteString(start + f)
		}
	}
	return b.String()
}
