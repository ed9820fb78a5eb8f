// Package dishtest gives the tests of the examples a supervisor, and checks
// that they leave nothing behind.
package dishtest

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

// Main is TestMain's: it builds the worker once for all tests of a package.
func Main(m *testing.M) int {
	if os.Getenv(testworker.PrebuiltEnv) == "" {
		dir, err := os.MkdirTemp("", "petri-ex-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		worker, err := testworker.Build(dir)
		if err == nil {
			err = os.Setenv(testworker.PrebuiltEnv, worker)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return m.Run()
}

// New starts a supervisor with a worker that is the test's own. The context is one with a
// deadline beyond any sound test.
func New(t *testing.T) (context.Context, *supervisor.Supervisor) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	worker, err := testworker.Build(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "petri-ex-") // t.TempDir is too long for the sockets below it
	if err != nil {
		t.Fatal(err)
	}
	sup, err := supervisor.New(supervisor.Config{WorkerPath: worker, RuntimeDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if left := sup.List(); len(left) > 0 {
			t.Errorf("sandboxes left: %+v", left)
		}
		if err := sup.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := os.Remove(dir); err != nil {
			t.Error(err)
		}
		if pids, err := testworker.Living(worker); len(pids) > 0 || err != nil {
			t.Errorf("workers left: %v %v", pids, err)
		}
	})
	return ctx, sup
}
