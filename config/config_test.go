package config_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/config"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

func settings() *config.Settings {
	return config.New(supervisor.Config{}, config.DefaultSandbox())
}

func parsed(t *testing.T, text string) *config.Settings {
	t.Helper()
	s := settings()
	if err := s.Parse("petri.toml", []byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	return s
}

const everything = `
worker_path = "/opt/worker"
max_sandboxes = 20
allow_degraded = true
isolation = ["memory", "network"]
without_layers = []
start_timeout = "3s"
uids.base = 100000
uids.count = 500

[limits]
memory = "64MiB"
output = 4096
wall = "1m30s"
cpu = "none"
steps = 1_000

[caps]
file_bytes = "10kB"

[gc]
interval = "off"
retain_generations = "all"

[monitor]
interval = "5s"
sandbox_thresholds = "memory at 6e7, queue at 100 below 50"

[sandbox]
profile = "mine"
seed = 0
restart.max = 0
restart.window = "5s"

[profiles.mine]
base = "strict"
imports = ["sync"]
without = ["math/rand", "math/rand/v2"]
goroutines = true

[[override]]
match = ["elite-*", "slow.go"]
profile = "trusted"
limits.wall = "1h"
protected = true

[[override]]
match = "elite-7"
limits = { wall = "2h", memory = "1GiB" }
seed = 18446744073709551
`

func TestFile(t *testing.T) {
	c := parsed(t, everything).Config()
	want := supervisor.Config{
		WorkerPath: "/opt/worker", MaxSandboxes: 20, AllowDegraded: true,
		Isolation:     []jail.Guarantee{jail.MemoryCapped, jail.NoNetwork},
		WithoutLayers: []jail.Layer{},
		StartTimeout:  3 * time.Second,
		UIDs:          jail.UIDRange{Base: 100000, Count: 500},
		Limits:        supervisor.Limits{Memory: 64 << 20, Output: 4096, Wall: 90 * time.Second, Steps: 1000},
		GC:            supervisor.GC{Interval: -1, RetainGenerations: -1},
		Monitor: supervisor.Monitor{Interval: 5 * time.Second, SandboxThresholds: supervisor.Thresholds{
			{Resource: supervisor.ResourceMemory, At: 6e7}, {Resource: supervisor.ResourceQueue, At: 100, Below: 50},
		}},
	}
	want.Caps.FileBytes = 10_000
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
}

// Flags win over the environment, that over the file, that over the defaults.
func TestPrecedence(t *testing.T) {
	s := parsed(t, "max_sandboxes = 1\nmax_spawns = 1\nmax_populations = 1\n[limits]\nqueue = 1\n[[override]]\nmatch = 'x'\nlimits.queue = 9\nlimits.processes = 33\n")
	if err := s.Environ([]string{"PETRI_MAX_SANDBOXES=2", "PETRI_MAX_SPAWNS=2", "PETRI_GC_INTERVAL=off", "PETRI_ISOLATION=memory, cpu",
		"PETRI_NAME=", "PETRI_OTHER=1", "PETRI_CONFIG=x", "HOME=/root", "PETRI_ALLOW_DEGRADED=1", "PETRI_SANDBOX_SEED=18446744073709551615"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Set("max_spawns", "3", "--spawns"); err != nil {
		t.Fatal(err)
	}
	if err := s.Set("limits.processes", "44", "--pids"); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"limits": true, "limits.queue": true, "gc.interval": true, "gc": true, "caps": false, "limits.wall": false, "limit": false} {
		if s.Said(name) != want {
			t.Errorf("said %s: %v", name, !want)
		}
	}
	got := map[string][2]string{}
	entries, err := s.Entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		got[e.Key] = [2]string{e.Value, e.Origin}
	}
	for key, want := range map[string][2]string{
		"max_populations":  {"1", "petri.toml:3:1"},
		"max_sandboxes":    {"2", "PETRI_MAX_SANDBOXES"},
		"max_spawns":       {"3", "--spawns"},
		"limits.queue":     {"1", "petri.toml:5:1"},
		"limits.memory":    {`"256MiB"`, "default"},
		"limits.cpu":       {`"none"`, "default"},
		"name":             {`"supervisor"`, "default"},
		"isolation":        {`["memory", "cpu"]`, "PETRI_ISOLATION"},
		"gc.interval":      {`"off"`, "PETRI_GC_INTERVAL"},
		"sandbox.seed":     {"18446744073709551615", "PETRI_SANDBOX_SEED"},
		"allow_degraded":   {"true", "PETRI_ALLOW_DEGRADED"},
		"limits.processes": {"44", "--pids"},
		"worker_path":      {"", "default"},
	} {
		if got[key] != want {
			t.Errorf("%s: %q, want %q", key, got[key], want)
		}
	}
}

// What is printed can be read again and means the same.
func TestWrittenIsRead(t *testing.T) {
	s := parsed(t, strings.Replace(everything, `profile = "mine"`, `profile = "strict"`, 1))
	var out, again bytes.Buffer
	if err := s.Write(&out); err != nil {
		t.Fatal(err)
	}
	second := parsed(t, out.String())
	if err := second.Write(&again); err != nil {
		t.Fatal(err)
	}
	values := func(text string) (all []string) {
		for line := range strings.Lines(text) {
			before, _, _ := strings.Cut(line, " # ")
			all = append(all, strings.TrimSpace(before))
		}
		return all
	}
	if a, b := values(out.String()), values(again.String()); !slices.Equal(a, b) || len(a) < len(config.Keys()) {
		t.Errorf("%q\nbecame\n%q", a, b)
	}
}

func TestWrongFiles(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"syntax", "a = \nb", []string{"petri.toml:1:"}},
		{"twice", "name = 'a'\nname = 'b'", []string{"petri.toml:2:"}},
		{"unknown key", "max_sandboxs = 3", []string{"petri.toml:1:1: bad configuration: unknown key max_sandboxs (did you mean max_sandboxes?)"}},
		{"unknown in a table", "[limits]\n  memry = '1GB'", []string{"petri.toml:2:3:", "limits.memry (did you mean limits.memory?)"}},
		{"in the wrong table", "memory = '1GB'", []string{"did you mean limits.memory?"}},
		{"unknown table", "[limit]\nmemory = '1GB'", []string{"petri.toml:1:2:", "did you mean limits?"}},
		{"nothing near", "zzzzzzzzzz = 1", []string{"unknown key zzzzzzzzzz\n"}},
		{"code only", "clock = 'x'", []string{"unknown key clock"}},
		{"a restart", "[sandbox.restart]\nwhen = 'alway'", []string{"petri.toml:2:1:", "did you mean always?"}},
		{"a table as value", "limits = 3", []string{"limits is a table"}},
		{"a value as table", "[name]\nx = 1", []string{"name: map[x:1]: want a string"}},
		{"all at once", "a = 1\n[gc]\nb = 1\n[caps]\nfiles = 'x'", []string{"petri.toml:1:1:", "petri.toml:3:1:", "petri.toml:5:1:", "a whole number"}},
		{"a duration without unit", "start_timeout = 5", []string{"petri.toml:1:1:", `"2s"`}},
		{"a size", "limits.memory = '64 potatoes'", []string{"is no size"}},
		{"a zero", "max_sandboxes = 0", []string{"0 would stand for the default"}},
		{"a zero duration", "grace = '0s'", []string{"0 would stand for the default"}},
		{"a word", "gc.interval = 'of'", []string{`or "off"`}},
		{"a list", "isolation = 'memory'", []string{"a list of strings"}},
		{"a guarantee", "isolation = ['memry']", []string{`"memry": want memory, `, "did you mean memory?"}},
		{"a layer", "without_layers = ['secomp']", []string{"did you mean seccomp?"}},
		{"a negative seed", "sandbox.seed = -1", []string{"must not be negative"}},
		{"a date", "name = 2026-01-01", []string{"want a string"}},
		{"refused later", "max_spawns = 3\n[limits]\nmemory = '1kB'\nwall = '3s'", []string{"petri.toml:3:1: limits.memory: bad configuration: memory limit 1000"}},
		{"refused as a pair", "without_cgroup = true\ncgroup_parent = '/x'", []string{"petri.toml:2:1: cgroup_parent:", "contradict"}},
		{"no such profile", "name = 'x'\nsandbox.profile = 'lax'", []string{"petri.toml:2:9: sandbox.profile:", `no profile "lax"`}},
		{"no such own profile", "sandbox.profile = 'mime'\n[profiles.mine]\nbase='strict'", []string{"did you mean mine?"}},
		{"a profile's key", "[profiles.p]\nbase = 'strict'\ngoroutine = true", []string{"petri.toml:3:1:", "did you mean goroutines?"}},
		{"a profile's base", "[profiles.p]\nbase = 'lax'", []string{"petri.toml:2:1:", "lax"}},
		{"a profile's import", "[profiles.p]\nimports = ['os/exec']", []string{"petri.toml:1:11:", "os/exec"}},
		{"a profile's clock", "[profiles.p]\nfixed_clock = true", []string{"fixes a clock"}},
		{"taking away nothing", "[profiles.p]\nbase = 'strict'\nwithout = ['math/random']", []string{"petri.toml:3:1:", "did you mean math/rand?"}},
		{"a taken profile", "[profiles.strict]\ngoroutines = true", []string{"there already"}},
		{"no match", "[[override]]\nlimits.wall = '1s'", []string{"petri.toml:1:3:", "match"}},
		{"a bad match", "[[override]]\nmatch = '[a'\nlimits.wall = '1s'", []string{"petri.toml:2:1:", "syntax error"}},
		{"not for overrides", "[[override]]\nmatch = 'a'\nmax_sandboxes = 3", []string{"petri.toml:3:1:", "unknown key max_sandboxes"}},
		{"a second override", "[[override]]\nmatch = 'a'\n[[override]]\nmatch = 'b'\n[override.limits]\nmemri = '1GB'", []string{"petri.toml:6:1:", "limits.memory"}},
		{"a lifted limit", "[[override]]\nmatch = 'a'\nlimits.cpu = 'none'", []string{"petri.toml:3:8:", "cannot lift"}},
		{"a refused override", "[limits]\nwall = '1s'\n[[override]]\nmatch = 'a'\nlimits.processes = 1", []string{"petri.toml:5:8:", "limit of 1 processes"}},
		{"zero uids", "uids.base = 0", []string{"0 would stand for the default"}},
		{"an override before the rest", "[[override]]\nmatch = 'a'\nprofile = 'lax'\n[sandbox]\nprofile = 'strict'", []string{"petri.toml:3:1: sandbox.profile"}},
		{"one override", "[override]\nmatch = 'a'", []string{"[[override]]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := settings()
			err := s.Parse("petri.toml", []byte(c.text))
			if err == nil {
				err = s.Check()
			}
			if !errors.Is(err, supervisor.ErrBadConfig) {
				t.Fatalf("error %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error()+"\n", want) {
					t.Errorf("%q is not in\n%v", want, err)
				}
			}
		})
	}
}

func TestWrongElsewhere(t *testing.T) {
	s := settings()
	err := s.Environ([]string{"PETRI_LIMITS_MEMRY=1GB", "PETRI_MAX_SPAWNS=many", "PETRI_GC_EVERYTHING=1", "PETRI_MAX_SANDBOXES=7"})
	for _, want := range []string{"PETRI_LIMITS_MEMRY: bad configuration: unknown variable (did you mean PETRI_LIMITS_MEMORY?)", "PETRI_MAX_SPAWNS: bad configuration: many: want a whole number", "PETRI_GC_EVERYTHING: bad configuration: unknown variable (did you mean PETRI_GC_...?)"} {
		if !errors.Is(err, supervisor.ErrBadConfig) || !strings.Contains(strings.ReplaceAll(err.Error(), `"`, ""), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if got := s.Config().MaxSandboxes; got != 7 {
		t.Errorf("what is right is taken all the same: got %d", got)
	}
	if err := s.Set("limit.memory", "1GB", "--m"); err == nil || !strings.Contains(err.Error(), "--m: bad configuration: unknown key limit.memory (did you mean limits.memory?)") {
		t.Errorf("error %v", err)
	}
	if err := s.ReadFile(filepath.Join(t.TempDir(), "nowhere")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	big := filepath.Join(t.TempDir(), "big")
	if err := os.WriteFile(big, bytes.Repeat([]byte("# \n"), 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.ReadFile(big); !errors.Is(err, supervisor.ErrBadConfig) {
		t.Errorf("error %v", err)
	}
}

// What a document of bytes holds must not break what looks for positions.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{everything, "[[a]]\n[a.b]\n[[a.b.c]]\nx = [1, {y = 2}, [3]]\n", "\"a\\u0062\" = 1", "a.b.c = {d.e = 1}\n'' = 1", "[[a]]\nb=1\n[[a]]\nc.d=2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := settings()
		if err := s.Parse("f", []byte(text)); err != nil && !errors.Is(err, supervisor.ErrBadConfig) {
			t.Errorf("error %v", err)
		}
	})
}
