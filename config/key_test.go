package config

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/petri-lab/petri/supervisor"
)

// Every field of Config can be set by text, or codeOnly says why not; and what
// the tables of this package name exists.
func TestEveryFieldHasAKey(t *testing.T) {
	all := keys()
	for _, k := range all {
		if k.kind == unsupported {
			t.Errorf("%s: a %s cannot be set by text: extend kindOf, or give the reason in codeOnly", k.name, k.typ)
		}
		elem := k.typ
		if k.kind == words {
			elem = elem.Elem()
		}
		if (k.kind == word || k.kind == words) && elem != reflect.TypeFor[string]() && len(choices(elem)) == 0 {
			t.Errorf("%s: name the values of a %s in choices", k.name, elem)
		}
		if strings.HasSuffix(k.name, "bytes") && k.kind != bytes {
			t.Errorf("%s counts bytes: name it in sizes", k.name)
		}
		if strings.Contains(k.name, "__") || strings.Count(k.name, "_") > 4 {
			t.Errorf("%s is no name", k.name)
		}
	}
	var named []string
	for name := range meaning {
		named = append(named, name)
	}
	for _, name := range slices.Concat(named, sizes, plainZeros, hostDecides) {
		if _, ok := find(name); !ok {
			t.Errorf("%s is named, but is no key", name)
		}
	}
	for name := range codeOnly {
		if _, ok := find(name); ok || !hasField(reflect.TypeFor[target](), name) {
			t.Errorf("%s is no field", name)
		}
	}
}

func hasField(t reflect.Type, name string) bool {
	first, rest, below := strings.Cut(name, ".")
	for _, f := range reflect.VisibleFields(t) {
		if keyName(f.Name) == first {
			return !below || hasField(f.Type, rest)
		}
	}
	return false
}

// Every key takes its own default, in a file and in the environment.
func TestEveryKeyCanBeSet(t *testing.T) {
	entries, err := New(supervisor.Config{}, DefaultSandbox()).Entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Value == "" {
			continue
		}
		s := New(supervisor.Config{}, DefaultSandbox())
		if err := s.Parse("f", []byte(e.Key+" = "+e.Value)); err != nil && !strings.Contains(err.Error(), "0 would stand") {
			t.Error(err)
		}
		text := strings.Trim(e.Value, `"[]`)
		if err := s.Environ([]string{envName(e.Key) + "=" + strings.ReplaceAll(text, `"`, "")}); err != nil && !strings.Contains(err.Error(), "0 would stand") {
			t.Error(err)
		}
	}
}

func TestKeyNames(t *testing.T) {
	for field, want := range map[string]string{
		"UIDs": "uids", "GC": "gc", "IdleTTL": "idle_ttl", "CPU": "cpu", "MaxSandboxes": "max_sandboxes", "OutputTail": "output_tail", "CgroupParent": "cgroup_parent",
	} {
		if got := keyName(field); got != want {
			t.Errorf("%s: %s, want %s", field, got, want)
		}
	}
}

func TestOverridesHoldForTheirSandboxes(t *testing.T) {
	s := New(supervisor.Config{}, DefaultSandbox())
	if err := s.Parse("f", []byte(`
[[override]]
match = ["elite-*", "slow.go"]
profile = "trusted"
limits.wall = "1h"
[[override]]
match = "elite-7"
limits.wall = "2h"
[limits]
wall = "3s"
memory = "32MiB"
`)); err != nil {
		t.Fatal(err)
	}
	if err := s.Set("limits.memory", "64MiB", "--memory"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][2]string{
		"other":             {"3s", "standard"},
		"elite-1":           {"1h0m0s", "trusted"},
		"elite-7":           {"2h0m0s", "trusted"},
		"dir/slow.go":       {"1h0m0s", "trusted"},
		"dir/elite-8/x":     {"3s", "standard"},
		"elite-8/../slow.g": {"3s", "standard"},
	} {
		got := s.of(name)
		if got.Limits.Wall.String() != want[0] || got.Sandbox.Profile != want[1] || got.Limits.Memory != 64<<20 {
			t.Errorf("%s: %v, %s, %d", name, got.Limits.Wall, got.Sandbox.Profile, got.Limits.Memory)
		}
	}
}

func TestProfileIsBuilt(t *testing.T) {
	s := New(supervisor.Config{}, DefaultSandbox())
	if err := s.Parse("f", []byte(`
[profiles.mine]
base = "strict"
imports = ["sync", "math"]
without = ["math/rand", "time"]
goroutines = true
clock = false
fixed_clock = false
[profiles.bare]
imports = ["math"]
`)); err != nil {
		t.Fatal(err)
	}
	mine, bare := s.profiles["mine"], s.profiles["bare"]
	if !mine.Allows("sync") || mine.Allows("math/rand") || mine.Allows("time") || !mine.Allows("strings") || !mine.Goroutines || mine.Clock || mine.Name != "mine" {
		t.Errorf("%+v", mine)
	}
	if !slices.IsSorted(mine.Imports) || len(slices.Compact(slices.Clone(mine.Imports))) != len(mine.Imports) {
		t.Errorf("imports %v", mine.Imports)
	}
	if !bare.Allows("math") || bare.Allows("strings") || bare.Goroutines || len(bare.Imports) != 1 {
		t.Errorf("%+v", bare)
	}
}
