package supervisor_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

// Many sandboxes at once.
func TestManyConcurrentCreates(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	for _, o := range sup.BatchCreate(testContext(t), specs(60), 60) {
		if o.Err != nil {
			t.Error(o.Err)
		}
	}
	if n := len(sup.List()); n != 60 {
		t.Errorf("%d sandboxes", n)
	}
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
