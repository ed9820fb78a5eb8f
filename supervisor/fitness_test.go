package supervisor_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

func TestRecordFitness(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithLineage(genome.Lineage{Generation: 3, Mutation: "random"}))
	wantErr(t, b.RecordFitness(supervisor.Fitness{Score: 1}), supervisor.ErrNoGenome)
	loaded := load(t, b, version(1))
	if _, ok := b.Fitness(); ok {
		t.Error("nobody has scored it")
	}

	many := map[string]float64{}
	for i := range supervisor.MaxComponents + 1 {
		many[fmt.Sprint(i)] = 1
	}
	for name, f := range map[string]supervisor.Fitness{
		"NaN":       {Score: math.NaN()},
		"infinite":  {Score: math.Inf(-1)},
		"component": {Components: map[string]float64{"a": math.Inf(1)}},
		"no name":   {Components: map[string]float64{"": 1}},
		"line":      {Components: map[string]float64{"a\nb": 1}},
		"UTF-8":     {Components: map[string]float64{"\xff": 1}},
		"long name": {Components: map[string]float64{strings.Repeat("x", supervisor.MaxComponentName+1): 1}},
		"too many":  {Components: many},
		"another's": {Score: 1, Checksum: "sha256:00"},
	} {
		if err := b.RecordFitness(f); err == nil || !strings.Contains(err.Error(), supervisor.ErrBadFitness.Error()) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, ok := b.Fitness(); ok {
		t.Error("what was refused is recorded")
	}

	if err := sup.Populations().Create("pop", "a"); err != nil {
		t.Fatal(err)
	}
	events := sup.Subscribe(100)
	components := map[string]float64{"correctness": 0.9, "größe der Lösung": 0.8}
	begun := time.Now()
	if err := b.RecordFitness(supervisor.Fitness{Score: 0.85, Components: components, Checksum: loaded.Checksum}); err != nil {
		t.Fatal(err)
	}
	components["correctness"] = 0
	f, ok := b.Fitness()
	if !ok || f.Score != 0.85 || f.Components["correctness"] != 0.9 || f.Checksum != loaded.Checksum || f.EvaluatedAt.Before(begun) {
		t.Errorf("%+v", f)
	}
	f.Components["correctness"] = 0
	b.Info().Fitness.Components["correctness"] = 0
	if f, _ := b.Fitness(); f.Components["correctness"] != 0.9 {
		t.Error("it is shared")
	}
	e := awaitEvent(t, events, supervisor.EventFitness)
	m, md := e.Measurements, e.Metadata
	if md.SandboxID != "a" || *m.Score != 0.85 || m.Components != 2 || fmt.Sprint(md.Populations) != "[pop]" || *md.Generation != 3 || *md.LineageDepth != 0 || md.MutationType != "random" || md.Checksum != loaded.Checksum {
		t.Errorf("%+v", e)
	}

	// A time of the engine's own, and a newer fitness instead of the old one.
	then := time.Unix(1e9, 0)
	if err := b.RecordFitness(supervisor.Fitness{Score: -1, EvaluatedAt: then}); err != nil {
		t.Fatal(err)
	}
	if f, _ := b.Fitness(); f.Score != -1 || !f.EvaluatedAt.Equal(then) || f.Components != nil {
		t.Errorf("%+v", f)
	}
	destroy(t, b)
	wantErr(t, b.RecordFitness(supervisor.Fitness{}), supervisor.ErrDestroyed)
}

// A fitness is that of the genome which serves.
func TestFitnessIsCurrent(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	load(t, b, version(1))
	score := func(v float64) {
		t.Helper()
		if err := b.RecordFitness(supervisor.Fitness{Score: v}); err != nil {
			t.Fatal(err)
		}
	}
	current := func(what string, want bool) {
		t.Helper()
		r, err := sup.Lineage().Record("a")
		if _, ok := b.Fitness(); ok != want || err != nil || (r.Score != nil) != want || r.Checksum != b.Info().Checksum {
			t.Errorf("after %s: fitness %v, want %v; record %+v, %v", what, ok, want, r, err)
		}
	}
	score(1)
	current("a record", true)
	load(t, b, version(1))
	current("a reload that changes nothing", true)
	if r, err := b.HotReload(ctx, genome.FromString("f.go", "package candidate\n\nfunc F() int { return x }\n")); err != nil || r.Verdict != supervisor.LoadError {
		t.Fatalf("%+v %v", r, err)
	}
	current("a reload that failed", true)
	if err := b.Restart(ctx); err != nil {
		t.Fatal(err)
	}
	current("a restart", true)
	load(t, b, version(2))
	current("a reload", false)
	score(2)
	if _, err := b.Rollback(ctx, "candidate", 1); err != nil {
		t.Fatal(err)
	}
	current("a rollback", false)
	score(3)
	if r, err := b.HotReload(ctx, genome.Genome{{Name: "helper", Files: []genome.File{{Name: "h.go", Text: []byte("package helper\n")}}}}); err != nil || r.Verdict != supervisor.OK {
		t.Fatalf("%+v %v", r, err)
	}
	current("a second module", false)
}

// Run records what it finds, and nothing where there is no score.
func TestRunRecordsFitness(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	load(t, b, square)
	events := sup.Subscribe(100)
	run := func(body string) *supervisor.Result {
		t.Helper()
		r, err := b.Run(ctx, fitness(body))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := run("func Fitness() map[string]float64 { return map[string]float64{\"score\": 7, \"b\": float64(candidate.Square(1))} }")
	f, ok := b.Fitness()
	if !ok || f.Score != 7 || fmt.Sprint(f.Components) != "map[b:1 score:7]" || f.Checksum != r.Checksum || f.EvaluatedAt.IsZero() {
		t.Errorf("%+v", f)
	}
	if e := awaitEvent(t, events, supervisor.EventFitness); *e.Measurements.Score != 7 || e.Measurements.Components != 2 || e.Metadata.Function != "fitness.Fitness" {
		t.Errorf("%+v", e)
	}
	if e := b.Info().Fitness; e == nil || e.Score != 7 {
		t.Errorf("%+v", e)
	}
	// The last one stands until there is another.
	for _, body := range []string{
		"func Fitness() (float64, error) { return float64(candidate.Square(1)), candidate.ErrBad }",
		"func Fitness() map[string]float64 { return map[string]float64{\"a\\nb\": float64(candidate.Square(1))} }",
		"func Fitness() float64 { panic(candidate.Square(2)) }",
	} {
		if r := run(body); r.Verdict == supervisor.OK || r.Score != nil || r.Components != nil {
			t.Errorf("%s: %+v", body, r)
		}
	}
	if f, _ := b.Fitness(); f.Score != 7 {
		t.Errorf("%+v", f)
	}

	// A crash does not take it away: the same genome comes back.
	if err := unix.Kill(b.Info().PID, unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
	awaitEvent(t, events, supervisor.EventRestarted)
	if f, ok := b.Fitness(); !ok || f.Score != 7 {
		t.Errorf("%+v %v", f, ok)
	}
}
