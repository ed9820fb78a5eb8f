// Package offer decides which names of a standard package genomes see. It is
// for generators, which have the package's types, and for their tests.
package offer

import (
	"go/types"
	"slices"
	"strings"

	"github.com/petri-lab/petri/genome/stdlib"
)

// Split sorts the exported names of a package: those that genomes see, and
// those that are withheld from them.
func Split(p stdlib.Package, tp *types.Package) (offered, withheld []string) {
	for _, name := range tp.Scope().Names() {
		o := tp.Scope().Lookup(name)
		switch {
		case !o.Exported():
		case slices.Contains(p.Own, name) || FromSource(p, name) || Compiled(o):
			offered = append(offered, name)
		default:
			withheld = append(withheld, name)
		}
	}
	return offered, withheld
}

// FromSource tells whether the engine brings a name as Go source.
func FromSource(p stdlib.Package, name string) bool {
	return slices.Contains(p.Source, name) || slices.Contains(p.Source, "*")
}

// Compiled tells whether an object can be given to genomes in compiled form:
// it is not generic, for a compiled program has no value of a generic function,
// no constraint, and shows no raw address.
func Compiled(o types.Object) bool {
	switch o := o.(type) {
	case *types.Func:
		sig := o.Type().(*types.Signature)
		return sig.TypeParams().Len() == 0 && !mentionsMemory(sig)
	case *types.Var:
		return !mentionsMemory(o.Type())
	case *types.TypeName:
		return compiledType(types.Unalias(o.Type()))
	}
	return true
}

func compiledType(t types.Type) bool {
	if named, ok := t.(*types.Named); ok && named.TypeParams().Len() > 0 {
		return false
	}
	if iface, ok := t.Underlying().(*types.Interface); ok && !iface.IsMethodSet() {
		return false
	}
	// atomic.Uintptr and its like show addresses in their methods.
	return !mentionsMemory(t.Underlying()) && !methodsMentionMemory(t)
}

// mentionsMemory tells whether a type can carry a raw address in its exported
// surface.
func mentionsMemory(t types.Type) bool {
	s := types.TypeString(t, nil)
	return strings.Contains(s, "unsafe.Pointer") || strings.Contains(s, "uintptr")
}

func methodsMentionMemory(t types.Type) bool {
	for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		if m.Obj().Exported() && mentionsMemory(m.Type()) {
			return true
		}
	}
	return false
}
