package supervisor_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/internal/testvm"
	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

// workerPath is the worker binary that TestMain builds.
var workerPath string

func TestMain(m *testing.M) {
	if name, ok := strings.CutPrefix(filepath.Base(os.Args[0]), hostilePrefix); ok {
		playHostile(name)
		return
	}
	if arg := os.Getenv(doomedEnv); arg != "" {
		playDoomed(arg)
		return
	}
	if arg := os.Getenv(busyEnv); arg != "" {
		playBusy(arg)
		return
	}
	os.Exit(run(m))
}

// workerEnv names the worker binary, if another test process has built it.
const workerEnv = "PETRI_TEST_WORKER"

func run(m *testing.M) int {
	if workerPath = os.Getenv(workerEnv); workerPath != "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "petri-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	if workerPath, err = testworker.Build(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// context with a deadline far beyond any sound test.
func testContext(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// ample is a grace within which a worker that can stop does so, however busy the
// machine is. One that cannot is waited for.
const ample = 5 * time.Second

// patient is a limit on what a genome takes to do its damage, for where the
// processor is emulated and some eight times slower too.
func patient(d time.Duration) time.Duration {
	if testvm.Here() {
		return 8 * d
	}
	return d
}

// afterRestart is a sandbox's state once it is not being restarted any more: a
// call does not wait for that without end.
func afterRestart(t testing.TB, b *supervisor.Sandbox) supervisor.Info {
	t.Helper()
	if err := b.Settle(testContext(t)); err != nil {
		t.Fatal(err)
	}
	for ctx := testContext(t); ctx.Err() == nil; time.Sleep(time.Millisecond) {
		if info := b.Info(); info.Status != supervisor.StatusRestarting {
			return info
		}
	}
	t.Fatal("the sandbox does not come back")
	return supervisor.Info{}
}

// newSupervisor starts a supervisor that is checked, when the test ends, for
// having left nothing behind.
func newSupervisor(t testing.TB, c supervisor.Config) *supervisor.Supervisor {
	t.Helper()
	before := goleak.IgnoreCurrent()
	if c.WorkerPath == "" {
		c.WorkerPath = workerPath
	}
	if c.RuntimeDir == "" {
		c.RuntimeDir = shortTemp(t)
	}
	if c.Pool == (supervisor.Pool{}) {
		c.Pool.Max = poolByDefault()
	}
	descriptors := openDescriptors(t)
	sup, err := supervisor.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := sup.Close(ctx); err != nil {
			t.Errorf("Close: %v", err)
		}
		if left, _ := os.ReadDir(c.RuntimeDir); len(left) != 0 {
			t.Errorf("left in the runtime directory: %v", left)
		}
		if pids, err := testworker.Living(workerPath); len(pids) != 0 || err != nil {
			t.Errorf("worker processes left: %v %v", pids, err)
		}
		if err := goleak.Find(before); err != nil {
			t.Errorf("goroutines left: %v", err)
		}
		if now := openDescriptors(t); now > descriptors {
			t.Errorf("%d descriptors open, %d before", now, descriptors)
		}
	})
	return sup
}

// poolEnv turns the pool on for tests that say nothing about it. They count
// processes and descriptors, so it is off otherwise.
const poolEnv = "PETRI_TEST_POOL"

func poolByDefault() (most int) {
	if os.Getenv(poolEnv) != "" {
		return 0 // the default
	}
	return -1
}

// openDescriptors counts this process's descriptors.
func openDescriptors(t testing.TB) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func create(t testing.TB, sup *supervisor.Supervisor, id string, opts ...supervisor.Option) *supervisor.Sandbox {
	t.Helper()
	b, err := sup.Create(testContext(t), id, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// load hot-reloads source and requires that it serves.
func load(t testing.TB, b *supervisor.Sandbox, source string) *supervisor.Result {
	t.Helper()
	r, err := b.HotReload(testContext(t), genome.FromString("candidate.go", source))
	if err != nil {
		t.Fatal(err)
	}
	if r.Verdict != supervisor.OK {
		t.Fatalf("verdict %s: %+v", r.Verdict, r.Error)
	}
	return r
}

func call(t testing.TB, b *supervisor.Sandbox, function string, args ...any) *supervisor.Result {
	t.Helper()
	r, err := b.Call(testContext(t), function, args)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
