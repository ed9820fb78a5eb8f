package supervisor_test

import (
	"context"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/petri-lab/petri/supervisor"
)

// documented reads the table of docs/events.md: the fields of each event.
func documented(t *testing.T) (names []string, fields map[string][]string) {
	t.Helper()
	text, err := os.ReadFile("../docs/events.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "<!-- events, checked against the code -->")
	table, _, ok := strings.Cut(table, "<!-- end of events -->")
	if !ok {
		t.Fatal("no table")
	}
	quoted := regexp.MustCompile("`([a-z_.]+)`")
	short := map[string][]string{
		"cost":  {"cpu_ns", "peak_memory_bytes", "steps"},
		"place": {"populations", "generation", "parent_ids", "mutation_type", "lineage_depth"},
		"ids":   {"run_id", "batch_id"},
	}
	fields = map[string][]string{}
	for row := range strings.Lines(table) {
		cells := strings.Split(row, "|")
		name := quoted.FindStringSubmatch(row)
		if len(cells) != 6 || name == nil {
			continue
		}
		names = append(names, name[1])
		for i, cell := range cells[3:5] {
			prefix := []string{"measurements.", "metadata."}[i]
			for _, one := range strings.Split(cell, ",") {
				one = strings.TrimSpace(one)
				if q := quoted.FindStringSubmatch(one); q != nil {
					fields[name[1]] = append(fields[name[1]], prefix+q[1])
				}
				for _, f := range short[one] {
					fields[name[1]] = append(fields[name[1]], prefix+f)
				}
			}
		}
		if strings.HasPrefix(name[1], "sandbox.") {
			fields[name[1]] = append(fields[name[1]], "metadata.sandbox_id")
		}
	}
	return names, fields
}

// The documentation lists the events that the code has.
func TestEventsAreDocumented(t *testing.T) {
	var all, constants []string
	for _, name := range supervisor.EventNames() {
		all = append(all, string(name))
	}
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
			text, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			constants = append(constants, text)
		}
		return true
	})
	names, _ := documented(t)
	if !slices.Equal(all, constants) {
		t.Errorf("EventNames has %q, constants are %q", all, constants)
	}
	if !slices.Equal(names, all) {
		t.Errorf("docs/events.md has %q, the code has %q", names, all)
	}
}

// drain closes a subscription and returns what it got.
func drain(t *testing.T, s *supervisor.Subscription) (events []supervisor.Event) {
	t.Helper()
	s.Close()
	for e := range s.Events() {
		events = append(events, e)
	}
	if s.Dropped() > 0 {
		t.Errorf("%d events were dropped", s.Dropped())
	}
	return events
}

// checkFields says which fields of events docs/events.md does not list.
func checkFields(t *testing.T, events []supervisor.Event) {
	t.Helper()
	_, fields := documented(t)
	for _, e := range events {
		raw, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var parts map[string]json.RawMessage
		if err := json.Unmarshal(raw, &parts); err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"measurements", "metadata"} {
			var set map[string]any
			if err := json.Unmarshal(parts[part], &set); err != nil {
				t.Fatal(err)
			}
			for key := range set {
				if !slices.Contains(fields[string(e.Name)], part+"."+key) {
					t.Errorf("%s has %s.%s, which is not documented", e.Name, part, key)
				}
			}
		}
	}
}

// Starts and ends pair up, items belong to their batch, and what a run causes
// belongs to it.
func TestEventsCorrelate(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	sub := sup.Subscribe(1000)
	ids := []string{"a", "b"}
	for _, o := range sup.BatchCreate(ctx, []supervisor.CreateSpec{{ID: "a"}, {ID: "b"}}, 0) {
		if o.Err != nil {
			t.Fatal(o.Err)
		}
		b, err := sup.Get(o.ID)
		if err != nil {
			t.Fatal(err)
		}
		load(t, b, "package candidate\n\nfunc F(n int) int {\n\tif n > 1 {\n\t\tgo func() { panic(n) }()\n\t\tselect {}\n\t}\n\treturn n\n}\n")
	}
	sup.BatchRun(ctx, ids, supervisor.CallTask("F", 1), 0)
	sup.BatchRun(ctx, ids, supervisor.HarnessTask(fitness("func Fitness() float64 { return float64(candidate.F(1)) }")), 0)
	a, err := sup.Get("a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.CallMany(ctx, "F", []supervisor.Args{{0}, {"x"}, {1}}); err != nil {
		t.Fatal(err)
	}
	if r := call(t, a, "F", 2); r.Verdict != supervisor.Crashed {
		t.Fatalf("%+v", r)
	}
	call(t, a, "F", 1) // once it serves again
	sup.BatchDestroy(ctx, ids, 0)
	events := drain(t, sub)
	checkFields(t, events)

	open := map[uint64]supervisor.Event{}
	batches := map[uint64]int{}
	var crashed uint64
	for _, e := range events {
		md := e.Metadata
		switch e.Name {
		case supervisor.EventRunStart, supervisor.EventEvaluateStart:
			open[md.RunID] = e
		case supervisor.EventRunStop, supervisor.EventRunException, supervisor.EventEvaluateStop, supervisor.EventEvaluateException:
			s, ok := open[md.RunID]
			if !ok || s.Metadata.SandboxID != md.SandboxID || s.Metadata.BatchID != md.BatchID || md.RunID == 0 {
				t.Errorf("%+v began as %+v", e, s)
			}
			delete(open, md.RunID)
			if e.Name == supervisor.EventRunException {
				crashed = md.RunID
			}
		case supervisor.EventBatchStart:
			batches[md.BatchID] = 0
		case supervisor.EventBatchStop:
			if items := batches[md.BatchID]; items != 2 || e.Measurements.Count != 2 || md.BatchID == 0 {
				t.Errorf("batch %s had %d items, %+v", md.Operation, items, e)
			}
		}
		if n, ok := batches[md.BatchID]; ok {
			switch e.Name {
			case supervisor.EventCreated, supervisor.EventRunStop, supervisor.EventEvaluateStop, supervisor.EventDestroyed:
				batches[md.BatchID] = n + 1
			}
		}
		if e.Name == supervisor.EventDied && (md.RunID == 0 || md.RunID != crashed && open[md.RunID].Name == "") {
			t.Errorf("it died of run %d: %+v", crashed, e)
		}
		if e.Measurements.Count == 3 && e.Name == supervisor.EventRunStop &&
			(e.Measurements.Errors != 1 || e.Measurements.Verdicts[supervisor.OK] != 2 || md.Reason == "") {
			t.Errorf("%+v", e)
		}
	}
	if len(open) > 0 || len(batches) != 4 || crashed == 0 {
		t.Errorf("open %v, batches %v, crashed %d", open, batches, crashed)
	}
}

// A consumer that reads nothing loses events and slows nobody; the loss stays on
// record when it has gone.
func TestEventsDropped(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	dead, live := sup.Subscribe(1), sup.Subscribe(1000)
	b := create(t, sup, "a")
	load(t, b, square)
	for range 50 {
		call(t, b, "Square", 3)
	}
	if err := b.Destroy(context.Background()); err != nil {
		t.Fatal(err)
	}
	all := drain(t, live)
	dead.Close()
	if len(all) != 103 || dead.Dropped() != 102 || sup.DroppedEvents() != 102 {
		t.Errorf("%d events, dropped %d, in all %d", len(all), dead.Dropped(), sup.DroppedEvents())
	}
}
