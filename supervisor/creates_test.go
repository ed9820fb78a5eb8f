package supervisor_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

// What one sandbox holds of its supervisor's process at most: docs/performance.md
// states it.
const (
	descriptorsEach = 6
	goroutinesEach  = 12
)

// A hundred callers create at once. No more workers start at a time than may,
// who waits for a turn holds nothing, and what all of them hold is as much a
// sandbox as of one.
func TestManyConcurrentCreates(t *testing.T) {
	const callers, spawns = 100, 3
	sup := newSupervisor(t, supervisor.Config{MaxSpawns: spawns, Pool: supervisor.Pool{Max: -1}})
	sup.AwaitImage()
	do(t, create(t, sup, "first").Destroy(testContext(t)))
	descriptors, goroutines := openDescriptors(t), runtime.NumGoroutine()

	mostHeld, sealed := 0, map[string]bool{}
	starting := mostAtATime(func() int {
		mostHeld = max(mostHeld, openDescriptors(t))
		return startingWorkers(t, sealed)
	})
	var wg sync.WaitGroup
	ctx := testContext(t)
	for _, spec := range specs(callers) {
		wg.Go(func() {
			if _, err := sup.Create(ctx, spec.ID); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := starting(); n > spawns || n == 0 {
		t.Errorf("%d workers were starting at a time, want 1 to %d", n, spawns)
	}
	const starts = 40 // descriptors that the start of one holds for a moment, and the counting
	if mostHeld > descriptors+callers*descriptorsEach+spawns*starts {
		t.Errorf("%d descriptors were open at a time, %d before", mostHeld, descriptors)
	}
	if n := len(sup.List()); n != callers {
		t.Errorf("%d sandboxes", n)
	}
	if n := openDescriptors(t); n > descriptors+callers*descriptorsEach {
		t.Errorf("%d descriptors, %d before: %.1f a sandbox, want %d", n, descriptors, float64(n-descriptors)/callers, descriptorsEach)
	}
	if n := runtime.NumGoroutine(); n > goroutines+callers*goroutinesEach {
		t.Errorf("%d goroutines, %d before: %.1f a sandbox, want %d", n, goroutines, float64(n-goroutines)/callers, goroutinesEach)
	}
	for _, o := range sup.BatchDestroy(ctx, listedIDs(sup), 0) {
		do(t, o.Err)
	}
	if n := openDescriptors(t); n > descriptors {
		t.Errorf("%d descriptors are left, %d before", n, descriptors)
	}
}

// listedIDs names a supervisor's sandboxes.
func listedIDs(sup *supervisor.Supervisor) (all []string) {
	for _, info := range sup.List() {
		all = append(all, info.ID)
	}
	return all
}

// startingWorkers counts this process's children that have not begun to isolate
// themselves, with which they take a name of their own. Those that have are
// noted.
func startingWorkers(t *testing.T, sealed map[string]bool) (starting int) {
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil || len(lists) == 0 {
		t.Errorf("the kernel lists no children: %v, %v", lists, err)
	}
	for _, list := range lists {
		text, _ := os.ReadFile(list) // of a thread that may have ended
		for pid := range strings.FieldsSeq(string(text)) {
			if sealed[pid] {
				continue
			}
			name, err := os.ReadFile("/proc/" + pid + "/comm")
			if sealed[pid] = strings.TrimSpace(string(name)) == "petri-worker"; err == nil && !sealed[pid] {
				starting++
			}
		}
	}
	return starting
}

func specs(n int) []supervisor.CreateSpec {
	all := make([]supervisor.CreateSpec, n)
	for i := range all {
		all[i].ID = fmt.Sprint("box", i)
	}
	return all
}

// mostAtATime counts again and again, until stop, which returns the most.
func mostAtATime(count func() int) (stop func() int) {
	over, seen := make(chan struct{}), make(chan int)
	go func() {
		most := 0
		for {
			most = max(most, count())
			select {
			case <-over:
				seen <- most
				return
			default:
			}
		}
	}()
	return func() int {
		close(over)
		return <-seen
	}
}

// However many are asked for at once, there are never more workers than may
// be, and those that were refused cost nothing.
func TestCreatesAreBounded(t *testing.T) {
	const most, asked = 40, 300
	sup := newSupervisor(t, supervisor.Config{MaxSandboxes: most})
	// What is opened once is open.
	do(t, create(t, sup, "first").Destroy(testContext(t)))
	goroutines, descriptors := goleak.IgnoreCurrent(), openDescriptors(t)

	stop := mostAtATime(func() int {
		pids, err := testworker.Living(workerPath)
		if err != nil {
			t.Error(err)
		}
		return len(pids)
	})
	created := 0
	for _, o := range sup.BatchCreate(testContext(t), specs(asked), asked) {
		switch {
		case o.Err == nil:
			created++
		case !errors.Is(o.Err, supervisor.ErrTooMany):
			t.Error(o.Err)
		}
	}
	seen := stop()
	if created != most || seen > most || len(sup.List()) != most {
		t.Errorf("%d were created, %d workers were seen at a time, %d are there; want %d", created, seen, len(sup.List()), most)
	}
	for _, info := range sup.List() {
		b, err := sup.Get(info.ID)
		do(t, err)
		do(t, b.Destroy(testContext(t)))
	}
	if now := openDescriptors(t); now > descriptors {
		t.Errorf("%d descriptors, %d before", now, descriptors)
	}
	if err := goleak.Find(goroutines); err != nil {
		t.Error(err)
	}
	create(t, sup, "box0")
}

// No more workers start at a time than may, though none of them ever is ready.
func TestStartsAreBounded(t *testing.T) {
	self, err := os.Executable()
	do(t, err)
	path := filepath.Join(t.TempDir(), hostilePrefix+"silent")
	do(t, os.Symlink(self, path))
	sup := newSupervisor(t, supervisor.Config{WorkerPath: path, MaxSpawns: 3, StartTimeout: 100 * time.Millisecond})
	stop := mostAtATime(func() int { return len(remains(t, path, path+" in no environment")) })
	for _, o := range sup.BatchCreate(testContext(t), specs(20), 20) {
		wantErr(t, o.Err, supervisor.ErrSpawn)
	}
	if seen := stop(); seen > 3 || seen == 0 {
		t.Errorf("%d were starting at a time, want 1 to 3", seen)
	}
}
