package vet

import (
	"go/version"
	"io/fs"
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

// There is data for each package of the list, and for no other.
func TestLibraryIsComplete(t *testing.T) {
	var have, want []string
	err := fs.WalkDir(exportData, "std", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			have = append(have, strings.TrimSuffix(strings.TrimPrefix(path, "std/"), ".a"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range stdlib.Packages() {
		want = append(want, p.Path)
	}
	if !slices.IsSorted(want) {
		t.Error("the list is not sorted")
	}
	slices.Sort(have)
	if !slices.Equal(have, want) {
		t.Errorf("data for %v, want %v", have, want)
	}
	for _, path := range want {
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
			if err := lib.load([]string{path}); err != nil {
				t.Fatal(err)
			}
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
	if err := newLibrary().load([]string{"net", "unsafe", "nothing"}); err != nil {
		t.Error(err)
	}
}
