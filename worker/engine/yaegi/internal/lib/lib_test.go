package lib

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// What genomes get type-checks, with bodies missing where rt has them, and
// every name has the signature that the standard library's has.
func TestSourcesHaveTheStandardSignatures(t *testing.T) {
	fset := token.NewFileSet()
	std := importer.ForCompiler(fset, "source", nil)
	for _, path := range Paths() {
		files, ok := Source(path)
		if !ok || len(files) == 0 {
			t.Fatalf("no source of %s", path)
		}
		var parsed []*ast.File
		for _, f := range files {
			p, err := parser.ParseFile(fset, f.Name, f.Text, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			parsed = append(parsed, p)
		}
		ours, err := (&types.Config{Importer: std}).Check(path, fset, parsed, nil)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		theirs, err := std.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range ours.Scope().Names() {
			o := ours.Scope().Lookup(name)
			if !o.Exported() {
				continue
			}
			qualifier := func(p *types.Package) string { return p.Path() }
			got := types.TypeString(o.Type(), qualifier)
			s := theirs.Scope().Lookup(name)
			if s == nil {
				t.Errorf("%s has no %s", path, name)
				continue
			}
			if want := types.TypeString(s.Type(), qualifier); got != want {
				t.Errorf("%s.%s:\n got %s\nwant %s", path, name, got, want)
			}
			sameMethods(t, path+"."+name, o, s)
		}
	}
}

// sameMethods compares the exported methods and fields of two types.
func sameMethods(t *testing.T, name string, ours, theirs types.Object) {
	if _, isType := ours.(*types.TypeName); !isType {
		return
	}
	if types.IsInterface(ours.Type()) {
		return
	}
	list := func(o types.Object) map[string]string {
		m := map[string]string{}
		set := types.NewMethodSet(types.NewPointer(o.Type()))
		for i := range set.Len() {
			if f := set.At(i).Obj(); f.Exported() {
				m[f.Name()] = types.TypeString(f.Type(), func(*types.Package) string { return "" })
			}
		}
		return m
	}
	got, want := list(ours), list(theirs)
	for n, s := range want {
		if got[n] != s {
			t.Errorf("%s.%s: got %q, want %q", name, n, got[n], s)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s has methods %v, want %v", name, got, want)
	}
}
