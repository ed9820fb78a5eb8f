package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/examples/internal/dishtest"
	"github.com/petri-lab/petri/supervisor"
)

func TestMain(m *testing.M) { os.Exit(dishtest.Main(m)) }

func TestAnomaliesCostFitness(t *testing.T) {
	ctx, sup := dishtest.New(t)
	tracker, err := observe(ctx, sup, 13)
	if err != nil {
		t.Fatal(err)
	}
	// A run of the harness and 13 calls: two lapses, or as many as there was
	// time for after a death, with which the count begins anew.
	for id, kinds := range map[string][]string{"moody": {slow}, "nerves": {failure}, "greedy": {failure, death}} {
		for _, kind := range kinds {
			if tracker.anomalies[id][kind] == 0 {
				t.Errorf("%s: no %s among %v", id, kind, tracker.anomalies[id])
			}
		}
	}
	var out bytes.Buffer
	if err := show(&out, tracker); err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, s := range tracker.standings() {
		if s.score != 1 {
			t.Errorf("%s: score %v, want 1", s.id, s.score)
		}
		order = append(order, s.id)
	}
	if order[0] != "steady" || order[3] != "greedy" || strings.Contains(out.String(), "missed") {
		t.Errorf("\n%s", out.String())
	}
}

func TestDetector(t *testing.T) {
	d := newDetector()
	run := func(id string, name supervisor.EventName, took time.Duration, v supervisor.Verdict) []anomaly {
		return d.look(supervisor.Event{Name: name, Measurements: supervisor.Measurements{Duration: took, Result: v}, Metadata: supervisor.Metadata{SandboxID: id}})
	}
	stop := supervisor.EventRunStop
	for range enough {
		if a := run("a", stop, 2*time.Millisecond, supervisor.OK); a != nil {
			t.Errorf("usual: %v", a)
		}
	}
	for _, c := range []struct {
		name supervisor.EventName
		id   string
		took time.Duration
		v    supervisor.Verdict
		want []anomaly
	}{
		{stop, "a", 99 * time.Millisecond, supervisor.OK, nil},
		{stop, "a", time.Second, supervisor.OK, []anomaly{{"a", slow}}},
		{stop, "b", time.Second, supervisor.OK, nil}, // nothing is usual yet
		{stop, "a", time.Millisecond, supervisor.Failed, []anomaly{{"a", failure}}},
		{supervisor.EventRunException, "a", 0, supervisor.Panicked, []anomaly{{"a", failure}}},
		{supervisor.EventDied, "a", 0, "", []anomaly{{"a", death}}},
		{supervisor.EventExceeded, "a", 0, "", []anomaly{{"a", resource}}},
		{supervisor.EventDestroyed, "a", 0, "", nil},
		{stop, "a", time.Second, supervisor.OK, nil}, // another one of that name
	} {
		if got := run(c.id, c.name, c.took, c.v); !slices.Equal(got, c.want) {
			t.Errorf("%s of %s: %v, want %v", c.name, c.id, got, c.want)
		}
	}
}
