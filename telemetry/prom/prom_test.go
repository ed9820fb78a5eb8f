package prom_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/prometheus/common/expfmt"
	"go.uber.org/goleak"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/telemetry/prom"
)

var workerPath string

func TestMain(m *testing.M) { os.Exit(testworker.Main(m, &workerPath)) }

const candidate = `package candidate

func F(n int) int {
	if n < 0 {
		panic("negative")
	}
	return n
}
`

// live makes something of everything happen in a supervisor.
func live(t *testing.T, sup *supervisor.Supervisor) {
	t.Helper()
	ctx := context.Background()
	var specs []supervisor.CreateSpec
	for _, id := range []string{"a", "b", "c"} {
		specs = append(specs, supervisor.CreateSpec{ID: id})
	}
	for _, o := range sup.BatchCreate(ctx, specs, 0) {
		if o.Err != nil {
			t.Fatal(o.Err)
		}
	}
	a, err := sup.Get("a")
	if err != nil {
		t.Fatal(err)
	}
	if r, err := a.HotReload(ctx, genome.FromString("a.go", candidate)); err != nil || r.Verdict != supervisor.OK {
		t.Fatalf("%+v, %v", r, err)
	}
	if r, err := a.HotReload(ctx, genome.FromString("a.go", "package candidate\n\nimport _ \"net\"\n")); err != nil || r.Verdict != supervisor.Denied {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := a.CallMany(ctx, "F", []supervisor.Args{{1}, {-1}, {2}, {"x"}}); err != nil {
		t.Fatal(err)
	}
	if err := a.RecordFitness(supervisor.Fitness{Score: 1}); err != nil {
		t.Fatal(err)
	}
	for _, o := range sup.BatchDestroy(ctx, []string{"b", "c"}, 0) {
		if o.Err != nil {
			t.Fatal(o.Err)
		}
	}
}

func newSupervisor(t *testing.T) *supervisor.Supervisor {
	t.Helper()
	before := goleak.IgnoreCurrent()
	sup, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, AllowDegraded: true, Pool: supervisor.Pool{Max: -1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sup.Close(context.Background()); err != nil {
			t.Error(err)
		}
		if err := goleak.Find(before); err != nil {
			t.Error(err)
		}
	})
	return sup
}

func TestMetrics(t *testing.T) {
	sup := newSupervisor(t)
	registry := prometheus.NewPedanticRegistry()
	c, err := prom.Start(sup, registry, prom.Options{Labels: prometheus.Labels{"island": "1"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := prom.Start(sup, registry, prom.Options{Labels: prometheus.Labels{"island": "1"}}); err == nil {
		t.Error("registered twice")
	}
	second, err := prom.Start(sup, registry, prom.Options{Labels: prometheus.Labels{"island": "2"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	live(t, sup)
	// It is the last event.
	text := await(t, registry, `petri_batch_duration_seconds_count{island="1",operation="destroy"} 1`)
	for _, want := range []string{
		`petri_create_duration_seconds_count{island="1"} 3`,
		`petri_reload_duration_seconds_count{island="1",verdict="denied"} 1`,
		`petri_reload_duration_seconds_count{island="1",verdict="ok"} 1`,
		`petri_run_duration_seconds_count{island="1",operation="run",verdict="panic"} 1`,
		`petri_verdicts_total{island="1",operation="run",verdict="ok"} 2`,
		`petri_verdicts_total{island="1",operation="run",verdict="panic"} 1`,
		`petri_errors_total{island="1",operation="run"} 1`,
		`petri_fitness_total{island="1"} 1`,
		`petri_sandboxes{island="1"} 1`,
		`petri_events_dropped_total{island="1"} 0`,
		`petri_audit_lost_total{island="1"} 0`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, "sandbox_id") || strings.Contains(text, "island=\"2\"") {
		t.Errorf("ids, or what has ended:\n%s", text)
	}
	if problems, err := testutil.GatherAndLint(registry); err != nil || len(problems) > 0 {
		t.Errorf("%+v, %v", problems, err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if n, err := testutil.GatherAndCount(registry); err != nil || n != 0 {
		t.Errorf("%d metrics are left, %v", n, err)
	}
}

// What somebody's dead subscription lost is to be seen, and has cost the metrics
// nothing.
func TestDropped(t *testing.T) {
	sup := newSupervisor(t)
	registry := prometheus.NewRegistry()
	c, err := prom.Start(sup, registry, prom.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dead := sup.Subscribe(1)
	defer dead.Close()
	live(t, sup)
	if dead.Dropped() == 0 {
		t.Error("nothing was dropped")
	}
	await(t, registry, fmt.Sprintf("petri_events_dropped_total %d", dead.Dropped()))
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// await waits until the registry has a line, and returns all that it has.
func await(t *testing.T, registry *prometheus.Registry, line string) string {
	t.Helper()
	var text string
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		var out strings.Builder
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range families {
			if _, err := expfmt.MetricFamilyToText(&out, f); err != nil {
				t.Fatal(err)
			}
		}
		if text = out.String(); strings.Contains(text, line+"\n") {
			return text
		}
	}
	t.Fatalf("no %s in\n%s", line, text)
	return ""
}
