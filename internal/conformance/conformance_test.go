package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/vet"
)

// sampleFile names the programs of other corpora that are run in every test,
// relative to the top of the repository.
const sampleFile = "testdata/conformance/sample.txt"

func TestMain(m *testing.M) {
	// The corpora are found from the top of the repository.
	if err := os.Chdir(filepath.Join("..", "..")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// The programs of testdata/dialect do in Petri what they do when compiled, but
// for those that are on the list; and those that are on the list do not.
func TestDialect(t *testing.T) {
	programs, err := folderPrograms(dialectFolder)
	if err != nil {
		t.Fatal(err)
	}
	want := make([]*outcome, len(programs))
	for i, p := range programs {
		p.corpus = "a"
		if want[i], err = readExpected(p); err != nil {
			t.Fatalf("%v; write it with scripts/conformance --update", err)
		}
	}
	check(t, programs, want)
}

// So does a sample of the Go distribution's and of yaegi's tests, which know
// what they must print.
func TestSample(t *testing.T) {
	names, err := readNames(sampleFile)
	if err != nil {
		t.Fatal(err)
	}
	var programs []*program
	var want []*outcome
	for _, name := range []string{"b", "c"} {
		c, err := openCorpus(t.Context(), name, newStandardLibrary(""))
		if errors.Is(err, fs.ErrNotExist) {
			t.Logf("corpus %s is not part of this tool chain: %v", name, err)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range c.programs {
			if names[p.id()] == "" {
				continue
			}
			o, err := ownExpectation(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			if p.hash()[:12] != names[p.id()] {
				t.Logf("%s is another program in this version of Go, and not looked at", p.id())
				continue
			}
			programs, want = append(programs, p), append(want, o)
		}
	}
	if len(programs) < len(names)/2 {
		t.Errorf("of %d programs in %s only %d were found", len(names), sampleFile, len(programs))
	}
	check(t, programs, want)
}

// check runs programs and compares what they do with what is wanted and with
// the list of what is known.
func check(t *testing.T, programs []*program, want []*outcome) {
	t.Helper()
	list, err := readKnown(knownFile)
	if err != nil {
		t.Fatal(err)
	}
	worker, remove, err := findWorker(os.Getenv("PETRI_TEST_WORKER"))
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	d, err := openDish(t.Context(), worker, 20*time.Second, defaultMemory, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := d.close(ctx); err != nil {
			t.Error(err)
		}
	}()
	counts := map[class]int{}
	d.each(t.Context(), programs, func(i int, o *outcome) {
		// Of the standard error nothing is expected.
		want[i].Stderr, o.Stderr = "", ""
		f := compare(programs[i], want[i], o)
		counts[f.Class]++
		k, listed := list[f.id()]
		switch {
		case k.class == "unsteady":
		case f.Class == same && listed:
			t.Errorf("%s is right now: take it out of %s", f.id(), knownFile)
		case f.Class != same && !listed:
			t.Errorf("%s: %s: %s %s", f.id(), f.Class, f.Rule, f.Why)
		}
	})
	t.Logf("%v", counts)
}

// ownExpectation reads what a program of the corpora b and c must do from the
// place where its authors say so.
func ownExpectation(ctx context.Context, p *program) (*outcome, error) {
	o := &outcome{Kind: exited}
	if p.corpus == "c" {
		_, text, found := strings.Cut(string(p.files[0].text), "// Output:\n")
		if !found {
			return nil, fmt.Errorf("%s does not say what it must print", p.id())
		}
		for line := range strings.Lines(text) {
			comment, is := strings.CutPrefix(line, "//")
			if !is {
				break
			}
			o.Stdout += strings.TrimPrefix(comment, " ")
		}
		return o, nil
	}
	goroot, err := goEnv(ctx, "GOROOT")
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(goroot, "test", filepath.FromSlash(p.name)+".out"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	o.Stdout = string(text)
	return o, nil
}

// readNames reads lines of CORPUS/NAME and the first digits of the program's
// hash.
func readNames(path string) (map[string]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if line[0] == '#' {
			continue
		}
		name, hash, found := strings.Cut(strings.TrimSpace(line), " ")
		if !found {
			return nil, fmt.Errorf("%s: want CORPUS/NAME HASH: %q", path, line)
		}
		names[name] = hash
	}
	return names, nil
}

func TestRunAction(t *testing.T) {
	for text, want := range map[string]string{
		"// run\n\npackage main":               "run",
		"//go:build linux\n\n// run a b\n":     "run a b",
		"\n// +build !js\n// run\n":            "run",
		"// errorcheck\n":                      "",
		"// runoutput\n":                       "",
		"// Copyright\n// run\n\npackage main": "",
		"package main":                         "",
	} {
		got := ""
		if args, is := runAction(text); is {
			got = strings.TrimSpace("run " + args)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestLastWords(t *testing.T) {
	for stderr, want := range map[string]string{
		"":                                      ": ",
		"text\npanic: boom\n\ngoroutine 1 [run": "panicked: boom",
		"panic: a [recovered]\n\tpanic: b\n":    "panicked: b",
		"panic: x [recovered, repanicked]\n":    "panicked: x",
		"panic: main.T{...}, 0xc000012345\n":    "panicked: main.T{...}, 0x?",
		"fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1": "fatal: all goroutines are asleep - deadlock!",
	} {
		k, message := lastWords(stderr)
		if got := fmt.Sprintf("%s: %s", k, message); got != want {
			t.Errorf("%q: %q, want %q", stderr, got, want)
		}
	}
}

func TestCompare(t *testing.T) {
	ok := func(stdout string) *outcome { return &outcome{Kind: exited, Stdout: stdout} }
	for _, c := range []struct {
		name          string
		native, petri *outcome
		want          class
	}{
		{"same", ok("a\n"), ok("a\n"), same},
		{"other output", ok("a\n"), ok("b\n"), silent},
		{"end of the output", ok("a\nb\n"), &outcome{Kind: exited, Stdout: "b\n", Partial: true}, same},
		{"other status", &outcome{Kind: exited, Code: 1}, ok(""), silent},
		{"panics", ok(""), &outcome{Kind: panicked, Message: "x"}, loud},
		{"panics alike", &outcome{Kind: panicked, Message: "x"}, &outcome{Kind: panicked, Message: "x"}, same},
		{"panics with other words", &outcome{Kind: panicked, Message: "x"}, &outcome{Kind: panicked, Message: "y"}, loud},
		{"does not panic", &outcome{Kind: panicked, Message: "x"}, ok(""), silent},
		{"goroutine panics", &outcome{Kind: panicked, Message: "x"}, &outcome{Kind: crashed, Message: "panic in a goroutine: x"}, same},
		{"crashes", ok(""), &outcome{Kind: crashed, Message: "stack overflow"}, down},
		{"deadlock", &outcome{Kind: fatal, Message: "all goroutines are asleep - deadlock!"}, &outcome{Kind: timedOut}, same},
		{"too slow", ok(""), &outcome{Kind: timedOut}, late},
		{"refused", ok(""), &outcome{Kind: refused, Rule: "types"}, refusal},
		{"not Go", &outcome{Kind: invalid}, &outcome{Kind: refused}, excluded},
		{"memory", ok(""), &outcome{Kind: limited}, down},
		{"host", ok(""), &outcome{Kind: infra}, trouble},
	} {
		if f := compare(&program{}, c.native, c.petri); f.Class != c.want {
			t.Errorf("%s: %s (%s), want %s", c.name, f.Class, f.Why, c.want)
		}
	}
}

// Random programs are the same for the same seed, and Go.
func TestRandomPrograms(t *testing.T) {
	first, again := randomPrograms(1, 20), randomPrograms(1, 20)
	for i, p := range first {
		if p.hash() != again[i].hash() {
			t.Errorf("program %s is another one the second time", p.name)
		}
		if r := vet.Check(p.genome(), genome.Standard(), genome.DefaultCaps()); !r.OK() {
			t.Errorf("program %s: %v", p.name, r.Diagnostics[0])
		}
	}
	if first[0].hash() == first[1].hash() {
		t.Error("two seeds make one program")
	}
}
