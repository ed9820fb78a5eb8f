package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/petri-lab/petri/internal/testgenome"
	"github.com/petri-lab/petri/supervisor"
)

// limits are small, so that hostile genomes meet them soon, but for the time:
// how long anything takes is the machine's affair.
func limits(args ...string) []string {
	return append([]string{"run", "--format", "ndjson", "--timeout", "1m", "--memory", "64MiB"}, args...)
}

func files(t *testing.T, pattern ...string) []string {
	t.Helper()
	found, err := filepath.Glob(repo(append([]string{"testdata"}, pattern...)...))
	if err != nil || len(found) == 0 {
		t.Fatalf("%v: %d files, %v", pattern, len(found), err)
	}
	return found
}

// check compares a result with what its genome expects.
func check(t *testing.T, r supervisor.Result) {
	t.Helper()
	e, err := testgenome.Expect(r.Genome)
	if err != nil {
		t.Fatal(err)
	}
	verdict := string(r.Verdict)
	switch wanted := e.Has(verdict); {
	case wanted && e.Today != "":
		t.Errorf("verdict %s is right: take the line today: %s out of the file", verdict, e.Today)
	case wanted:
	case verdict == e.Today:
		t.Logf("known gap: verdict %s, want %s", verdict, strings.Join(e.Want, " or "))
		return
	default:
		t.Errorf("verdict %s (%+v), want %s", verdict, r.Error, strings.Join(e.Want, " or "))
	}
	if (r.Error == nil) != (r.Verdict == supervisor.OK) {
		t.Errorf("verdict %s, error %+v", r.Verdict, r.Error)
	}
	switch {
	case (e.Score != "") != (r.Score != nil):
		t.Errorf("score %v, want %q", r.Score, e.Score)
	case e.Score == "1" && math.Abs(*r.Score-1) > 1e-9:
		t.Errorf("score %v, want 1", *r.Score)
	case e.Score == "<1" && *r.Score >= 1:
		t.Errorf("score %v, want less than 1", *r.Score)
	}
}

// evaluate runs the real command over genomes and checks each result; one
// command for all of those that may take their time, as a user would, and one
// for those that are expected not to end.
func evaluate(t *testing.T, genomes []string, args ...string) {
	t.Helper()
	var ending, endless []string
	for _, path := range genomes {
		e, err := testgenome.Expect(path)
		if err != nil {
			t.Fatal(err)
		}
		if e.Has(string(supervisor.Timeout)) {
			endless = append(endless, path)
		} else {
			ending = append(ending, path)
		}
	}
	evaluateWith(t, ending, args...)
	evaluateWith(t, endless, append([]string{"--timeout", "2s"}, args...)...)
}

func evaluateWith(t *testing.T, genomes []string, args ...string) {
	t.Helper()
	p, code := run(t, append(limits(args...), genomes...)...)
	if code != exitCandidate {
		t.Errorf("exit status %d, want %d; stderr: %s", code, exitCandidate, p.stderr.String())
	}
	results := p.results(t)
	if len(results) != len(genomes) {
		t.Fatalf("%d results for %d genomes", len(results), len(genomes))
	}
	for i, r := range results {
		if r.Genome != genomes[i] {
			t.Fatalf("result %d is of %s, want %s", i, r.Genome, genomes[i])
		}
		t.Run(filepath.Base(r.Genome), func(t *testing.T) { check(t, r) })
	}
}

func TestSquare(t *testing.T) {
	evaluate(t, files(t, "square", "*.go"), "--fitness", repo("testdata", "square_fitness.go"))
}

func TestHostile(t *testing.T) {
	evaluate(t, files(t, "hostile", "*.go"), "--call", "Run")
}

func TestPrograms(t *testing.T) {
	for _, path := range files(t, "programs", "*.go") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			base := strings.TrimSuffix(path, ".go")
			want, err := os.ReadFile(base + ".out")
			if err != nil {
				t.Fatal(err)
			}
			p, _ := run(t, append(limits("--stdin", base+".in"), path)...)
			results := p.results(t)
			if len(results) != 1 {
				t.Fatalf("%d results; stderr: %s", len(results), p.stderr.String())
			}
			check(t, results[0])
			if results[0].Stdout != string(want) {
				t.Errorf("output:\n%s\nwant:\n%s", results[0].Stdout, want)
			}
		})
	}
}

func TestModulesImportOneAnother(t *testing.T) {
	p, code := run(t, limits("--call", "candidate.Distance", "--args", "[0, 0, 3, 4]", repo("testdata", "modules", "shapes"))...)
	if code != exitOK {
		t.Fatalf("exit status %d; stdout: %s; stderr: %s", code, p.stdout.String(), p.stderr.String())
	}
	if r := p.results(t)[0]; string(r.Value) != "5" {
		t.Errorf("value %s, want 5", r.Value)
	}
}

func TestModulesMustNotImportInACircle(t *testing.T) {
	p, code := run(t, limits(repo("testdata", "modules", "cycle"))...)
	if code != exitCandidate {
		t.Fatalf("exit status %d; stderr: %s", code, p.stderr.String())
	}
	r := p.results(t)[0]
	if r.Verdict != supervisor.LoadError || !strings.Contains(r.Error.Message, "cycle") || r.Error.Line == 0 {
		t.Errorf("verdict %s, error %+v", r.Verdict, r.Error)
	}
}
