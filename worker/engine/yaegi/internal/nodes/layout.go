package nodes

import (
	"errors"
	"fmt"
	"go/token"
	"reflect"
	"sync"
	"unsafe"

	"github.com/traefik/yaegi/interp"
)

// ErrLayout says that the interpreter does not hold its programs as this
// package knows them.
var ErrLayout = errors.New("the interpreter's nodes are not laid out as expected")

// A node, a frame and a step are the interpreter's own, which it does not
// export. A step executes one node and returns the next.
type (
	node  struct{}
	frame struct{}
	step  func(*frame) step
)

// A generator makes the step of a node.
type generator func(*node)

// A layout is where the interpreter's nodes have what this package uses.
type layout struct {
	root                             uintptr // in an interp.Program
	child, pos, kind, gen, exec      uintptr // in a node
	start, trueNext, falseNext       uintptr
	findex, level, rval, sym         uintptr
	symIndex, symGlobal              uintptr // in a symbol
	frameRoot, frameAnc, frameValues uintptr // in a frame
	kinds                            func(uint) string
}

// theLayout is found by reflection, names and types checked.
var theLayout = sync.OnceValues(findLayout)

func findLayout() (l *layout, err error) {
	l = &layout{}
	program := reflect.TypeFor[interp.Program]()
	f := finder{}
	root := f.field(program, "root", reflect.Pointer, &l.root)
	if f.err != nil {
		return nil, f.err
	}
	n := root.Elem()
	if child := f.field(n, "child", reflect.Slice, &l.child); child != nil && child.Elem() != root {
		f.fail("node.child", child)
	}
	if pos := f.field(n, "pos", reflect.Int, &l.pos); pos != nil && pos != reflect.TypeFor[token.Pos]() {
		f.fail("node.pos", pos)
	}
	kind := f.field(n, "kind", reflect.Uint, &l.kind)
	if kind != nil && !kind.Implements(reflect.TypeFor[fmt.Stringer]()) {
		f.fail("node.kind", kind)
	}
	if gen := f.field(n, "gen", reflect.Func, &l.gen); gen != nil && (gen.NumIn() != 1 || gen.In(0) != root || gen.NumOut() != 0) {
		f.fail("node.gen", gen)
	}
	exec := f.field(n, "exec", reflect.Func, &l.exec)
	if exec != nil && (exec.NumIn() != 1 || exec.In(0).Kind() != reflect.Pointer || exec.NumOut() != 1 || exec.Out(0) != exec) {
		f.fail("node.exec", exec)
	}
	for name, at := range map[string]*uintptr{"start": &l.start, "tnext": &l.trueNext, "fnext": &l.falseNext} {
		if t := f.field(n, name, reflect.Pointer, at); t != nil && t != root {
			f.fail("node."+name, t)
		}
	}
	f.field(n, "findex", reflect.Int, &l.findex)
	f.field(n, "level", reflect.Int, &l.level)
	if rval := f.field(n, "rval", reflect.Struct, &l.rval); rval != nil && rval != reflect.TypeFor[reflect.Value]() {
		f.fail("node.rval", rval)
	}
	sym := f.field(n, "sym", reflect.Pointer, &l.sym)
	if f.err != nil {
		return nil, f.err
	}
	f.field(sym.Elem(), "index", reflect.Int, &l.symIndex)
	f.field(sym.Elem(), "global", reflect.Bool, &l.symGlobal)
	fr := exec.In(0)
	for name, at := range map[string]*uintptr{"root": &l.frameRoot, "anc": &l.frameAnc} {
		if t := f.field(fr.Elem(), name, reflect.Pointer, at); t != nil && t != fr {
			f.fail("frame."+name, t)
		}
	}
	if t := f.field(fr.Elem(), "data", reflect.Slice, &l.frameValues); t != nil && t.Elem() != reflect.TypeFor[reflect.Value]() {
		f.fail("frame.data", t)
	}
	l.kinds = func(k uint) string {
		v := reflect.New(kind).Elem()
		v.SetUint(uint64(k))
		return v.Interface().(fmt.Stringer).String()
	}
	return l, f.err
}

// A finder looks for fields and keeps the first failure.
type finder struct{ err error }

func (f *finder) field(t reflect.Type, name string, kind reflect.Kind, at *uintptr) reflect.Type {
	if t.Kind() != reflect.Struct {
		f.fail(name, t)
		return nil
	}
	s, ok := t.FieldByName(name)
	if !ok || s.Type.Kind() != kind {
		f.fail(t.Name()+"."+name, t)
		return nil
	}
	*at = s.Offset
	return s.Type
}

func (f *finder) fail(what string, t reflect.Type) {
	if f.err == nil {
		f.err = fmt.Errorf("%w: %s (in %v)", ErrLayout, what, t)
	}
}

// at is the field of type T at an offset of what p points to.
func at[T any](p unsafe.Pointer, offset uintptr) *T { return (*T)(unsafe.Add(p, offset)) }
