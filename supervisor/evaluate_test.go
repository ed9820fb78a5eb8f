package supervisor_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

const square = "package candidate\n\nimport \"errors\"\n\nvar ErrBad = errors.New(\"bad\")\n\nfunc Square(x int) int { return x * x }\n"

func fitness(body string) genome.Module {
	return genome.Module{Files: []genome.File{{Name: "fitness.go", Text: []byte("package fitness\n\nimport \"candidate\"\n\n" + body)}}}
}

func TestRun(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Grace: ample, Limits: supervisor.Limits{Wall: time.Minute}})
	ctx := testContext(t)
	b := create(t, sup, "a")
	_, err := b.Run(ctx, fitness("func Fitness() float64 { return 1 }"))
	wantErr(t, err, supervisor.ErrNoGenome)
	loaded := load(t, b, square)

	for _, tc := range []struct {
		name, body string
		verdict    supervisor.Verdict
		score      float64
		components string
	}{
		{"number", "func Fitness() float64 { return float64(candidate.Square(3)) }", "ok", 9, "map[]"},
		{"number and error", "func Fitness() (float64, error) { candidate.Square(1); return 0.5, nil }", "ok", 0.5, "map[]"},
		{"error", "func Fitness() (float64, error) { return float64(candidate.Square(1)), candidate.ErrBad }", "failed", 0, "map[]"},
		{"components", "func Fitness() map[string]float64 { return map[string]float64{\"a\": float64(candidate.Square(1)), \"b\": 0} }", "ok", 0.5, "map[a:1 b:0]"},
		{"components with a score", "func Fitness() map[string]float64 { return map[string]float64{\"score\": 7, \"b\": float64(candidate.Square(0))} }", "ok", 7, "map[b:0 score:7]"},
		{"integer", "func Fitness() int { return candidate.Square(3) }", "ok", 9, "map[]"},
		{"struct", "type T struct { A uint8; B float32 `json:\"b\"` }; func Fitness() T { return T{uint8(candidate.Square(2)), 2} }", "ok", 3, "map[A:4 b:2]"},
		{"NaN", "func Fitness() float64 { z := float64(candidate.Square(0)); return z / z }", "failed", 0, "map[]"},
		{"infinite component", "func Fitness() map[string]float64 { return map[string]float64{\"a\": 1 / float64(candidate.Square(0))} }", "failed", 0, "map[]"},
		{"no components", "func Fitness() map[string]float64 { candidate.Square(1); return map[string]float64{} }", "failed", 0, "map[]"},
		{"nil components", "func Fitness() map[string]float64 { candidate.Square(1); return nil }", "failed", 0, "map[]"},
		{"panic", "func Fitness() float64 { panic(candidate.Square(2)) }", "panic", 0, "map[]"},
		{"loop", "func Fitness() float64 { candidate.Square(1); for {} }", "timeout", 0, "map[]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for range 2 { // the second time with the harness already there
				if tc.verdict == "timeout" {
					b.SetWall(patient(time.Second))
					defer b.SetWall(time.Minute)
				}
				r, err := b.Run(ctx, fitness(tc.body))
				if err != nil {
					t.Fatal(err)
				}
				if r.Verdict != tc.verdict || fmt.Sprint(r.Components) != tc.components {
					t.Fatalf("%s %v %+v, want %s %s", r.Verdict, r.Components, r.Error, tc.verdict, tc.components)
				}
				if (r.Score != nil) != (tc.verdict == "ok") || r.Score != nil && *r.Score != tc.score {
					t.Errorf("score %v, want %v", r.Score, tc.score)
				}
				if r.Version != 1 || r.Checksum != loaded.Checksum {
					t.Errorf("version %d, %s", r.Version, r.Checksum)
				}
			}
		})
	}

	for name, h := range map[string]genome.Module{
		"syntax":         fitness("func Fitness() float64 {"),
		"no Fitness":     fitness("func Score() float64 { return float64(candidate.Square(1)) }"),
		"arguments":      fitness("func Fitness(x int) float64 { return float64(candidate.Square(x)) }"),
		"returns text":   fitness("func Fitness() string { candidate.Square(1); return \"good\" }"),
		"returns a list": fitness("func Fitness() []float64 { candidate.Square(1); return []float64{1} }"),
		"returns bool":   fitness("func Fitness() bool { candidate.Square(1); return true }"),
		"returns texts":  fitness("func Fitness() map[string]string { candidate.Square(1); return map[string]string{\"a\": \"1\"} }"),
		"returns naught": fitness("func Fitness() { candidate.Square(1) }"),
		"denied":         {Files: []genome.File{{Name: "fitness.go", Text: []byte("package fitness\n\nimport \"os/exec\"\n\nfunc Fitness() float64 { exec.Command(\"\"); return 1 }\n")}}},
		"other package":  {Files: []genome.File{{Name: "fitness.go", Text: []byte("package judge\n\nfunc Fitness() float64 { return 1 }\n")}}},
		"empty":          {},
	} {
		if _, err := b.Run(ctx, h); err == nil || !strings.Contains(err.Error(), supervisor.ErrNoHarness.Error()) {
			t.Errorf("%s: %v, want ErrNoHarness", name, err)
		} else if strings.Contains(err.Error(), "sandbox ") {
			t.Errorf("%s: %v, which names a sandbox: it is so for all", name, err)
		}
	}

	// A genome without what the harness calls is the genome's failure.
	load(t, b, "package candidate\n\nfunc Cube(x int) int { return x * x * x }\n")
	r, err := b.Run(ctx, fitness("func Fitness() float64 { return float64(candidate.Square(3)) }"))
	if err != nil || r.Verdict != supervisor.LoadError || r.Error.Module != "fitness" || r.Error.File != "fitness.go" || r.Error.Line == 0 {
		t.Errorf("%+v %+v %v", r, r.Error, err)
	}
	if r := call(t, b, "Cube", 2); string(r.Value) != "8" {
		t.Errorf("%+v", r)
	}
	// The harness is no module of the genome.
	if got := b.Info().Modules; len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

// A reload brings the harness's next run to the new version, with its state.
func TestRunAfterReload(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	load(t, b, counter)
	call(t, b, "Add", "one")
	h := fitness("func Fitness() float64 { return float64(candidate.Add(\"x\")) }")
	for i, want := range []float64{2, 3} {
		r, err := b.Run(ctx, h)
		if err != nil || r.Verdict != supervisor.OK || *r.Score != want {
			t.Fatalf("run %d: %+v %+v %v", i, r, r.Error, err)
		}
	}
	load(t, b, counter+"\n//\n")
	r, err := b.Run(ctx, h)
	if err != nil || *r.Score != 4 || r.Version != 2 {
		t.Fatalf("%+v %v", r, err)
	}
}
