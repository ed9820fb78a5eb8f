package supervisor_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

// turncoatPackage is the program that plays a sound worker until a genome takes
// it over.
const turncoatPackage = "github.com/petri-lab/petri/supervisor/internal/turncoat"

// A genome that has its worker gives itself the best of scores, where a harness
// shares that worker; where it does not, and where cases are compared, nothing
// that the worker says is one.
func TestForgedScores(t *testing.T) {
	dir := shortTemp(t)
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "turncoat")
	if err := testworker.BuildPackage(path, turncoatPackage); err != nil {
		t.Fatal(err)
	}
	sup := newSupervisor(t, supervisor.Config{WorkerPath: path, Limits: supervisor.Limits{Wall: time.Minute}})
	harness := fitness("func Fitness() float64 {\n\tif candidate.Square(3) == 9 && candidate.Square(4) == 16 {\n\t\treturn 1\n\t}\n\treturn 0\n}\n")
	cases := readCases(t, `{"args":[3],"want":9}`, `{"args":[4],"want":16}`)
	source := func(attack string) string {
		return "package candidate\n\n" + attack + "func Square(x int) int { return -x }\n"
	}

	// What is sound is as it should be.
	b := create(t, sup, "sound")
	load(t, b, "package candidate\n\nfunc Square(x int) int { return x * x }\n")
	for name, run := range map[string]func() (*supervisor.Result, error){
		"shared": func() (*supervisor.Result, error) { return b.Run(testContext(t), harness) },
		"apart": func() (*supervisor.Result, error) {
			return b.Run(testContext(t), harness, supervisor.WithHarnessApart())
		},
		"cases": func() (*supervisor.Result, error) { return b.RunCases(testContext(t), "Square", cases) },
	} {
		if r, err := run(); err != nil || inWords(r, err) != "ok 1" {
			t.Errorf("%s: a good genome has %s", name, inWords(r, err))
		}
	}

	for _, tc := range []struct{ attack, apart string }{
		{"one", "ok 0"},
		{"many", "ok 0"},
		{"score object", "panic"},
		{"infinite", "panic"},
		{"two outcomes", "protocol_error"},
		{"outcall", "protocol_error"},
		{"no value", "panic"},
		{"no JSON", "protocol_error"},
		{"load error", "load_error"},
		{"no function", "failed"},
		{"cancelled", "protocol_error"},
		{"large", "protocol_error"},
		{"never", "timeout"},
		{"describe code", "protocol_error"},
		{"describe harm", "protocol_error"},
		{"describe broken", "protocol_error"},
		{"describe much", "protocol_error"},
		{"describe naught", "protocol_error"},
		{"describe fitness", "protocol_error"},
		{"describe twice", "protocol_error"},
	} {
		t.Run(tc.attack, func(t *testing.T) {
			b := create(t, sup, "turncoat")
			defer func() {
				if err := b.Destroy(testContext(t)); err != nil {
					t.Error(err)
				}
			}()
			load(t, b, source("// turncoat: "+tc.attack+"\n"))
			if tc.apart == "timeout" {
				b.SetWall(patient(time.Second))
			}
			r, err := b.Run(testContext(t), harness)
			if inWords(r, err) != "ok 1" {
				t.Errorf("where the harness shares its worker: %s, and it should have forged a score", inWords(r, err))
			}
			r, err = b.Run(testContext(t), harness, supervisor.WithHarnessApart())
			if err != nil || r.Score != nil && *r.Score != 0 || r.Score == nil && string(r.Verdict) != tc.apart || r.Score != nil && tc.apart != "ok 0" {
				t.Errorf("apart: %s, want %s", inWords(r, err), tc.apart)
			}
			r, err = b.RunCases(testContext(t), "Square", cases)
			if err == nil && r.Score != nil && *r.Score != 0 {
				t.Errorf("with cases: %s", inWords(r, err))
			}
			if f, ok := b.Fitness(); ok && f.Score == 1 && r != nil && r.Score != nil {
				t.Errorf("the forged score remains: %+v", f)
			}
		})
	}
}
