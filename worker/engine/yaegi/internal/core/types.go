package core

import (
	"fmt"
	"go/types"
	"reflect"
	"strconv"
	"strings"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// A typeTable knows the types of a program by their keys.
type typeTable struct {
	context   *types.Context
	keys      map[types.Type]string
	locals    map[*types.TypeName]int
	texts     map[string]string       // key to core
	structs   map[string]*structType  // by key
	byType    map[string]reflect.Type // key to representation
	patches   []patch
	active    map[string]bool
	recursive map[string]bool // by key
}

func (t *typeTable) init() {
	t.context = types.NewContext()
	t.keys = map[types.Type]string{}
	t.locals = map[*types.TypeName]int{}
	t.texts = map[string]string{}
	t.structs = map[string]*structType{}
	t.byType = map[string]reflect.Type{}
	t.active = map[string]bool{}
	t.recursive = map[string]bool{}
}

// isInterface says whether values of the type are rt.Iface. A type parameter
// must have been replaced before.
func isInterface(t types.Type) bool { return types.IsInterface(t) }

// native finds the compiled type behind a named type.
func (e *emitter) native(t *types.Named) (reflect.Type, bool) {
	obj := t.Obj()
	if obj.Pkg() == nil || e.modules[obj.Pkg().Path()] != nil && !e.modules[obj.Pkg().Path()].library || t.TypeArgs().Len() > 0 {
		return nil, false
	}
	if m := e.modules[obj.Pkg().Path()]; m != nil {
		if o := m.syntax.Package.Scope().Lookup(obj.Name()); o != nil {
			return nil, false // held as source
		}
	}
	return e.in.Native(obj.Pkg().Path(), obj.Name())
}

// text writes a type in core.
func (e *emitter) text(t types.Type) string {
	t = types.Unalias(t)
	if b, ok := t.(*types.Basic); ok {
		if b.Kind() == types.UnsafePointer {
			panic("unsafe.Pointer in a genome")
		}
		return basicName(b)
	}
	k := e.key(t)
	if s, ok := e.types.texts[k]; ok {
		return s
	}
	if e.types.active[k] {
		panic(recursiveType{t})
	}
	e.types.active[k] = true
	s := e.makeText(t)
	delete(e.types.active, k)
	e.types.texts[k] = s
	return s
}

// recursiveType is raised for types such as type T []T.
type recursiveType struct{ t types.Type }

func (e *emitter) makeText(t types.Type) string {
	switch t := t.(type) {
	case *types.Named:
		if isInterface(t) || e.isRecursive(t) {
			return "p.Iface"
		}
		if n, ok := e.native(t); ok {
			if n.Kind() == reflect.Func {
				return e.text(t.Underlying())
			}
			name := "X_" + mangle(t.Obj().Pkg().Path()) + "_" + t.Obj().Name()
			e.table[name] = reflect.Zero(reflect.PointerTo(n))
			return "p." + name
		}
		if _, ok := t.Underlying().(*types.Struct); ok {
			return e.structText(t)
		}
		return e.text(t.Underlying())
	case *types.Pointer:
		return "*" + e.text(t.Elem())
	case *types.Slice:
		return "[]" + e.text(t.Elem())
	case *types.Array:
		return "[" + strconv.FormatInt(t.Len(), 10) + "]" + e.text(t.Elem())
	case *types.Chan:
		switch t.Dir() {
		case types.SendOnly:
			return "chan<- " + e.text(t.Elem())
		case types.RecvOnly:
			return "<-chan " + e.text(t.Elem())
		}
		if c, ok := t.Elem().(*types.Chan); ok && c.Dir() == types.RecvOnly {
			return "chan (" + e.text(t.Elem()) + ")"
		}
		return "chan " + e.text(t.Elem())
	case *types.Map:
		return "map[" + e.text(t.Key()) + "]" + e.text(t.Elem())
	case *types.Signature:
		return "func" + e.signatureText(t, nil, nil)
	case *types.Struct:
		return e.structText(t)
	case *types.Interface:
		return "p.Iface"
	}
	panic(fmt.Sprintf("no core type for %s (%T)", t, t))
}

// signatureText writes parameters and results, named if names are given.
func (e *emitter) signatureText(t *types.Signature, params, results []string) string {
	var b strings.Builder
	b.WriteString("(")
	for i := range t.Params().Len() {
		if i > 0 {
			b.WriteString(", ")
		}
		if params != nil {
			b.WriteString(params[i] + " ")
		}
		pt := t.Params().At(i).Type()
		if t.Variadic() && i == t.Params().Len()-1 && !packed(t) {
			if s, ok := pt.Underlying().(*types.Slice); ok {
				b.WriteString("..." + e.text(s.Elem()))
				continue
			}
		}
		b.WriteString(e.text(pt))
	}
	b.WriteString(")")
	switch n := t.Results().Len(); {
	case n == 0:
	case n == 1 && results == nil:
		b.WriteString(" " + e.text(t.Results().At(0).Type()))
	default:
		b.WriteString(" (")
		for i := range n {
			if i > 0 {
				b.WriteString(", ")
			}
			if results != nil {
				b.WriteString(results[i] + " ")
			}
			b.WriteString(e.text(t.Results().At(i).Type()))
		}
		b.WriteString(")")
	}
	return b.String()
}

// structText names the type of a struct in the table.
func (e *emitter) structText(t types.Type) string {
	s := e.structOf(t)
	return "p." + s.name
}

// mangle makes an identifier of an import path.
func mangle(path string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, path)
}

// descriptor returns the descriptor of a type and its name in core. The
// representation of the type is told to the universe.
func (e *emitter) descriptor(t types.Type) (*rt.Type, string) {
	t = e.canon(t)
	d := e.u.Of(t)
	name := "T" + strconv.Itoa(d.ID)
	if _, ok := e.table[name]; !ok {
		e.table[name] = reflect.ValueOf(&d).Elem()
	}
	return d, "p." + name
}

// packed says whether a variadic function takes a plain slice in core: the
// interpreter does not know variadic parameters of directed channels.
func packed(t *types.Signature) bool {
	if !t.Variadic() {
		return false
	}
	s, ok := t.Params().At(t.Params().Len() - 1).Type().Underlying().(*types.Slice)
	if !ok {
		return false
	}
	c, ok := s.Elem().Underlying().(*types.Chan)
	return ok && c.Dir() != types.SendRecv
}
