package main

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/sys/unix"
)

// TestUsageErrors checks that nothing is started for a command line that makes
// no sense, and that the message names what is wrong.
func TestUsageErrors(t *testing.T) {
	for _, c := range []struct {
		args string
		want string
	}{
		{"", "no command given"},
		{"walk", `unknown command "walk"`},
		{"run", "no genome given"},
		{"run --call F --fitness fitness.go 1.go", "exclude each other"},
		{"run --args [1] 1.go", "--args needs --call"},
		{"run --call F --args 1 1.go", "no JSON array"},
		{"run --call F --args null 1.go", "no JSON array"},
		{"run --call F --args [1][2] 1.go", "something follows"},
		{"run --call= 1.go", "--call needs"},
		{"run --fitness= 1.go", "--fitness needs"},
		{"run --cases c.jsonl 1.go", "--cases needs --call"},
		{"run --cases= --call F 1.go", "--cases needs"},
		{"run --cases c.jsonl --call F --args [] 1.go", "exclude each other"},
		{"run --cases nowhere.jsonl --call F 1.go", "nowhere.jsonl"},
		{"run --cases fitness.go --call F 1.go", "fitness.go: bad cases: line 1"},
		{"run --stdin in.txt --call F 1.go", "--stdin excludes"},
		{"run --stdin nowhere.txt 1.go", "nowhere.txt"},
		{"run --stdin - 1.go", "--stdin needs"},
		{"run --fitness nowhere.go 1.go", "nowhere.go"},
		{"run --fitness . 1.go", "directory"},
		{"run --fitness empty.go 1.go", "empty.go"},
		{"run --fail-under score=1 1.go", "--fail-under needs --fitness"},
		{"run --fitness fitness.go --fail-under score 1.go", "NAME=VALUE"},
		{"run --fitness fitness.go --fail-under =1 1.go", "NAME=VALUE"},
		{"run --fitness fitness.go --fail-under score=NaN 1.go", "NAME=VALUE"},
		{"run --fitness fitness.go --fail-under score=inf 1.go", "NAME=VALUE"},
		{"run --timeout 0 1.go", `"0" is no duration`},
		{"run --timeout 5 1.go", `"5" is no duration`},
		{"run --timeout -1s 1.go", "is no duration"},
		{"run --cpu -1s 1.go", "is no duration"},
		{"run --memory 0 1.go", "is no size"},
		{"run --memory lots 1.go", "is no size"},
		{"run --memory 99999999999TB 1.go", "is no size"},
		{"run --output -5 1.go", "is no size"},
		{"run --jobs 0 1.go", "--jobs 0"},
		{"run --pids many 1.go", "--pids"},
		{"run --steps 0 1.go", "--steps 0"},
		{"run --steps -3 1.go", "--steps -3"},
		{"run --seed -3 1.go", "--seed"},
		{"run --profile lax 1.go", "lax"},
		{"run --format yaml 1.go", `"yaml"`},
		{"run - -", "2 times"},
		{"run --harness-apart 1.go", "--harness-apart needs --fitness"},
		{"version extra", "extra"},
		{"doctor extra", "extra"},
		{"watch", "no genome given"},
		{"watch --format table 1.go", "text, ndjson"},
		{"watch --quiet 0 1.go", "is no duration"},
		{"watch -", "cannot be watched"},
		{"watch --fitness nowhere.go 1.go", "nowhere.go"},
		{"watch --call F --fitness fitness.go 1.go", "exclude each other"},
		{"watch --args [1] 1.go", "--args needs --call"},
		{"watch --jobs 0 1.go", "--jobs 0"},
		{"watch --fail-under score=1 1.go", "--fail-under"},
		{"config extra", "extra"},
		{"config --config= ", "--config needs"},
		{"config --config nowhere.toml", "nowhere.toml"},
		{"doctor --format yaml", `"yaml"`},
		{"doctor --format ndjson", "table, json"},
	} {
		t.Run(c.args, func(t *testing.T) {
			b := newTester(t)
			b.genomes("ok")
			b.write("fitness.go", harness)
			b.write("empty.go", "")
			b.write("in.txt", "")
			if code := b.run(soon(t), strings.Fields(c.args)...); code != 2 {
				t.Errorf("exit status %d, want 2", code)
			}
			if got := b.stderr.String(); !strings.Contains(got, c.want) {
				t.Errorf("stderr %q, want %q in it", got, c.want)
			}
			if len(b.dish.created) > 0 || b.stdout.Len() > 0 {
				t.Errorf("it went on nevertheless: %s", b.stdout.String())
			}
		})
	}
}

// A path that cannot be read is its caller's mistake; a file that is no source
// is a failed candidate like any other.
func TestUnreadableGenomesAreNamed(t *testing.T) {
	b := newTester(t)
	b.genomes("ok")
	b.write("empty.go", "")
	b.write("binary.go", "package candidate\x00\xff")
	b.write("huge.go", "package candidate\n"+strings.Repeat("//\n", 1<<20))
	if code := b.run(soon(t), "run", "empty.go", "1.go", "binary.go", "huge.go", "no\x1bwhere.go"); code != 2 {
		t.Errorf("exit status %d, want 2", code)
	}
	want := []string{"empty.go load_error", "1.go ok", "binary.go load_error", "huge.go load_error"}
	if got := b.lines(); !slices.Equal(got, want) {
		t.Errorf("results %q, want %q", got, want)
	}
	if got := b.stderr.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, `no\x1bwhere.go`) {
		t.Errorf("stderr %q, want one line for the path that cannot be read", got)
	}
}

// That this process has no descriptor left is not the path's fault.
func TestGenomesThatTheHostCannotReadAreLost(t *testing.T) {
	b := newTester(t)
	b.app.stdin = iotest.ErrReader(unix.EMFILE)
	if code := b.run(soon(t), append([]string{"run", "-"}, b.genomes("ok")...)...); code != 4 {
		t.Errorf("exit status %d, want 4: %s", code, &b.stderr)
	}
	if got := b.lines(); !slices.Equal(got, []string{"- infra_error", "1.go ok"}) {
		t.Errorf("results %q", got)
	}
}

func TestHelp(t *testing.T) {
	for args, want := range map[string][]string{
		"--help":         {"run", "watch", "doctor", "config", "version"},
		"run --help":     {"Exit status", "130", "default 5s", "default 256 MiB", "--fail-under NAME=VALUE", "Examples:"},
		"watch --help":   {"Exit status", "130", "--quiet DURATION", "default 100ms"},
		"config --help":  {"[[override]]", "PETRI_LIMITS_MEMORY"},
		"version --help": {"yaegi"},
		"doctor --help":  {"Exit status", "130", "--format FORMAT", "--worker PATH"},
	} {
		b := newTester(t)
		if code := b.run(soon(t), strings.Fields(args)...); code != 0 {
			t.Errorf("%s: exit status %d", args, code)
		}
		for _, w := range want {
			if !strings.Contains(b.stdout.String(), w) {
				t.Errorf("%s: %q is missing in:\n%s", args, w, b.stdout.String())
			}
		}
	}
}

func TestVersionWithoutAWorker(t *testing.T) {
	t.Setenv("PATH", "")
	b := newTester(t)
	if code := b.run(soon(t), "version"); code != 0 {
		t.Fatalf("exit status %d: %s", code, b.stderr.String())
	}
	for _, want := range []string{"supervisor  ", "go          go1.", "not found"} {
		if !strings.Contains(b.stdout.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, b.stdout.String())
		}
	}
	if code := b.run(soon(t), "version", "--worker", "nowhere"); code != 2 {
		t.Errorf("exit status %d for a worker that is not there, want 2", code)
	}
	b.app.stdout = full{}
	if code := b.run(soon(t), "version"); code != 4 || !strings.Contains(b.stderr.String(), "the versions cannot be written: no space") {
		t.Errorf("exit status %d without room for output, want 4: %s", code, &b.stderr)
	}
}

// full is a disk that is.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestWorse(t *testing.T) {
	order := []int{exitOK, exitCandidate, exitUsage, exitInfra, exitHost, exitInterrupted}
	for i, a := range order {
		for j, b := range order {
			if got, want := worse(a, b), order[max(i, j)]; got != want {
				t.Errorf("worse(%d, %d) = %d, want %d", a, b, got, want)
			}
		}
	}
}
