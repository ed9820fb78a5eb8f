package yaegi

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/stdlib"
	"github.com/petri-lab/petri/genome/vet"
	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/host"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib"
	"github.com/petri-lab/petri/worker/engine/yaegi/symbols"
)

// vetted is a standard package as vetting sees it.
func vetted(t *testing.T, path string) *types.Package {
	t.Helper()
	r := vet.Check(genome.FromString("a.go", fmt.Sprintf("package p\n\nimport _ %q\n", path)), genome.Trusted(), genome.Caps{})
	if !r.OK() {
		t.Fatalf("%s: %v", path, r.Diagnostics)
	}
	for _, p := range r.Modules[0].Syntax.Package.Imports() {
		if p.Path() == path {
			return p
		}
	}
	t.Fatalf("%s is not imported", path)
	return nil
}

// brought are the names of a package that the engine has: values and types in
// compiled form, and nil for what is there as source.
func brought(t *testing.T, path string) map[string]reflect.Value {
	t.Helper()
	all := map[string]reflect.Value{}
	if _, table := symbols.Table(path); table != nil {
		maps.Copy(all, table)
	}
	maps.Copy(all, host.Table(path, engine.Env{}))
	files, _ := lib.Source(path)
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file.Name, file.Text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for name := range f.Scope.Objects {
			if ast.IsExported(name) {
				all[name] = reflect.Value{}
			}
		}
	}
	return all
}

// What vetting lets a genome use and what the engine has are the same: neither
// is a program refused late, nor does it get something of another type.
func TestOfferedIsBrought(t *testing.T) {
	var list []string
	for _, p := range stdlib.Packages() {
		list = append(list, p.Path)
	}
	if !slices.Equal(list, New().Packages()) {
		t.Errorf("offered are %v, the engine has %v", list, New().Packages())
	}
	for _, path := range list {
		p, values := vetted(t, path), brought(t, path)
		if got, want := slices.Sorted(maps.Keys(values)), p.Scope().Names(); !slices.Equal(got, want) {
			t.Errorf("%s: the engine has %v, vetting %v", path, got, want)
		}
		for name, v := range values {
			if o := p.Scope().Lookup(name); o != nil && v.IsValid() {
				compare(t, o, v)
			}
		}
	}
}

// compare compares an object with the engine's value for it.
func compare(t *testing.T, o types.Object, v reflect.Value) {
	t.Helper()
	switch o := o.(type) {
	case *types.Func:
		if got, want := v.Type().String(), spelled(o.Type()); got != want {
			t.Errorf("%v: the engine has %s, vetting %s", o.Name(), got, want)
		}
	case *types.Var:
		if got, want := v.Type().String(), spelled(o.Type()); got != want && !strings.HasPrefix(got, "*host.") {
			t.Errorf("%v: the engine has %s, vetting %s", o.Name(), got, want)
		}
	case *types.TypeName:
		compareMethods(t, o, v.Type())
	}
}

// compareMethods compares the methods of a type and of pointers to it. pointer
// is the reflected pointer type.
func compareMethods(t *testing.T, o *types.TypeName, pointer reflect.Type) {
	t.Helper()
	var want, got []string
	typ := o.Type()
	if !types.IsInterface(typ) {
		typ = types.NewPointer(typ)
	} else {
		pointer = pointer.Elem()
	}
	for m := range types.NewMethodSet(typ).Methods() {
		if m.Obj().Exported() {
			want = append(want, m.Obj().Name()+spelled(m.Obj().Type())[len("func"):])
		}
	}
	for m := range pointer.Methods() {
		text := m.Type.String()[len("func"):]
		if pointer.Kind() == reflect.Pointer {
			_, rest, _ := strings.Cut(text, pointer.String()) // the receiver
			text = "(" + strings.TrimPrefix(rest, ", ")
		}
		if ast.IsExported(m.Name) {
			got = append(got, m.Name+text)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s.%s: the engine has the methods %v, vetting %v", o.Pkg().Name(), o.Name(), got, want)
	}
}

var (
	wordAny  = regexp.MustCompile(`\bany\b`)
	wordByte = regexp.MustCompile(`\bbyte\b`)
	wordRune = regexp.MustCompile(`\brune\b`)
)

// spelled spells a type as package reflect does.
func spelled(t types.Type) string {
	text := types.TypeString(unnamed(t), (*types.Package).Name)
	text = strings.ReplaceAll(text, "struct{}", "struct {}")
	text = wordAny.ReplaceAllString(text, "interface {}")
	text = wordByte.ReplaceAllString(text, "uint8")
	return wordRune.ReplaceAllString(text, "int32")
}

// unnamed takes the parameters' names and the receiver from a function type.
func unnamed(t types.Type) types.Type {
	sig, ok := t.(*types.Signature)
	if !ok {
		return t
	}
	return types.NewSignatureType(nil, nil, nil, tuple(sig.Params()), tuple(sig.Results()), sig.Variadic())
}

func tuple(t *types.Tuple) *types.Tuple {
	var vars []*types.Var
	for v := range t.Variables() {
		vars = append(vars, types.NewVar(token.NoPos, nil, "", unnamed(v.Type())))
	}
	return types.NewTuple(vars...)
}
