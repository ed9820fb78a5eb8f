package rt

import (
	"cmp"
	"reflect"
)

// A reflectType is what genomes get for reflect.Type: a look at a descriptor.
// Two are equal if the types are identical.
type reflectType struct{ t *Type }

// TypeView is the part of reflect.Type that genomes see.
type TypeView interface {
	Comparable() bool
	Elem() TypeView
	Key() TypeView
	Kind() reflect.Kind
	Len() int
	Name() string
	NumField() int
	NumIn() int
	NumOut() int
	PkgPath() string
	String() string
}

// typeOf is reflect.TypeOf.
func (u *Universe) typeOf(x Iface) Iface {
	if x.T == nil {
		return Iface{}
	}
	return u.FromNative(reflectType{x.T})
}

func (r reflectType) Comparable() bool   { return r.t.Comparable }
func (r reflectType) Kind() reflect.Kind { return r.t.Kind }
func (r reflectType) Name() string       { return r.t.Base }
func (r reflectType) PkgPath() string    { return r.t.Pkg }
func (r reflectType) String() string     { return r.t.Name }

func (r reflectType) Elem() TypeView {
	if r.t.Elem == nil {
		panic("reflect: Elem of invalid type " + r.t.Name)
	}
	return reflectType{r.t.Elem}
}

func (r reflectType) Key() TypeView {
	r.must("Key", reflect.Map)
	return reflectType{r.t.Key}
}

func (r reflectType) Len() int {
	r.must("Len", reflect.Array)
	return r.t.Len
}

func (r reflectType) NumField() int {
	r.must("NumField", reflect.Struct)
	return len(r.t.Fields)
}

func (r reflectType) NumIn() int {
	r.must("NumIn", reflect.Func)
	return len(r.t.Params)
}

func (r reflectType) NumOut() int {
	r.must("NumOut", reflect.Func)
	return len(r.t.Results)
}

// must panics as reflect does if the type is not of the kind that a method is
// for.
func (r reflectType) must(method string, kind reflect.Kind) {
	if r.t.Kind == kind {
		return
	}
	names := map[string]string{"Key": "non-map", "Len": "non-array", "NumField": "non-struct", "NumIn": "non-func", "NumOut": "non-func"}
	panic("reflect: " + method + " of " + cmp.Or(names[method], "wrong") + " type " + r.t.Name)
}
