package supervisor_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

func version(n int) string {
	return fmt.Sprintf("package candidate\n\nfunc F() int { return %d }\n", n)
}

func TestHotReloadKeepsTheProcess(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	_, err := b.Call(testContext(t), "F", nil)
	wantErr(t, err, supervisor.ErrNoGenome)
	first := load(t, b, version(1))
	if first.Version != 1 || !strings.HasPrefix(first.Checksum, "sha256:") || first.Unchanged {
		t.Errorf("%+v", first)
	}
	pid := b.Info().PID
	for n := 2; n <= 14; n++ {
		r := load(t, b, version(n))
		if r.Version != n {
			t.Fatalf("version %d, want %d", r.Version, n)
		}
		if got := call(t, b, "F"); string(got.Value) != fmt.Sprint(n) || got.Version != n || got.Checksum != r.Checksum {
			t.Fatalf("%+v", got)
		}
	}
	if now := b.Info().PID; now != pid {
		t.Errorf("worker %d, was %d", now, pid)
	}
	again := load(t, b, version(14))
	if !again.Unchanged || again.Version != 14 {
		t.Errorf("identical source: %+v", again)
	}
	h, err := b.History("candidate")
	if err != nil || h.CurrentVersion != 14 || h.TotalVersions != 14 || len(h.Versions) != genome.MaxVersions || h.Versions[0].Number != 5 {
		t.Errorf("history %+v, %v", h, err)
	}
}

func TestRollback(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	for n := 1; n <= 3; n++ {
		load(t, b, version(n))
	}
	r, err := b.Rollback(ctx, "candidate", 1)
	if err != nil || r.Verdict != supervisor.OK || r.Version != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if got := call(t, b, "F"); string(got.Value) != "1" || got.Version != 1 {
		t.Errorf("%+v", got)
	}
	if r := load(t, b, version(4)); r.Version != 4 {
		t.Errorf("a version after a rollback is %d, want 4", r.Version)
	}
	vs, err := b.Versions("")
	if err != nil || len(vs) != 4 || vs[3].Parent != 1 {
		t.Errorf("%+v, %v", vs, err)
	}
	_, err = b.Rollback(ctx, "candidate", 9)
	wantErr(t, err, supervisor.ErrNoVersion)
	_, err = b.Rollback(ctx, "nobody", 1)
	wantErr(t, err, supervisor.ErrNoModule)
	// A restart keeps the version that served.
	if _, err := b.Rollback(ctx, "candidate", 2); err != nil {
		t.Fatal(err)
	}
	if err := b.Restart(ctx); err != nil {
		t.Fatal(err)
	}
	if got := call(t, b, "F"); string(got.Value) != "2" || got.Version != 2 {
		t.Errorf("%+v", got)
	}
}

func module(name, source string) genome.Module {
	return genome.Module{Name: name, Files: []genome.File{{Name: name + ".go", Text: []byte(source)}}}
}

func TestModules(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	upper := module("upper", "package upper\n\nimport \"lower\"\n\nfunc F() int { return 10 * lower.F() }\n")
	r, err := b.HotReload(ctx, genome.Genome{upper, module("lower", "package lower\n\nfunc F() int { return 1 }\n")})
	if err != nil || r.Verdict != supervisor.OK {
		t.Fatalf("%+v %v", r, err)
	}
	if r := call(t, b, "upper.F"); string(r.Value) != "10" {
		t.Errorf("%+v", r)
	}
	_, err = b.Call(ctx, "F", nil)
	wantErr(t, err, supervisor.ErrNoModule)
	// One module alone; the other one is linked to it anew.
	r, err = b.HotReload(ctx, genome.Genome{module("lower", "package lower\n\nfunc F() int { return 2 }\n")})
	if err != nil || r.Verdict != supervisor.OK || r.Version != 2 {
		t.Fatalf("%+v %v", r, err)
	}
	if r := call(t, b, "upper.F"); string(r.Value) != "20" || r.Version != 1 {
		t.Errorf("%+v", r)
	}
	// The same without saying the name.
	r, err = b.HotReload(ctx, genome.FromString("x.go", "package lower\n\nfunc F() int { return 3 }\n"))
	if err != nil || r.Verdict != supervisor.OK || r.Version != 3 {
		t.Fatalf("%+v %v", r, err)
	}
	if r := call(t, b, "upper.F"); string(r.Value) != "30" {
		t.Errorf("%+v", r)
	}
	// A change that breaks the other one is refused whole.
	r, err = b.HotReload(ctx, genome.Genome{module("lower", "package lower\n\nfunc G() int { return 4 }\n")})
	if err != nil || r.Verdict != supervisor.LoadError || r.Error.Module != "upper" {
		t.Fatalf("%+v %+v %v", r, r.Error, err)
	}
	// So is a cycle.
	r, err = b.HotReload(ctx, genome.Genome{module("lower", "package lower\n\nimport \"upper\"\n\nfunc F() int { return upper.F() }\n")})
	if err != nil || r.Verdict != supervisor.LoadError || !strings.Contains(r.Error.Message, "cycle") {
		t.Fatalf("%+v %+v %v", r, r.Error, err)
	}
	if r := call(t, b, "upper.F"); string(r.Value) != "30" {
		t.Errorf("%+v", r)
	}
	if got := b.Info().Modules; len(got) != 2 || got[0].Name != "upper" || got[0].Version != 1 || got[1].Version != 3 {
		t.Errorf("%+v", got)
	}
}

const counter = `package candidate

type State struct {
	Count int
	Notes []string
}

var s State

func Add(note string) int {
	s.Count++
	s.Notes = append(s.Notes, note)
	return s.Count
}

func Notes() []string { return s.Notes }

func Snapshot() State { return s }

func Restore(old State) { s = old }
`

func TestState(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: time.Second}})
	ctx := testContext(t)
	start := func(t *testing.T) *supervisor.Sandbox {
		b := create(t, sup, "box")
		t.Cleanup(func() { b.Destroy(ctx) })
		load(t, b, counter)
		call(t, b, "Add", "one")
		call(t, b, "Add", "two")
		return b
	}
	// still requires that version 1 serves with its state.
	still := func(t *testing.T, b *supervisor.Sandbox) {
		t.Helper()
		if r := call(t, b, "Notes"); string(r.Value) != `["one","two"]` || r.Version != 1 {
			t.Errorf("the previous genome: version %d with %s", r.Version, r.Value)
		}
	}

	t.Run("carried", func(t *testing.T) {
		b := start(t)
		load(t, b, counter+"\n// changed\n")
		if r := call(t, b, "Add", "three"); string(r.Value) != "3" {
			t.Errorf("count %s, want 3", r.Value)
		}
	})
	t.Run("fresh", func(t *testing.T) {
		b := start(t)
		r, err := b.HotReload(ctx, genome.FromString("candidate.go", counter+"\n//\n"), supervisor.WithFreshState())
		if err != nil || r.Verdict != supervisor.OK {
			t.Fatal(r, err)
		}
		if r := call(t, b, "Add", "again"); string(r.Value) != "1" {
			t.Errorf("count %s, want 1", r.Value)
		}
	})
	t.Run("through rollback", func(t *testing.T) {
		b := start(t)
		load(t, b, counter+"\n//\n")
		call(t, b, "Add", "three")
		if r, err := b.Rollback(ctx, "", 1); err != nil || r.Verdict != supervisor.OK {
			t.Fatal(r, err)
		}
		if r := call(t, b, "Add", "four"); string(r.Value) != "4" {
			t.Errorf("count %s, want 4", r.Value)
		}
	})
	migrating := strings.ReplaceAll(counter, "Count int", "Count float64") + `
func Migrate(old []byte, from, to int) (State, error) {
	if from != 1 || to != 2 {
		panic("wrong versions")
	}
	return State{Count: 100, Notes: []string{string(old)}}, nil
}
`
	migrating = strings.Replace(migrating, ") int {", ") float64 {", 1)
	t.Run("migrated", func(t *testing.T) {
		b := start(t)
		load(t, b, migrating)
		if r := call(t, b, "Add", "x"); string(r.Value) != "101" {
			t.Errorf("count %s, want 101", r.Value)
		}
		r := call(t, b, "Notes")
		var notes []string
		if err := json.Unmarshal(r.Value, &notes); err != nil || notes[0] != `{"Count":2,"Notes":["one","two"]}` {
			t.Errorf("Migrate was given %s", r.Value)
		}
	})
	t.Run("by the caller", func(t *testing.T) {
		b := start(t)
		r, err := b.HotReload(ctx, genome.FromString("candidate.go", counter+"\n//\n"),
			supervisor.WithStateHandler(func(old json.RawMessage, from, to int) (json.RawMessage, error) {
				if string(old) != `{"Count":2,"Notes":["one","two"]}` || from != 1 || to != 2 {
					t.Errorf("handler was given %s, %d, %d", old, from, to)
				}
				return json.RawMessage(`{"Count":41}`), nil
			}))
		if err != nil || r.Verdict != supervisor.OK {
			t.Fatal(r, err)
		}
		if r := call(t, b, "Add", "x"); string(r.Value) != "42" {
			t.Errorf("count %s, want 42", r.Value)
		}
	})
	t.Run("handler fails", func(t *testing.T) {
		b := start(t)
		broken := errors.New("cannot migrate")
		for _, h := range []supervisor.StateHandler{
			func(json.RawMessage, int, int) (json.RawMessage, error) { return nil, broken },
			func(json.RawMessage, int, int) (json.RawMessage, error) { panic(broken) },
			func(json.RawMessage, int, int) (json.RawMessage, error) { return json.RawMessage("{"), nil },
		} {
			if _, err := b.HotReload(ctx, genome.FromString("candidate.go", version(2)), supervisor.WithStateHandler(h)); err == nil || !strings.Contains(err.Error(), "state handler") {
				t.Errorf("error %v", err)
			}
			still(t, b)
		}
		_, err := b.HotReload(ctx, genome.FromString("candidate.go", version(2)), supervisor.WithStateHandler(
			func(json.RawMessage, int, int) (json.RawMessage, error) { return nil, broken }))
		wantErr(t, err, broken)
	})

	for _, tc := range []struct {
		name, source, says string
		want               supervisor.Verdict
	}{
		{"does not fit", strings.ReplaceAll(strings.ReplaceAll(counter, "Count int", "Count string"), "s.Count++\n", "") + "\n", "Restore", supervisor.LoadError},
		{"Migrate returns an error", counter + "\nfunc Migrate(old []byte, from, to int) (State, error) { return s, errors.New(\"too old\") }\n", "too old", supervisor.LoadError},
		{"Migrate panics", counter + "\nfunc Migrate(old []byte, from, to int) (State, error) { panic(\"ouch\") }\n", "ouch", supervisor.LoadError},
		{"Migrate loops", counter + "\nfunc Migrate(old []byte, from, to int) (State, error) { for {} }\n", "Migrate", supervisor.Timeout},
		{"Migrate has another signature", counter + "\nfunc Migrate(old string) State { return s }\n", "Migrate", supervisor.LoadError},
		{"Migrate's error panics", counter + "\ntype bad struct{}\n\nfunc (bad) Error() string { panic(\"speechless\") }\n\nfunc Migrate(old []byte, from, to int) (State, error) { return s, bad{} }\n", "Migrate", supervisor.LoadError},
		{"Migrate's error loops", counter + "\ntype bad struct{}\n\nfunc (bad) Error() string { for {} }\n\nfunc Migrate(old []byte, from, to int) (State, error) { return s, bad{} }\n", "Migrate", supervisor.Timeout},
		{"Restore panics", strings.Replace(counter, "s = old", "panic(\"no\")", 1), "no", supervisor.LoadError},
		{"Restore loops", strings.Replace(counter, "s = old", "for {}", 1), "Restore", supervisor.Timeout},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := start(t)
			source := tc.source
			if strings.Contains(source, "errors.") {
				source = strings.Replace(source, "package candidate\n", "package candidate\n\nimport \"errors\"\n", 1)
			}
			if strings.Contains(source, "Count string") {
				source = strings.Replace(source, "return s.Count", "return len(s.Count)", 1)
			}
			r, err := b.HotReload(ctx, genome.FromString("candidate.go", source))
			if err != nil {
				t.Fatal(err)
			}
			if r.Verdict != tc.want || !strings.Contains(r.Error.Message, tc.says) {
				t.Fatalf("%s %+v, want %s and %q", r.Verdict, r.Error, tc.want, tc.says)
			}
			still(t, b)
		})
	}
	t.Run("Snapshot panics", func(t *testing.T) {
		b := create(t, sup, "box")
		defer b.Destroy(ctx)
		load(t, b, strings.Replace(counter, "{ return s }", "{ panic(\"no state\") }", 1))
		call(t, b, "Add", "one")
		r, err := b.HotReload(ctx, genome.FromString("candidate.go", version(2)))
		if err != nil || r.Verdict != supervisor.LoadError || !strings.Contains(r.Error.Message, "no state") {
			t.Fatalf("%+v %+v %v", r, r.Error, err)
		}
		if r := call(t, b, "Notes"); string(r.Value) != `["one"]` {
			t.Errorf("%+v", r)
		}
	})
	t.Run("Snapshot loops", func(t *testing.T) {
		b := create(t, sup, "box")
		defer b.Destroy(ctx)
		load(t, b, strings.Replace(counter, "{ return s }", "{ for {} }", 1))
		pid := b.Info().PID
		r, err := b.HotReload(ctx, genome.FromString("candidate.go", version(2)))
		if err != nil || r.Verdict != supervisor.Timeout {
			t.Fatalf("%+v %+v %v", r, r.Error, err)
		}
		// The same genome serves, built again; its state could not be saved.
		if r := call(t, b, "Add", "x"); string(r.Value) != "1" || b.Info().PID != pid {
			t.Errorf("%+v", r)
		}
	})
}

func TestBadSources(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, version(1))
	for name, tc := range map[string]struct {
		g    genome.Genome
		want error
	}{
		"nothing":   {nil, genome.ErrEmpty},
		"empty":     {genome.FromString("a.go", ""), genome.ErrEmpty},
		"too large": {genome.FromString("a.go", "package a\n"+strings.Repeat("//x\n", 300<<10)), genome.ErrTooLarge},
		"binary":    {genome.FromString("a.go", "package a\x00"), genome.ErrBinary},
		"bad name":  {genome.Genome{module("../a", "package a\n")}, genome.ErrBadName},
		"twice":     {genome.Genome{module("a", "package a\n"), module("a", "package a\n")}, genome.ErrDuplicate},
	} {
		if _, err := b.HotReload(testContext(t), tc.g); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	if r := call(t, b, "F"); string(r.Value) != "1" {
		t.Errorf("%+v", r)
	}
}
