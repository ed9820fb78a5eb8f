package prom_test

import (
	"context"
	"fmt"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/telemetry/prom"
)

// Example counts what becomes of a candidate. Serve the registry with promhttp,
// and everybody sees it.
func Example() {
	ctx := context.Background()
	sup, err := supervisor.New(supervisor.Config{WorkerPath: workerPath})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer sup.Close(ctx)
	registry := prometheus.NewRegistry()
	metrics, err := prom.Start(sup, prometheus.WrapRegistererWithPrefix("lab_", registry), prom.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer metrics.Close()

	box, err := sup.Create(ctx, "gen1-001")
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := box.HotReload(ctx, genome.FromString("bad.go", "package candidate\n\nimport _ \"os/exec\"\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Verdict)

	families, err := registry.Gather()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range families {
		if f.GetName() == "lab_petri_sandboxes" {
			fmt.Println(f.GetName(), f.GetMetric()[0].GetGauge().GetValue())
		}
	}
	// Output:
	// denied
	// lab_petri_sandboxes 1
}
