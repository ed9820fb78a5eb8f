package report

import (
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/internal/bench"
)

func TestBench(t *testing.T) {
	r := &bench.Report{
		Machine: bench.Machine{CPU: "A CPU", Processors: 2, Memory: 1 << 30, Kernel: "6.18", Go: "go1.26", Petri: "(devel)", Isolation: map[string]string{"files": "mntns"}},
		Baselines: []bench.Entry{
			{Name: "fork-exec", What: "the smallest program", Sample: &bench.Sample{Count: 7, P50: 456 * time.Microsecond, P90: time.Second, P99: time.Minute}, Rate: 50},
			{Name: "go-run", What: "go run", Skipped: "there is no tool chain"},
		},
		Operations: []bench.Entry{{
			Name: "list", What: "List", Note: "of 50 only", Claim: 10 * time.Millisecond, Against: "fork-exec", Ratio: 0.123, CPU: 1234,
			Sample: &bench.Sample{Count: 9, P50: 1234567, P90: 12345678, P99: 123456789, Spread: 0.25}, Rate: 12345,
		}},
		Scale: []bench.Point{{Sandboxes: 10, Count: 3, P50: time.Millisecond, Memory: 2_500_000}, {Sandboxes: 20, Count: 3, P50: time.Millisecond}},
	}
	for format, want := range map[string][]string{
		Table: {
			"A CPU: 2 processors, 1.0 GiB of memory, Linux 6.18", "In force: files: mntns",
			"list: List, of 50 only", "1.23ms", "12.3ms", "123ms", "25 %", "12,345", "1.234µs", "0.12", "< 10ms",
			"456µs", "not measured: go-run (go run): there is no tool chain", "2.50 MB", "?",
		},
		Markdown: {"### Operations", "| list: List, of 50 only | 9 | 1.23ms |", "| 20 | 3 | 1ms |"},
		JSON:     {`"p50_ns": 1234567`, `"ratio": 0.123`, `"skipped": "there is no tool chain"`, `"memory_bytes": 2500000`},
	} {
		var b strings.Builder
		if err := Bench(&b, format, 0, r); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%s: no %q in\n%s", format, w, &b)
			}
		}
	}
}
