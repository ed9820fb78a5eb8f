package otel_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.uber.org/goleak"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/telemetry/otel"
)

var workerPath string

func TestMain(m *testing.M) { os.Exit(testworker.Main(m, &workerPath)) }

const candidate = `package candidate

func F(n int) int {
	if n < 0 {
		go func() { panic("negative") }()
		select {}
	}
	return n
}
`

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

// box makes a sandbox with a genome.
func box(t *testing.T, sup *supervisor.Supervisor, id string) *supervisor.Sandbox {
	t.Helper()
	b, err := sup.Create(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := b.HotReload(context.Background(), genome.FromString("f.go", candidate)); err != nil || r.Verdict != supervisor.OK {
		t.Fatalf("%+v, %v", r, err)
	}
	return b
}

func attributeOf(s tracetest.SpanStub, key string) attribute.Value {
	for _, a := range s.Attributes {
		if a.Key == attribute.Key(key) {
			return a.Value
		}
	}
	return attribute.Value{}
}

func TestSpans(t *testing.T) {
	sup := newSupervisor(t)
	ctx := context.Background()
	exporter := tracetest.NewInMemoryExporter()
	provider := trace.NewTracerProvider(trace.WithSyncer(exporter))
	defer provider.Shutdown(ctx)
	c, err := otel.Start(sup, otel.Options{TracerProvider: provider})
	if err != nil {
		t.Fatal(err)
	}
	box(t, sup, "a")
	box(t, sup, "b")
	events := sup.Subscribe(1000)
	sup.BatchRun(ctx, []string{"a", "b", "missing"}, supervisor.CallTask("F", 7), 0)
	a, err := sup.Get("a")
	if err != nil {
		t.Fatal(err)
	}
	if r, err := a.Call(ctx, "F", supervisor.Args{-1}); err != nil || r.Verdict != supervisor.Crashed {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := a.Call(ctx, "F", supervisor.Args{1}); err != nil { // it serves again
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	events.Close()
	var batch, crash tracetest.SpanStub
	names := map[string]int{}
	spans := exporter.GetSpans()
	for _, s := range spans {
		names[s.Name]++
		switch {
		case s.Name == "petri.batch":
			batch = s
		case s.Status.Description == string(supervisor.Crashed) && s.Name == "petri.run":
			crash = s
		}
		if s.EndTime.Before(s.StartTime) {
			t.Errorf("%s ends before it begins", s.Name)
		}
	}
	if names["petri.create"] != 2 || names["petri.reload"] != 2 || names["petri.run"] != 4 || names["petri.batch"] != 1 || names["petri.restart"] != 1 {
		t.Errorf("%v", names)
	}
	children := 0
	for _, s := range spans {
		if s.Name == "petri.run" && s.Parent.SpanID() == batch.SpanContext.SpanID() {
			children++
			if s.StartTime.Before(batch.StartTime) || s.EndTime.After(batch.EndTime) || s.SpanContext.TraceID() != batch.SpanContext.TraceID() ||
				s.Status.Code != codes.Unset || attributeOf(s, "petri.verdict").AsString() != "ok" {
				t.Errorf("%+v", s)
			}
		}
		if s.Name == "petri.restart" && s.Parent.SpanID() != crash.SpanContext.SpanID() {
			t.Errorf("it was restarted for %v, want %v", s.Parent, crash.SpanContext)
		}
	}
	if children != 2 || batch.Status.Code != codes.Unset || attributeOf(batch, "petri.count").AsInt64() != 3 || attributeOf(batch, "petri.errors").AsInt64() != 1 {
		t.Errorf("%d children of %+v", children, batch)
	}
	if crash.Status.Code != codes.Error || attributeOf(crash, "petri.sandbox_id").AsString() != "a" {
		t.Errorf("%+v", crash)
	}
	// The spans have the events' own times.
	for e := range events.Events() {
		if e.Name == supervisor.EventBatchStart && !e.Time.Equal(batch.StartTime) || e.Name == supervisor.EventBatchStop && !e.Time.Equal(batch.EndTime) {
			t.Errorf("%+v, want that of %+v", e, batch)
		}
	}
}

// Spans whose end is not to be seen end, and do not gather.
func TestSpansAreBounded(t *testing.T) {
	sup := newSupervisor(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	exporter := tracetest.NewInMemoryExporter()
	provider := trace.NewTracerProvider(trace.WithSyncer(exporter))
	defer provider.Shutdown(ctx)
	c, err := otel.Start(sup, otel.Options{TracerProvider: provider, Spans: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b"} {
		box(t, sup, id)
	}
	sup.BatchRun(ctx, []string{"a", "b"}, supervisor.CallTask("F", 1), 1) // the batch's span gives way
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range exporter.GetSpans() {
		if s.Name == "petri.batch" || s.Name == "petri.run" {
			got = append(got, fmt.Sprint(s.Name, " ", s.Status.Description))
		}
	}
	if want := []string{"petri.batch its end was not seen", "petri.run ", "petri.run "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if _, err := otel.Start(sup, otel.Options{}); !errors.Is(err, otel.ErrNoProvider) {
		t.Errorf("%v", err)
	}
}

func TestMetrics(t *testing.T) {
	sup := newSupervisor(t)
	ctx := context.Background()
	reader := sdkmetric.NewManualReader()
	provider := sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader))
	defer provider.Shutdown(ctx)
	c, err := otel.Start(sup, otel.Options{MeterProvider: provider})
	if err != nil {
		t.Fatal(err)
	}
	a := box(t, sup, "a")
	if _, err := a.CallMany(ctx, "F", []supervisor.Args{{1}, {2}, {"x"}}); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, reader); got["petri.sandboxes "] != 1 || got["petri.events.dropped "] != 0 {
		t.Errorf("%v", got)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	got := collect(t, reader)
	for name, want := range map[string]float64{
		"petri.create.duration ":                                  1,
		"petri.reload.duration petri.verdict=ok":                  1,
		"petri.run.duration petri.operation=run,petri.verdict=ok": 1,
		"petri.verdicts petri.operation=run,petri.verdict=ok":     2,
		"petri.verdicts petri.operation=reload,petri.verdict=ok":  1,
		"petri.errors petri.operation=run":                        1,
	} {
		if got[name] != want {
			t.Errorf("%s: %v, want %v", name, got[name], want)
		}
	}
	if _, ok := got["petri.sandboxes "]; ok {
		t.Error("the supervisor is still asked")
	}
}

// collect is each metric's sum or number of observations, by its attributes.
func collect(t *testing.T, reader *sdkmetric.ManualReader) map[string]float64 {
	t.Helper()
	var all metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &all); err != nil {
		t.Fatal(err)
	}
	values := map[string]float64{}
	for _, s := range all.ScopeMetrics {
		for _, m := range s.Metrics {
			add := func(set attribute.Set, v float64) {
				values[m.Name+" "+set.Encoded(attribute.DefaultEncoder())] += v
			}
			switch d := m.Data.(type) {
			case metricdata.Sum[float64]:
				for _, p := range d.DataPoints {
					add(p.Attributes, p.Value)
				}
			case metricdata.Sum[int64]:
				for _, p := range d.DataPoints {
					add(p.Attributes, float64(p.Value))
				}
			case metricdata.Gauge[int64]:
				for _, p := range d.DataPoints {
					add(p.Attributes, float64(p.Value))
				}
			case metricdata.Histogram[float64]:
				for _, p := range d.DataPoints {
					add(p.Attributes, float64(p.Count))
				}
			}
		}
	}
	return values
}
