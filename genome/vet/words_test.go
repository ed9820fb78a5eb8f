package vet

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome"
)

// A broken program and what the compiler says of it: testdata/compiler/*.go end
// with lines "// want LINE:COLUMN: MESSAGE", of which a message may go on in
// lines "//\t...".
type broken struct {
	name string // of the file
	text string
	want []string
}

func brokenPrograms(t *testing.T) []broken {
	t.Helper()
	files, err := filepath.Glob("testdata/compiler/*.go")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d programs, %v", len(files), err)
	}
	var all []broken
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		program, rest, ok := strings.Cut(string(text), "\n// want ")
		if !ok {
			t.Fatalf("%s wants nothing", file)
		}
		b := broken{name: filepath.Base(file), text: program}
		for want := range strings.SplitSeq(rest, "\n// want ") {
			want = strings.ReplaceAll(strings.TrimRight(want, "\n"), "\n//\t", "\n\t")
			b.want = append(b.want, b.name+":"+want)
		}
		all = append(all, b)
	}
	return all
}

func compareLines(t *testing.T, got, want []string) {
	t.Helper()
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("missing: %s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("not wanted: %s", line)
		}
	}
}

func TestCompilersWords(t *testing.T) {
	for _, b := range brokenPrograms(t) {
		t.Run(b.name, func(t *testing.T) {
			r := Check(genome.FromString(b.name, b.text), genome.Trusted(), genome.Caps{})
			if r.Denied || r.OK() {
				t.Errorf("denied %v, OK %v", r.Denied, r.OK())
			}
			var got []string
			for _, d := range r.Diagnostics {
				if d.Rule != "types" || d.Module == "" {
					t.Errorf("rule %q, module %q: %v", d.Rule, d.Module, d)
				}
				got = append(got, d.String())
			}
			compareLines(t, got, b.want)
		})
	}
}

// What the files want is what the compiler of the Go installation says.
func TestCompilersWordsAreTheCompilers(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module broken\n\ngo 1.26\n")
	programs := brokenPrograms(t)
	for _, b := range programs {
		write(strings.TrimSuffix(b.name, ".go")+"/"+b.name, b.text)
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-gcflags=-e", "./...")
	build.Dir = dir
	out, err := build.CombinedOutput()
	if err == nil {
		t.Fatal("the programs compile")
	}
	text := regexp.MustCompile(`\b\w+/(\w+\.go:\d)`).ReplaceAllString(string(out), "$1")
	var said []string
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "\t"):
			said[len(said)-1] += "\n" + line
		case !strings.HasPrefix(line, "#"):
			said = append(said, line)
		}
	}
	var want []string
	for _, b := range programs {
		want = append(want, b.want...)
	}
	compareLines(t, said, want)
}
