package vet

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/version"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome/stdlib"
)

// Data that was made from the library of another version may lack what this one
// has, or have it otherwise: run go generate.
func TestGoVersion(t *testing.T) {
	if version.Lang(GoVersion) != version.Lang(runtime.Version()) {
		t.Errorf("the data is for %s, this is %s", GoVersion, runtime.Version())
	}
	if version.Compare(goVersion, version.Lang(GoVersion)) != 0 {
		t.Errorf("genomes are %s, the data is for %s", goVersion, GoVersion)
	}
}

// There is data for each package of the list.
func TestLibraryIsComplete(t *testing.T) {
	var list []string
	for _, p := range stdlib.Packages() {
		list = append(list, p.Path)
	}
	if !slices.IsSorted(list) {
		t.Error("the list is not sorted")
	}
	lib := newLibrary()
	for _, path := range list {
		lib.load([]want{{path: path, all: true}})
		if lib.offered[path] == nil || lib.offered[path].Scope().Len() == 0 {
			t.Errorf("there is nothing of package %s", path)
		}
		if !stdlib.Known(path) || stdlib.Forbidden(path) {
			t.Errorf("%s is offered", path)
		}
	}
}

// A package has the names that are offered and not those that are withheld,
// whatever was read before it.
func TestLibraryOffers(t *testing.T) {
	for _, before := range []string{"", "encoding/json", "fmt"} {
		lib := newLibrary()
		for _, path := range []string{before, "reflect", "os", "time", "sync", "math/rand/v2"} {
			lib.load([]want{{path: path, all: true}})
		}
		for path, names := range map[string]string{
			"os": "Args Environ ErrClosed ErrDeadlineExceeded ErrExist ErrInvalid ErrNotExist ErrPermission Exit File Getenv IsExist IsNotExist IsPermission IsTimeout LookupEnv Stderr Stdin Stdout",
		} {
			if got := strings.Join(lib.offered[path].Scope().Names(), " "); got != names {
				t.Errorf("%s has %s", path, got)
			}
		}
		for path, names := range map[string]string{"time": "Now LoadLocation Duration", "sync": "Mutex OnceFunc", "math/rand/v2": "IntN"} {
			for name := range strings.FieldsSeq(names) {
				if lib.offered[path].Scope().Lookup(name) == nil {
					t.Errorf("%s lacks %s", path, name)
				}
			}
		}
		for _, name := range []string{"New", "NewAt", "MakeFunc", "SliceAt"} {
			if lib.offered["reflect"].Scope().Lookup(name) != nil {
				t.Errorf("reflect.%s is there", name)
			}
		}
	}
	lib := newLibrary()
	lib.load([]want{{path: "net", all: true}, {path: "unsafe", all: true}, {path: "nothing"}, {path: ""}})
	if len(lib.offered) != 0 {
		t.Errorf("there is %v", lib.offered)
	}
}

// Of a package there is what files name, and what might be meant by that.
func TestWants(t *testing.T) {
	parse := func(text string) *ast.File {
		f, err := parser.ParseFile(token.NewFileSet(), "a.go", text, 0)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	files := []*ast.File{
		parse(`package a; import ("strings"; m "math"; "math/rand/v2"; _ "sort"); var x = strings.Repeat("a", m.maxint8) + strings.fields + rand.N(strings.Repeat)`),
		parse(`package a; import (. "errors"; "math"; math "bytes"); func f(math T) { math.Pi.Sqrt() }`),
		parse(`package a; var strings = m.Inf`),
	}
	lib := newLibrary()
	lib.load(wants(files))
	for path, want := range map[string]string{
		"strings": "Fields Repeat", "math": "MaxInt8 Pi", "math/rand/v2": "N", "sort": "", "bytes": "",
		"errors": "As AsType ErrUnsupported Is Join New Unwrap",
	} {
		if p := lib.offered[path]; p == nil || strings.Join(p.Scope().Names(), " ") != want {
			t.Errorf("of %s there is %v, want %s", path, p.Scope().Names(), want)
		}
	}
	first := lib.offered["math"].Scope().Lookup("Pi")
	lib.load([]want{{path: "math", names: []string{"pi", "SQRT"}}})
	if p := lib.offered["math"].Scope(); p.Lookup("Pi") != first || p.Lookup("Sqrt") == nil {
		t.Errorf("after more was wanted there is %v", p.Names())
	}
}
