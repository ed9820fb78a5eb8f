package rt

import (
	"reflect"
	"testing"

	"github.com/petri-lab/petri/worker/engine/yaegi/symbols"
)

// passable says whether values can be converted between a compiled type and
// its representation.
func passable(u *Universe, t reflect.Type) bool {
	if u.RepType(t) == t || t.Kind() == reflect.Interface || t.PkgPath() == "iter" {
		return true
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return passable(u, t.Elem())
	case reflect.Map:
		return passable(u, t.Key()) && passable(u, t.Elem())
	case reflect.Func:
		for i := range t.NumIn() {
			if !passable(u, t.In(i)) {
				return false
			}
		}
		for i := range t.NumOut() {
			if !passable(u, t.Out(i)) {
				return false
			}
		}
		return true
	}
	return false
}

// Every function, variable and method of every compiled package can be given
// to genomes: nothing in a signature is a pointer or channel of interfaces.
func TestEverySymbolCanBeLowered(t *testing.T) {
	b := withSymbols(t)
	for _, p := range symbols.Paths() {
		_, table := symbols.Table(p)
		for name, v := range table {
			switch {
			case v.Kind() == reflect.Func:
				f, ok := b.u.Func(p, name)
				if !ok || !passable(b.u, v.Type()) {
					t.Errorf("%s.%s is %s", p, name, v.Type())
				}
				if own, replaced := b.u.own(p, name); replaced && f.Type() != b.u.RepType(v.Type()) {
					t.Errorf("%s.%s is replaced by %s, not %s", p, name, own.Type(), b.u.RepType(v.Type()))
				}
			case v.Kind() == reflect.Pointer && v.IsNil(): // a type
				everyMethod(t, b, v.Type())
			default:
				if !passable(b.u, v.Type()) {
					t.Errorf("%s.%s is %s", p, name, v.Type())
				}
			}
		}
	}
}

func everyMethod(t *testing.T, b *bridge, pointer reflect.Type) {
	for _, typ := range []reflect.Type{pointer, pointer.Elem()} {
		for i := range typ.NumMethod() {
			m := typ.Method(i)
			if !passable(b.u, m.Type) {
				t.Errorf("%s.%s is %s", typ, m.Name, m.Type)
			}
			if _, _, ok := b.u.Method(typ, m.Name); !ok {
				t.Errorf("%s.%s cannot be called", typ, m.Name)
			}
		}
	}
}
