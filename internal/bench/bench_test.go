package bench

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/petri-lab/petri/internal/testworker"
)

var workerPath string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "petri-bench-test-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if workerPath, err = testworker.Build(dir); err != nil {
		panic(err)
	}
	code := m.Run()
	if err := goleak.Find(); err != nil {
		println(err.Error())
		code = 1
	}
	return code
}

func TestEverythingCanBeMeasured(t *testing.T) {
	// Not t.TempDir: paths of sockets are short.
	dir, err := os.MkdirTemp("", "pb-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	t.Setenv("TMPDIR", dir)
	var told []string
	r, err := Run(context.Background(), Options{
		Worker: workerPath, Count: 2, Short: true, Sandboxes: []int{2, 3},
		AllowDegraded: true,
		Progress:      func(name string) { told = append(told, name) },
	})
	if err != nil {
		t.Fatal(err)
	}
	names := Names()
	for _, e := range slices.Concat(r.Baselines, r.Operations) {
		if e.Skipped != "" {
			t.Logf("%s was skipped: %s", e.Name, e.Skipped)
			if _, err := exec.LookPath("go"); err == nil && strings.Contains(e.Skipped, "tool chain") {
				t.Error("but there is a tool chain")
			}
		} else if e.Count != 2 && e.Name != "hundred" || e.P50 <= 0 || e.Rate <= 0 {
			t.Errorf("%s: %+v", e.Name, e)
		}
		names = slices.DeleteFunc(names, func(n string) bool { return n == e.Name })
	}
	if !slices.Equal(names, []string{"scale"}) {
		t.Errorf("in no table: %v", names)
	}
	if len(r.Scale) != 2 || r.Scale[1].Sandboxes != 3 || r.Scale[1].Count != 2 || r.Scale[1].CPU <= 0 || r.Scale[1].CPUOfAll <= 0 {
		t.Errorf("scale: %+v", r.Scale)
	}
	if len(r.Machine.Isolation) == 0 || r.Machine.Processors < 1 || r.Machine.Memory <= 0 || r.Machine.Kernel == "" {
		t.Errorf("machine: %+v", r.Machine)
	}
	if len(told) < len(Names()) {
		t.Errorf("progress: %v", told)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestOptions(t *testing.T) {
	for _, o := range []Options{
		{Operations: []string{"rleoad"}},
		{Operations: []string{"["}},
		{Count: -1},
		{Jobs: -1},
		{Sandboxes: []int{}},
		{Sandboxes: []int{10, 5}},
		{Sandboxes: []int{0}},
	} {
		if r, err := Run(context.Background(), o); !errors.Is(err, ErrOptions) || r != nil {
			t.Errorf("%+v: %v, %v", o, r, err)
		}
	}
}

func TestInterruptedKeepsWhatThereIs(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	enough := errors.New("enough")
	r, err := Run(ctx, Options{
		Worker: workerPath, Count: 2, AllowDegraded: true, Operations: []string{"fork-exec", "create-cold", "call"},
		Progress: func(name string) {
			if name == "create-cold" {
				cancel(enough)
			}
		},
	})
	if !errors.Is(err, enough) || r == nil || len(r.Baselines) != 1 || len(r.Operations) != 0 || strings.Contains(err.Error(), "cgroup") {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestSummarise(t *testing.T) {
	var d []time.Duration
	for i := 100; i >= 0; i-- {
		d = append(d, time.Duration(i))
	}
	s := summarise(d)
	if s.Count != 101 || s.Min != 0 || s.P50 != 50 || s.P90 != 90 || s.P99 != 99 || s.Max != 100 || s.Mean != 50 || s.Spread != 1 {
		t.Errorf("%+v", s)
	}
	if len(s.Percentiles) != 101 || s.Percentiles[33] != 33 {
		t.Errorf("%v", s.Percentiles)
	}
	if s := summarise(d[:1]); s.P50 != s.Max || s.Percentiles != nil {
		t.Errorf("of one: %+v", s)
	}
}

func TestCandidates(t *testing.T) {
	for text, want := range map[string]int{small(1): 17, large(1): 468} {
		if n := strings.Count(text, "\n"); n != want {
			t.Errorf("%d lines, want %d:\n%s", n, want, text)
		}
	}
	if small(1) == small(2) || large(1) == large(2) {
		t.Error("two candidates are the same")
	}
}

// A tool chain that builds nothing is a reason to leave its baselines out, not to
// measure nothing.
func TestBrokenToolChainIsLeftOut(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOCACHE", "off")
	r, err := Run(context.Background(), Options{Worker: workerPath, Count: 2, Operations: []string{"fork-exec-go", "go-*", "bare-yaegi", "fork-exec"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.Baselines {
		if e.Name == forkExec {
			if e.Sample == nil {
				t.Errorf("%s was not measured: %s", e.Name, e.Skipped)
			}
		} else if !strings.Contains(e.Skipped, "cache") || strings.Contains(e.Skipped, "\n") {
			t.Errorf("%s: left out for %q, want what the tool chain says of its cache", e.Name, e.Skipped)
		}
	}
	if len(r.Baselines) != 5 {
		t.Errorf("%d baselines, want 5", len(r.Baselines))
	}
}
