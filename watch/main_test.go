package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

var workerPath string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "petri-w-")
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

func do(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	do(t, os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o600))
}

// deadline is far beyond any sound test.
const deadline = time.Minute

// newSupervisor starts one that is checked to leave nothing behind.
func newSupervisor(t *testing.T) *supervisor.Supervisor {
	t.Helper()
	before := goleak.IgnoreCurrent()
	dir, err := os.MkdirTemp("", "petri-w-") // t.TempDir is too long for the sockets below it
	do(t, err)
	sup, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, RuntimeDir: dir, Limits: supervisor.Limits{Wall: 3 * time.Second}})
	do(t, err)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), deadline)
		defer cancel()
		if err := sup.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := os.Remove(dir); err != nil {
			t.Error(err)
		}
		if pids, err := testworker.Living(workerPath); len(pids) > 0 || err != nil {
			t.Errorf("workers left: %v %v", pids, err)
		}
		if err := goleak.Find(before); err != nil {
			t.Errorf("goroutines left: %v", err)
		}
	})
	return sup
}

// A viewer watches in the background and keeps what it is told.
type viewer struct {
	t       *testing.T
	updates chan Update
	cancel  context.CancelFunc
	done    chan error
}

func view(t *testing.T, c Config, targets ...Target) *viewer {
	t.Helper()
	v := &viewer{t: t, updates: make(chan Update, 1000), done: make(chan error, 1)}
	var ctx context.Context
	ctx, v.cancel = context.WithCancel(context.Background())
	c.Quiet = 20 * time.Millisecond
	c.Report = func(u Update) { v.updates <- u }
	go func() { v.done <- Run(ctx, c, targets...) }()
	t.Cleanup(func() {
		v.cancel()
		if err := <-v.done; err != context.Canceled {
			t.Errorf("Run: %v", err)
		}
	})
	return v
}

// until is the first update that is wanted. Others may come before it: how many
// changes there are depends on how long the machine takes from one step of a
// save to the next.
func (v *viewer) until(what string, wanted func(Update) bool) Update {
	v.t.Helper()
	timeout := time.After(deadline)
	var others []string
	for {
		select {
		case u := <-v.updates:
			if wanted(u) {
				return u
			}
			others = append(others, fmt.Sprintf("%s %s %q score %v err %v", u.Path, u.Cause, u.Verdict(), score(u), u.Err))
		case <-timeout:
			v.t.Fatalf("%s: nothing of the kind came, but %q", what, others)
		}
	}
}

func score(u Update) float64 {
	if u.Evaluated == nil || u.Evaluated.Score == nil {
		return -1
	}
	return *u.Evaluated.Score
}

// scored is an update with this score.
func (v *viewer) scored(what, path string, want float64) Update {
	v.t.Helper()
	return v.until(what, func(u Update) bool { return u.Path == path && u.Err == nil && score(u) == want })
}
