package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/petri-lab/petri/internal/bench"
)

// TestBenchCommand measures what needs no worker.
func TestBenchCommand(t *testing.T) {
	b := newTester(t)
	out := filepath.Join(b.dir, "out")
	if code := b.run(t.Context(), "bench", "--operations", "fork-exec*", "--count", "20", "--format", "json", "--out", out); code != exitOK {
		t.Fatalf("exit status %d: %s", code, &b.stderr)
	}
	var r bench.Report
	if err := json.Unmarshal(b.stdout.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Baselines) == 0 || len(r.Operations) != 0 || r.Baselines[0].Name != "fork-exec" {
		t.Errorf("%+v", r)
	}
	for _, name := range []string{"bench.json", "bench.txt", "latency.svg"} {
		if info, err := os.Stat(filepath.Join(out, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if !strings.Contains(b.stderr.String(), "measuring fork-exec-namespaces") {
		t.Errorf("progress: %s", &b.stderr)
	}
}

func TestBenchUsage(t *testing.T) {
	for line, want := range map[string]string{
		"bench --operations nothing":                  `nothing is called "nothing": there are fork-exec, `,
		"bench --format junit":                        "want one of table, json, markdown",
		"bench --count -2":                            "must be positive",
		"bench --count 0":                             "--count 0: want at least 1",
		"bench --jobs 0 --operations info":            "--jobs 0: want at least 1",
		"bench --sandboxes 9,3":                       "ascending",
		"bench --out /dev/null/x":                     "--out: mkdir /dev/null",
		"bench --worker /nowhere create":              `unknown command "create"`,
		"bench --operations call --worker /nowhere/w": "/nowhere/w",
	} {
		b := newTester(t)
		if code := b.run(t.Context(), strings.Fields(line)...); code != exitUsage || !strings.Contains(b.stderr.String(), want) {
			t.Errorf("%s: exit status %d, %q, want %q", line, code, &b.stderr, want)
		}
	}
}
