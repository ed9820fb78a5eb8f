package genome

import (
	"errors"
	"slices"
	"testing"
)

func TestProfiles(t *testing.T) {
	for _, name := range []string{"strict", "standard", "trusted"} {
		p, err := ProfileByName(name)
		if err != nil || p.Name != name {
			t.Fatalf("%s: %v, %v", name, p, err)
		}
		if err := p.Validate(); err != nil {
			t.Error(err)
		}
		if !slices.IsSorted(p.Imports) {
			t.Errorf("%s is not sorted: %v", name, p.Imports)
		}
		for _, never := range []string{"unsafe", "C", "runtime/cgo", "github.com/x/y", "candidate", ""} {
			if p.Allows(never) {
				t.Errorf("%s allows %q", name, never)
			}
		}
	}
	for path, allowed := range map[string][3]bool{ // strict, standard, trusted
		"fmt": {true, true, true}, "time": {true, true, true}, "sync/atomic": {false, true, true},
		"math/rand": {true, true, true}, "os": {false, true, true}, "net": {false, false, false}, "syscall": {false, false, false},
	} {
		for i, p := range []Profile{Strict(), Standard(), Trusted()} {
			if p.Allows(path) != allowed[i] {
				t.Errorf("%s allows %s: %v", p.Name, path, !allowed[i])
			}
		}
	}
	if _, err := ProfileByName("lax"); !errors.Is(err, ErrBadProfile) {
		t.Errorf("got %v", err)
	}
}

// What one caller does to a profile must not reach another.
func TestProfilesAreFresh(t *testing.T) {
	Standard().Imports[0] = "unsafe"
	if Standard().Imports[0] == "unsafe" || Strict().Imports[0] == "unsafe" {
		t.Error("shared")
	}
}

func TestProfileValidate(t *testing.T) {
	if p := Strict(); p.Goroutines || !p.Clock || !p.FixedClock || !p.FixedMapOrder || p.Random || p.DotImports || p.AllImports {
		t.Errorf("strict is %+v", p)
	}
	for name, p := range map[string]Profile{
		"no name": {}, "no clock to fix": {Name: "x", FixedClock: true}, "unsafe": {Name: "x", Imports: []string{"unsafe"}}, "cgo": {Name: "x", Imports: []string{"C"}},
		"not offered":  {Name: "x", Imports: []string{"net/http"}},
		"not standard": {Name: "x", Imports: []string{"fmt", "github.com/x/y"}}, "contradiction": {Name: "x", Imports: []string{"fmt"}, AllImports: true},
	} {
		if err := p.Validate(); !errors.Is(err, ErrBadProfile) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
