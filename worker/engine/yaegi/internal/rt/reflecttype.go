package rt

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// A reflectType is what genomes get for reflect.Type: a look at a descriptor.
// Two are equal if the types are identical.
type reflectType struct{ t *Type }

// TypeView is the part of reflect.Type that genomes see.
type TypeView interface {
	Comparable() bool
	Elem() TypeView
	Field(i int) StructField
	FieldByName(name string) (StructField, bool)
	Implements(u TypeView) bool
	In(i int) TypeView
	IsVariadic() bool
	Key() TypeView
	Kind() reflect.Kind
	Len() int
	Name() string
	NumField() int
	NumIn() int
	NumMethod() int
	NumOut() int
	Out(i int) TypeView
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

func (r reflectType) In(i int) TypeView {
	r.must("In", reflect.Func)
	return reflectType{r.t.Params[i]}
}

func (r reflectType) Out(i int) TypeView {
	r.must("Out", reflect.Func)
	return reflectType{r.t.Results[i]}
}

func (r reflectType) IsVariadic() bool {
	r.must("IsVariadic", reflect.Func)
	return r.t.Variadic
}

func (r reflectType) Implements(u TypeView) bool {
	i, ok := u.(reflectType)
	if !ok {
		panic("reflect: nil type passed to Type.Implements")
	}
	if i.t.Kind != reflect.Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return r.t.u.Implements(r.t, i.t)
}

// NumMethod counts exported methods, but all of an interface type.
func (r reflectType) NumMethod() int {
	if r.t.Kind == reflect.Interface {
		return len(r.t.Names)
	}
	n := 0
	for id := range r.t.u.methodsOf(r.t) {
		if !strings.Contains(id, "@") {
			n++
		}
	}
	return n
}

// A StructField is what genomes get for reflect.StructField.
type StructField struct {
	Name      string
	PkgPath   string
	Type      TypeView
	Tag       reflect.StructTag
	Index     []int
	Anonymous bool
}

// IsExported says whether the field is exported.
func (f StructField) IsExported() bool { return f.PkgPath == "" }

func (r reflectType) Field(i int) StructField {
	r.must("Field", reflect.Struct)
	if i < 0 || i >= len(r.t.Fields) {
		panic("reflect: Field index out of bounds")
	}
	f := r.t.Fields[i]
	return StructField{f.Name, f.Pkg, reflectType{f.Type}, f.Tag, []int{i}, f.Embedded}
}

func (r reflectType) FieldByName(name string) (StructField, bool) {
	r.must("FieldByName", reflect.Struct)
	index, ok := fieldIndex(r.t, name)
	if !ok {
		return StructField{}, false
	}
	t := r.t
	for _, i := range index[:len(index)-1] {
		if t = t.Fields[i].Type; t.Kind == reflect.Pointer {
			t = t.Elem
		}
	}
	f := reflectType{t}.Field(index[len(index)-1])
	f.Index = index
	return f, true
}

// fieldIndex finds the one field of a name that is the least deep, through
// embedded structs.
func fieldIndex(t *Type, name string) (index []int, ok bool) {
	visited := map[*Type]bool{}
	for level := []embedding{{typ: t}}; len(level) > 0; {
		var found [][]int
		var next []embedding
		for _, e := range level {
			if visited[e.typ] {
				continue
			}
			visited[e.typ] = true
			for i, f := range e.typ.Fields {
				at := append(slices.Clone(e.index), i)
				if f.Name == name {
					found = append(found, at)
				}
				under := f.Type
				if under.Kind == reflect.Pointer {
					under = under.Elem
				}
				if f.Embedded && under.Kind == reflect.Struct {
					next = append(next, embedding{typ: under, index: at})
				}
			}
		}
		if len(found) > 0 {
			return found[0], len(found) == 1
		}
		level = next
	}
	return nil, false
}

// must panics as reflect does if the type is not of the kind that a method is
// for.
func (r reflectType) must(method string, kind reflect.Kind) {
	if r.t.Kind == kind {
		return
	}
	names := map[string]string{"Key": "non-map", "Len": "non-array", "NumField": "non-struct", "NumIn": "non-func", "In": "non-func", "Out": "non-func",
		"IsVariadic": "non-func", "Field": "non-struct", "FieldByName": "non-struct", "NumOut": "non-func"}
	panic("reflect: " + method + " of " + cmp.Or(names[method], "wrong") + " type " + r.t.Name)
}
