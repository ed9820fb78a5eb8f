package otel_test

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/telemetry/otel"
)

// Example traces a candidate's run. The exporter would be that of a collector.
func Example() {
	ctx := context.Background()
	sup, err := supervisor.New(supervisor.Config{WorkerPath: workerPath})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer sup.Close(ctx)
	exporter := tracetest.NewInMemoryExporter()
	provider := trace.NewTracerProvider(trace.WithSyncer(exporter))
	defer provider.Shutdown(ctx)
	traces, err := otel.Start(sup, otel.Options{TracerProvider: provider})
	if err != nil {
		fmt.Println(err)
		return
	}

	box, err := sup.Create(ctx, "gen1-001")
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := box.HotReload(ctx, genome.FromString("f.go", "package candidate\n\nfunc F() { panic(\"no\") }\n")); err != nil {
		fmt.Println(err)
		return
	}
	if _, err := box.Call(ctx, "F", nil); err != nil {
		fmt.Println(err)
		return
	}

	if err := traces.Close(); err != nil { // what came before is handled then
		fmt.Println(err)
		return
	}
	for _, span := range exporter.GetSpans() {
		fmt.Printf("%s: %s %q\n", span.Name, span.Status.Code, span.Status.Description)
	}
	// Output:
	// petri.create: Unset ""
	// petri.reload: Unset ""
	// petri.run: Error "panic"
}
