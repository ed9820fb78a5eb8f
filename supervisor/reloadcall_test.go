package supervisor_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// What is done by two operations in one sandbox and by one in another: results,
// what is on record, and what is told of it must not differ.
func TestReloadAndCall(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{
		Grace: ample, Limits: supervisor.Limits{Wall: patient(2 * time.Second), Memory: 64 << 20},
	})
	ctx := testContext(t)
	inputs := func(whats ...string) (all []supervisor.Args) {
		for _, w := range whats {
			all = append(all, supervisor.Args{w})
		}
		return all
	}
	counter := `package candidate

var n int

func Snapshot() int { return n }
func Restore(old int) { n = old }
func F(string) int { n++; return n * %d }
`
	state := func(old json.RawMessage, _, _ int) (json.RawMessage, error) { return old, nil }
	steps := []struct {
		name, source, function string
		inputs                 []supervisor.Args
		opts                   []supervisor.ReloadOption
		deaths                 bool // how many of them is not the same
	}{
		{name: "works", source: moody, function: "F", inputs: inputs("a", "panic", "print", "b")},
		{name: "the same again", source: moody, function: "candidate.F", inputs: inputs("c")},
		{name: "does not load", source: "package candidate\n\nfunc F(string) int { return x }\n", function: "F", inputs: inputs("a")},
		{name: "still serves", source: moody, function: "F", inputs: inputs("d")},
		{name: "may not", source: "package candidate\n\nimport _ \"os/exec\"\n\nfunc F(string) {}\n", function: "F", inputs: inputs("a")},
		{name: "has no such function", source: moody + "\n// 1\n", function: "G", inputs: inputs("a", "b")},
		{name: "takes others", source: moody + "\n// 2\n", function: "F", inputs: []supervisor.Args{{1}, {"a"}}},
		{name: "has no such module", source: moody + "\n// 3\n", function: "other.F", inputs: inputs("a")},
		{name: "is never done", source: moody + "\n// 4\n", function: "F", inputs: inputs("a", "loop", "b")},
		{name: "crashes", source: moody + "\n// 5\n", function: "F", inputs: inputs("a", "crash", "b"), deaths: true},
		{name: "crashes at once", source: moody + "\n// 6\n", function: "F", inputs: inputs("crash"), deaths: true},
		{name: "crashes loading", source: "package candidate\n\nfunc f(n int) int { return f(n+1) + 1 }\n\nvar V = f(0)\n\nfunc F(string) {}\n", function: "F", inputs: inputs("a"), deaths: true},
		{name: "is never loaded", source: "package candidate\n\nfunc init() { for { } }\n\nfunc F(string) {}\n", function: "F", inputs: inputs("a")},
		{name: "counts", source: fmt.Sprintf(counter, 1), function: "F", inputs: inputs("a", "b")},
		{name: "goes on counting", source: fmt.Sprintf(counter, 100), function: "F", inputs: inputs("a", "b")},
		{name: "by a handler", source: fmt.Sprintf(counter, 1000), function: "F", inputs: inputs("a"), opts: []supervisor.ReloadOption{supervisor.WithStateHandler(state)}},
		{name: "afresh", source: fmt.Sprintf(counter, 10000), function: "F", inputs: inputs("a"), opts: []supervisor.ReloadOption{supervisor.WithFreshState()}},
		{name: "no calls", source: moody + "\n// 7\n", function: "F"},
		{name: "has become two", source: "package second\n\nfunc F(string) {}\n", function: "F", inputs: inputs("a")},
		{name: "is one of two", source: "package second\n\nfunc F(string) int { return 2 }\n", function: "second.F", inputs: inputs("a")},
	}
	two, one := create(t, sup, "box-2"), create(t, sup, "box-1")
	for _, s := range steps {
		g := genome.FromString("candidate.go", s.source)
		told := func(b *supervisor.Sandbox, do func() (*supervisor.Result, []supervisor.Outcome, error)) (said []string) {
			events := sup.Subscribe(1000)
			before := sup.Audit().Stats().Recorded
			r, outcomes, err := do()
			afterRestart(t, b)
			said = append(said, "loaded "+describe(r), fmt.Sprint("error ", err))
			for _, o := range outcomes {
				said = append(said, fmt.Sprint("outcome ", describe(o.Result), " ", o.Err))
			}
			runs := map[uint64]int{}
			for _, e := range drain(t, events) {
				m := e.Metadata
				if m.RunID != 0 && runs[m.RunID] == 0 {
					runs[m.RunID] = len(runs) + 1
				}
				said = append(said, fmt.Sprint("event ", e.Name, " ", e.Measurements.Result, e.Measurements.Count, e.Measurements.Errors, m.Function, m.Version, m.Checksum, m.Reason, " of run ", runs[m.RunID]))
			}
			records := sup.Audit().Records(supervisor.AuditFilter{Sandbox: b.ID()})
			for _, a := range records[max(0, len(records)-int(sup.Audit().Stats().Recorded-before)):] {
				said = append(said, fmt.Sprint("record ", a.Level, a.Kind, a.Verdict, a.Limit, a.Function, a.Version, a.Checksum, a.Message))
			}
			for i := range said {
				said[i] = strings.ReplaceAll(said[i], b.ID(), "ID")
			}
			return said
		}
		want := told(two, func() (*supervisor.Result, []supervisor.Outcome, error) {
			r, err := two.HotReload(ctx, g, s.opts...)
			if err != nil || r.Verdict != supervisor.OK {
				return r, nil, err
			}
			outcomes, err := two.CallMany(ctx, s.function, s.inputs)
			return r, outcomes, err
		})
		got := told(one, func() (*supervisor.Result, []supervisor.Outcome, error) {
			return one.ReloadAndCall(ctx, g, s.function, s.inputs, s.opts...)
		})
		if s.deaths {
			death := func(line string) bool { return strings.HasPrefix(line, "event ") || strings.HasPrefix(line, "record ") }
			got, want = slices.DeleteFunc(got, death), slices.DeleteFunc(want, death)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", s.name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if a, b := one.Info(), two.Info(); fmt.Sprint(a.Modules, a.Checksum) != fmt.Sprint(b.Modules, b.Checksum) {
			t.Errorf("%s: %v, want %v", s.name, a.Modules, b.Modules)
		}
	}
}

// describe is what of a result does not depend on time.
func describe(r *supervisor.Result) string {
	if r == nil {
		return "none"
	}
	text := fmt.Sprint(r.Verdict, " ", r.Version, r.Checksum, string(r.Value), r.Unchanged, r.Stdout)
	if r.Verdict != supervisor.Timeout {
		text += fmt.Sprint(" ", r.Usage.Steps)
	}
	if r.Error != nil {
		text += fmt.Sprint(" ", r.Error.Message, r.Error.Line)
	}
	if r.Usage.Wall < 0 || !r.Unchanged && r.Usage.PeakMemory < 1<<20 {
		text += fmt.Sprintf(" usage %+v", r.Usage)
	}
	return text
}

func TestReloadAndRunCases(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	cases, err := supervisor.ReadCases(strings.NewReader("{\"args\": [2], \"want\": 4}\n{\"args\": [3], \"want\": 9}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		body    string
		loaded  supervisor.Verdict
		version int
		score   float64
	}{
		{"return x * x", supervisor.OK, 1, 1},
		{"return x + x", supervisor.OK, 2, 0.5},
		{"return y", supervisor.LoadError, 0, 0},
		{"return x + x", supervisor.OK, 2, 0.5},
	} {
		g := genome.FromString("c.go", "package candidate\n\nfunc F(x int) int { "+c.body+" }\n")
		loaded, r, err := b.ReloadAndRunCases(ctx, g, "F", cases)
		if err != nil || loaded.Verdict != c.loaded || loaded.Version != c.version {
			t.Fatalf("%d: %+v, %v", i, loaded, err)
		}
		if c.loaded != supervisor.OK {
			if r != nil {
				t.Errorf("%d: it was evaluated: %+v", i, r)
			}
			continue
		}
		if r.Verdict != supervisor.OK || *r.Score != c.score || r.Version != c.version || r.Cases.Total != 2 {
			t.Errorf("%d: %+v", i, r)
		}
		if f := b.Info().Fitness; f == nil || f.Score != c.score {
			t.Errorf("%d: fitness on record: %+v", i, f)
		}
	}
	_, _, err = b.ReloadAndRunCases(ctx, genome.FromString("c.go", good), "F", nil)
	wantErr(t, err, supervisor.ErrBadCases)
	_, _, err = b.ReloadAndRunCases(ctx, genome.Genome{}, "F", cases)
	wantErr(t, err, genome.ErrEmpty)
}

// A caller that gives up has an answer soon, whatever the genome does.
func TestReloadAndCallCancelled(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: time.Minute}})
	b := create(t, sup, "a")
	for name, source := range map[string]string{
		"loading": "package candidate\n\nfunc init() { for { } }\n\nfunc F() {}\n",
		"running": "package candidate\n\nfunc F() { for { } }\n",
	} {
		ctx, cancel := context.WithTimeout(testContext(t), 200*time.Millisecond)
		r, outcomes, err := b.ReloadAndCall(ctx, genome.FromString("c.go", source), "F", []supervisor.Args{nil, nil})
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		if name == "loading" && (r.Verdict != supervisor.Timeout || len(outcomes) != 0) {
			t.Errorf("%s: %+v %v", name, r, outcomes)
		}
		if name == "running" && (r.Verdict != supervisor.OK || len(outcomes) != 2 || outcomes[0].Result.Verdict != supervisor.Timeout || outcomes[1].Result.Verdict != supervisor.Timeout) {
			t.Errorf("%s: %+v %v", name, r, outcomes)
		}
	}
	if r, _, err := b.ReloadAndCall(testContext(t), genome.FromString("c.go", good), "F", []supervisor.Args{nil}); err != nil || r.Verdict != supervisor.OK {
		t.Errorf("afterwards: %+v %v", r, err)
	}
}

// One that is never restarted: whose death it is must be known at once.
func TestReloadAndCallWithoutRestart(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithRestart(supervisor.NeverRestart()))
	r, outcomes, err := b.ReloadAndCall(testContext(t), genome.FromString("c.go", moody), "F", []supervisor.Args{{"crash"}, {"a"}})
	if err != nil || r.Verdict != supervisor.OK || len(outcomes) != 2 {
		t.Fatalf("%+v %v %v", r, outcomes, err)
	}
	if o := outcomes[0]; o.Err != nil || o.Result.Verdict != supervisor.Crashed || o.Result.Version != 1 {
		t.Errorf("%+v", o)
	}
	wantErr(t, outcomes[1].Err, supervisor.ErrGaveUp)
	if s := b.Info().Status; s != supervisor.StatusError {
		t.Errorf("status %s", s)
	}
}

func TestHostileLoadAndCall(t *testing.T) {
	for name, want := range map[string]struct{ loaded, called supervisor.Verdict }{
		"both-sound":     {supervisor.OK, supervisor.OK},
		"both-unasked":   {supervisor.ProtocolError, ""},
		"both-twice":     {supervisor.OK, supervisor.ProtocolError},
		"both-verdict":   {supervisor.ProtocolError, ""},
		"both-failed":    {supervisor.LoadError, ""}, // and outcomes of what did not load, which are nobody's
		"both-nothing":   {supervisor.ProtocolError, ""},
		"both-many":      {supervisor.OK, supervisor.OK},
		"both-unhealthy": {supervisor.ProtocolError, ""},
		"both-hang":      {supervisor.Timeout, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := create(t, hostile(t, name), "a")
			r, outcomes, err := b.ReloadAndCall(testContext(t), genome.FromString("c.go", good), "F", []supervisor.Args{nil})
			if err != nil || r.Verdict != want.loaded {
				t.Fatalf("%+v %v", r, err)
			}
			if want.called == "" && len(outcomes) == 0 {
				return
			}
			if len(outcomes) != 1 || outcomes[0].Result.Verdict != want.called {
				t.Errorf("%+v, want %s", outcomes, want.called)
			}
		})
	}
}
