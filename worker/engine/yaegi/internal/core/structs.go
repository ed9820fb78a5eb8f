package core

import (
	"fmt"
	"go/types"
	"reflect"
	"strings"
	"unsafe"

	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// A structType is a struct type of the program and what represents it.
type structType struct {
	name  string // in the table
	rtype reflect.Type
	typ   types.Type
}

// A patch is a field whose type could not be known when its struct was made.
type patch struct {
	of    reflect.Type
	field int
	typ   types.Type
}

// structOf makes the representation of a struct type.
func (e *emitter) structOf(t types.Type) *structType {
	t = e.canon(t)
	k := e.key(t)
	if s := e.types.structs[k]; s != nil {
		return s
	}
	s := &structType{name: fmt.Sprintf("S%d", len(e.types.structs)+1), typ: t}
	e.types.structs[k] = s
	u := t.Underlying().(*types.Struct)
	recursive := e.reaches(u, k, map[string]bool{})
	fields := make([]reflect.StructField, u.NumFields())
	for i := range fields {
		f := u.Field(i)
		fields[i] = reflect.StructField{Name: fieldName(f, i), Tag: fieldTag(f, u.Tag(i))}
		if recursive {
			fields[i].Type = e.layout(f.Type())
		} else {
			fields[i].Type = e.reflected(f.Type())
		}
	}
	if recursive {
		fields[0].Tag += reflect.StructTag(fmt.Sprintf(" petri_n:\"%s\"", s.name))
	}
	s.rtype = reflect.StructOf(fields)
	if recursive {
		for i := range fields {
			if _, named := types.Unalias(u.Field(i).Type()).Underlying().(*types.Struct); !named {
				e.types.patches = append(e.types.patches, patch{s.rtype, i, u.Field(i).Type()})
			}
		}
	}
	e.table[s.name] = reflect.Zero(reflect.PointerTo(s.rtype))
	e.applyPatches()
	return s
}

// applyPatches gives fields their types. A field's type may be a struct that
// is still being made further out: then its patches wait for that.
func (e *emitter) applyPatches() {
	if e.types.active["patching"] {
		return
	}
	e.types.active["patching"] = true
	defer delete(e.types.active, "patching")
	for _, s := range e.types.structs {
		if s.rtype == nil {
			return
		}
	}
	for len(e.types.patches) > 0 {
		p := e.types.patches[0]
		e.types.patches = e.types.patches[1:]
		setFieldType(p.of, p.field, e.reflected(p.typ))
	}
}

// fieldName is the name of a field in the representation. All are exported, or
// reflection could not set them.
func fieldName(f *types.Var, i int) string {
	switch {
	case f.Name() == "_":
		return fmt.Sprintf("B_%d", i)
	case f.Exported():
		return f.Name()
	}
	return "U_" + f.Name()
}

// isStruct says whether a type is a struct or points to one: then the exported
// fields of an embedded one are the outer struct's, whatever its own name.
func isStruct(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

func fieldTag(f *types.Var, tag string) reflect.StructTag {
	if !f.Exported() && !(f.Embedded() && isStruct(f.Type())) {
		tag = strings.TrimSpace(tag + " " + engine.UnexportedTag + `:""`)
	}
	if f.Embedded() {
		tag = strings.TrimSpace(tag + " " + engine.EmbeddedTag + `:""`)
	}
	return reflect.StructTag(tag)
}

// reaches says whether a type leads to the struct with the key target.
func (e *emitter) reaches(t types.Type, target string, seen map[string]bool) bool {
	switch t := e.canon(types.Unalias(t)).(type) {
	case *types.Named:
		if isInterface(t) {
			return false
		}
		if _, ok := e.native(t); ok {
			return false
		}
		k := e.key(t)
		if k == target {
			return true
		}
		if seen[k] {
			return false
		}
		seen[k] = true
		return e.reaches(t.Underlying(), target, seen)
	case *types.Pointer:
		return e.reaches(t.Elem(), target, seen)
	case *types.Slice:
		return e.reaches(t.Elem(), target, seen)
	case *types.Array:
		return e.reaches(t.Elem(), target, seen)
	case *types.Chan:
		return e.reaches(t.Elem(), target, seen)
	case *types.Map:
		return e.reaches(t.Key(), target, seen) || e.reaches(t.Elem(), target, seen)
	case *types.Signature:
		for i := range t.Params().Len() {
			if e.reaches(t.Params().At(i).Type(), target, seen) {
				return true
			}
		}
		for i := range t.Results().Len() {
			if e.reaches(t.Results().At(i).Type(), target, seen) {
				return true
			}
		}
	case *types.Struct:
		for i := range t.NumFields() {
			if e.reaches(t.Field(i).Type(), target, seen) {
				return true
			}
		}
	}
	return false
}

// layout is a type of the same memory layout, garbage collection and
// comparability as the representation of t, and free of recursion.
func (e *emitter) layout(t types.Type) reflect.Type {
	if isInterface(t) || e.isRecursive(t) {
		return reflect.TypeFor[rt.Iface]()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		if _, ok := e.native(n); ok {
			return e.reflected(t)
		}
		if _, ok := n.Underlying().(*types.Struct); ok {
			return e.structOf(n).rtype
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return reflect.TypeFor[*struct{}]()
	case *types.Slice:
		return reflect.TypeFor[[]struct{}]()
	case *types.Map:
		return reflect.TypeFor[map[int]struct{}]()
	case *types.Chan:
		return reflect.TypeFor[chan struct{}]()
	case *types.Signature:
		return reflect.TypeFor[func()]()
	case *types.Array:
		return reflect.ArrayOf(int(u.Len()), e.layout(u.Elem()))
	case *types.Struct:
		return e.structOf(t).rtype
	}
	return e.reflected(t)
}

// reflected is the representation of a type.
func (e *emitter) reflected(t types.Type) reflect.Type {
	t = types.Unalias(t)
	if isInterface(t) || e.isRecursive(t) {
		return reflect.TypeFor[rt.Iface]()
	}
	k := e.key(t)
	if r := e.types.byType[k]; r != nil {
		return r
	}
	if e.types.active["r "+k] {
		panic(recursiveType{t})
	}
	e.types.active["r "+k] = true
	defer delete(e.types.active, "r "+k)
	r := e.reflect(t)
	e.types.byType[k] = r
	return r
}

func (e *emitter) reflect(t types.Type) reflect.Type {
	if n, ok := t.(*types.Named); ok {
		if r, ok := e.native(n); ok && r.Kind() != reflect.Func {
			return r
		}
		if _, ok := n.Underlying().(*types.Struct); ok {
			return e.structOf(n).rtype
		}
		return e.reflected(n.Underlying())
	}
	switch t := t.(type) {
	case *types.Basic:
		return basicType(t)
	case *types.Pointer:
		return reflect.PointerTo(e.reflected(t.Elem()))
	case *types.Slice:
		return reflect.SliceOf(e.reflected(t.Elem()))
	case *types.Array:
		return reflect.ArrayOf(int(t.Len()), e.reflected(t.Elem()))
	case *types.Chan:
		return reflect.ChanOf(chanDir(t.Dir()), e.reflected(t.Elem()))
	case *types.Map:
		return reflect.MapOf(e.reflected(t.Key()), e.reflected(t.Elem()))
	case *types.Signature:
		return e.reflectedFunc(t, nil)
	case *types.Struct:
		return e.structOf(t).rtype
	}
	panic(fmt.Sprintf("no representation of %s", t))
}

// reflectedFunc is the representation of a function type, with parameters in
// front.
func (e *emitter) reflectedFunc(t *types.Signature, front []reflect.Type) reflect.Type {
	in := append([]reflect.Type(nil), front...)
	for i := range t.Params().Len() {
		in = append(in, e.reflected(t.Params().At(i).Type()))
	}
	var out []reflect.Type
	for i := range t.Results().Len() {
		out = append(out, e.reflected(t.Results().At(i).Type()))
	}
	return reflect.FuncOf(in, out, t.Variadic() && !packed(t))
}

func chanDir(d types.ChanDir) reflect.ChanDir {
	switch d {
	case types.SendOnly:
		return reflect.SendDir
	case types.RecvOnly:
		return reflect.RecvDir
	}
	return reflect.BothDir
}

func basicType(t *types.Basic) reflect.Type {
	switch basicName(t) {
	case "bool":
		return reflect.TypeFor[bool]()
	case "string":
		return reflect.TypeFor[string]()
	case "int":
		return reflect.TypeFor[int]()
	case "int8":
		return reflect.TypeFor[int8]()
	case "int16":
		return reflect.TypeFor[int16]()
	case "int32":
		return reflect.TypeFor[int32]()
	case "int64":
		return reflect.TypeFor[int64]()
	case "uint":
		return reflect.TypeFor[uint]()
	case "uint8":
		return reflect.TypeFor[uint8]()
	case "uint16":
		return reflect.TypeFor[uint16]()
	case "uint32":
		return reflect.TypeFor[uint32]()
	case "uint64":
		return reflect.TypeFor[uint64]()
	case "uintptr":
		return reflect.TypeFor[uintptr]()
	case "float32":
		return reflect.TypeFor[float32]()
	case "float64":
		return reflect.TypeFor[float64]()
	case "complex64":
		return reflect.TypeFor[complex64]()
	case "complex128":
		return reflect.TypeFor[complex128]()
	}
	panic("no representation of " + t.String())
}

// The run time's own description of a struct type, as far as it is needed
// here. It has had this form since Go 1.18; setFieldType checks it.
type structDescription struct {
	_      [48]byte
	_      unsafe.Pointer
	fields []fieldDescription
}

type fieldDescription struct {
	_   unsafe.Pointer
	typ unsafe.Pointer
	_   uintptr
}

// setFieldType changes the type of a field of a struct type that reflection
// made, to one of the same layout. Reflection itself cannot make types that
// contain themselves.
func setFieldType(s reflect.Type, i int, t reflect.Type) {
	d := (*structDescription)(descriptionOf(s))
	if len(d.fields) != s.NumField() {
		panic("core: this Go version describes struct types in another way")
	}
	d.fields[i].typ = descriptionOf(t)
	if s.Field(i).Type != t {
		panic("core: this Go version describes struct types in another way")
	}
}

// descriptionOf is the pointer in a reflect.Type.
func descriptionOf(t reflect.Type) unsafe.Pointer {
	return (*[2]unsafe.Pointer)(unsafe.Pointer(&t))[1]
}
