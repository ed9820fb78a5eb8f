package core

import (
	"fmt"
	"go/token"
	"go/types"
	"reflect"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// nativeFunc names a function of a compiled package.
func (f *fn) nativeFunc(pos token.Pos, obj *types.Func) string {
	e := f.e
	path := obj.Pkg().Path()
	key := "func " + path + "." + obj.Name()
	if name, ok := e.natives[key]; ok {
		return name
	}
	fn, ok := e.u.Func(path, obj.Name())
	if !ok {
		f.refuse(pos, "%s.%s is not available to genomes", path, obj.Name())
	}
	name := "N_" + mangle(path) + "_" + obj.Name()
	e.table[name] = fn
	e.natives[key] = "p." + name
	return "p." + name
}

// nativeMethod names a method of a compiled type, as a function.
func (e *emitter) nativeMethod(t reflect.Type, pointer bool, name string) string {
	star := ""
	if pointer {
		t, star = reflect.PointerTo(t), "P"
	}
	fn, _, ok := e.u.Method(t, name)
	if !ok {
		panic(fmt.Sprintf("no method %s on %s", name, t))
	}
	elem := t
	if pointer {
		elem = t.Elem()
	}
	id := "M" + star + "_" + mangle(elem.PkgPath()) + "_" + elem.Name() + "_" + name
	e.table[id] = fn
	return "p." + id
}

// global names a package variable.
func (e *emitter) global(f *fn, v *types.Var) string {
	path := ""
	if v.Pkg() != nil {
		path = v.Pkg().Path()
	}
	key := path + "." + v.Name()
	if name, ok := e.globals[key]; ok {
		return name
	}
	if m := e.modules[path]; m != nil && m.syntax.Package.Scope().Lookup(v.Name()) != nil {
		t := m.syntax.Package.Scope().Lookup(v.Name()).Type()
		name := fmt.Sprintf("G%d_%s", len(e.globals), asciiName(v.Name()))
		e.globals[key] = name
		e.gdecls = append(e.gdecls, "var "+name+" "+e.text(t))
		return name
	}
	value, ok := e.u.Var(path, v.Name())
	if !ok {
		e.unsupported(f.mod, f.pos, "%s.%s is not available to genomes", path, v.Name())
	}
	name := "V_" + mangle(path) + "_" + v.Name()
	e.table[name] = value
	e.globals[key] = "p." + name
	return "p." + name
}

func asciiName(s string) string { return mangle(s) }

// sliceTo puts a function into the table that converts a slice.
func (e *emitter) sliceTo(name string, to reflect.Type) {
	array := to
	if to.Kind() == reflect.Pointer {
		array = to.Elem()
	}
	e.table[name] = reflect.ValueOf(func(s any) any {
		v := reflect.ValueOf(s)
		if v.Len() < array.Len() {
			panic(rt.RuntimeError(fmt.Sprintf("runtime error: cannot convert slice with length %d to array or pointer to array with length %d", v.Len(), array.Len())))
		}
		return v.Convert(to).Interface()
	})
}

// rawString puts a string into the table that the interpreter would not read
// rightly as a literal: one that is not UTF-8.
func (e *emitter) rawString(s string) string { return e.rawValue("string "+s, s) }

// rawValue puts a constant into the table.
func (e *emitter) rawValue(key string, v any) string {
	key = "raw " + key
	if name, ok := e.natives[key]; ok {
		return name
	}
	name := fmt.Sprintf("Z%d", len(e.natives))
	slot := reflect.New(reflect.TypeOf(v)).Elem()
	slot.Set(reflect.ValueOf(v))
	e.table[name] = slot
	e.natives[key] = "p." + name
	return "p." + name
}
