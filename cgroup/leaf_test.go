package cgroup_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/cgroup"
)

func TestLeafLife(t *testing.T) {
	tree := newTree(t)
	leaf := newLeaf(t, tree, "one", cgroup.Limits{})
	if u, err := leaf.Usage(); err != nil || u.Tasks != 0 {
		t.Fatalf("usage of an empty leaf: %+v, %v", u, err)
	}
	if _, err := tree.NewLeaf("one", cgroup.Limits{}); !errors.Is(err, cgroup.ErrExists) {
		t.Errorf("a leaf was taken over: %v", err)
	}
	if err := os.Mkdir(filepath.Join(leaf.Dir(), "below"), 0o755); !errors.Is(err, unix.EAGAIN) {
		t.Errorf("a cgroup can be made in a leaf: %v", err)
	}

	p := start(t, leaf, "wait")
	// Asked before the child has run: it was born there.
	if got := cgroupOf(p.Process.Pid); !strings.HasSuffix(got, filepath.Base(leaf.Dir())) {
		t.Errorf("child is in %q", got)
	}
	p.line(t)
	if c, err := leaf.Counts(); err != nil || !c.Populated {
		t.Errorf("counts: %+v, %v", c, err)
	}
	u, err := leaf.Usage()
	if err != nil || u.CPU <= 0 || u.Tasks < 1 {
		t.Errorf("usage: %+v, %v", u, err)
	}
	if has := tree.Controllers().Has(cgroup.Memory); u.Memory.Known != has || has && u.Memory.Value <= 0 {
		t.Errorf("memory: %+v, controller %v", u.Memory, has)
	}
	if _, ok := leaf.Last(); ok {
		t.Error("there are last figures of a living leaf")
	}

	last, err := leaf.Close(testContext(t))
	if err != nil {
		t.Fatal(err)
	}
	if last.Usage.CPU <= 0 || last.Counts.Populated || last.Counts.OOMKilled() || last.Counts.PidsRefused() {
		t.Errorf("last figures: %+v", last)
	}
	<-p.done
	if again, err := leaf.Close(testContext(t)); err != nil || again.Usage != last.Usage {
		t.Errorf("second Close: %+v, %v", again, err)
	}
	if _, ok := leaf.Last(); !ok {
		t.Error("no last figures")
	}
	if _, err := leaf.Usage(); !errors.Is(err, cgroup.ErrClosed) {
		t.Errorf("usage of a closed leaf: %v", err)
	}
	if _, err := leaf.Counts(); !errors.Is(err, cgroup.ErrClosed) {
		t.Errorf("counts of a closed leaf: %v", err)
	}
	if err := errors.Join(leaf.Kill()); err != nil {
		t.Error(err)
	}
	if err := leaf.Set(cgroup.Limits{}); !errors.Is(err, cgroup.ErrClosed) {
		t.Errorf("Set on a closed leaf: %v", err)
	}
	// The name is free again, with fresh counters.
	if u, err := newLeaf(t, tree, "one", cgroup.Limits{}).Usage(); err != nil || u.CPU != 0 {
		t.Errorf("usage of a new leaf: %+v, %v", u, err)
	}
}

func TestLeafAdd(t *testing.T) {
	tree := newTree(t)
	leaf := newLeaf(t, tree, "one", cgroup.Limits{})
	p := start(t, nil, "wait")
	if err := leaf.Add(p.Process.Pid); err != nil {
		t.Fatal(err)
	}
	if got := cgroupOf(p.Process.Pid); !strings.HasSuffix(got, filepath.Base(leaf.Dir())) {
		t.Errorf("process is in %q", got)
	}
	if _, err := leaf.Close(testContext(t)); err != nil {
		t.Fatal(err)
	}
	<-p.done
	if err := leaf.Add(os.Getpid()); !errors.Is(err, cgroup.ErrClosed) {
		t.Errorf("Add to a closed leaf: %v", err)
	}
}

func TestKillReachesOrphansInOtherSessions(t *testing.T) {
	tree := newTree(t)
	leaf := newLeaf(t, tree, "one", cgroup.Limits{})
	p := start(t, leaf, "parent")
	orphan, err := strconv.Atoi(p.line(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := cgroupOf(orphan); !strings.HasSuffix(got, filepath.Base(leaf.Dir())) {
		t.Fatalf("orphan is in %q", got)
	}
	begun := time.Now()
	if _, err := leaf.Close(testContext(t)); err != nil {
		t.Fatal(err)
	}
	t.Logf("closed in %v", time.Since(begun))
	// It may be a zombie until init reaps it, but it does not run.
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(orphan) + "/stat")
	if err == nil && !strings.Contains(string(stat), ") Z ") && !strings.Contains(string(stat), ") X ") {
		t.Errorf("orphan lives: %s", stat)
	}
}

func TestEventsWakeEveryWaiter(t *testing.T) {
	tree := newTree(t)
	leaf := newLeaf(t, tree, "one", cgroup.Limits{})
	p := start(t, leaf, "wait")
	p.line(t)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if _, err := leaf.Await(testContext(t), func(c cgroup.Counts) bool { return !c.Populated }); err != nil {
				t.Error(err)
			}
		})
	}
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	closing := leaf.Events()
	if _, err := leaf.Close(testContext(t)); err != nil {
		t.Fatal(err)
	}
	<-closing
	<-leaf.Events() // stays closed
}

func TestCloseGivesUpWithItsContextAndCanGoOn(t *testing.T) {
	tree := newTree(t)
	leaf := newLeaf(t, tree, "one", cgroup.Limits{})
	p := start(t, leaf, "wait")
	p.line(t)
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	// The kill itself may be as fast as the context's end.
	if _, err := leaf.Close(ended); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := leaf.Close(testContext(t)); err != nil {
		t.Error(err)
	}
}

func TestLeafRemovedBySomebodyElse(t *testing.T) {
	tree := newTree(t)
	leaf := newLeaf(t, tree, "one", cgroup.Limits{})
	if err := os.Remove(leaf.Dir()); err != nil {
		t.Fatal(err)
	}
	if _, err := leaf.Usage(); err == nil {
		t.Error("a removed leaf has usage")
	}
	if _, err := leaf.Close(testContext(t)); err == nil || !strings.Contains(err.Error(), "somebody else") {
		t.Errorf("got %v", err)
	}
}

func TestBrokenWatcherIsAnErrorNotAHang(t *testing.T) {
	needMount(t)
	tree, err := cgroup.NewTree(testContext(t), cgroup.Options{})
	if err != nil {
		t.Fatal(err)
	}
	leaf := newLeaf(t, tree, "one", cgroup.Limits{})
	p := start(t, leaf, "wait")
	if err := tree.CloseInotify(); err != nil {
		t.Fatal(err)
	}
	if _, err := leaf.Await(testContext(t), func(cgroup.Counts) bool { return false }); err == nil || testContext(t).Err() != nil {
		t.Errorf("got %v", err)
	}
	// It is killed and removed all the same.
	if _, err := leaf.Close(testContext(t)); err == nil {
		t.Error("figures that could not be awaited are no error")
	}
	<-p.done
	if _, err := os.Stat(leaf.Dir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", leaf.Dir(), err)
	}
	if err := tree.Close(testContext(t)); err != nil && !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

func TestManyLeavesShareOneWatcher(t *testing.T) {
	tree := newTree(t)
	// More than fs.inotify.max_user_instances is by default.
	const n = 150
	for i := range n {
		newLeaf(t, tree, strconv.Itoa(i), cgroup.Limits{})
	}
	begun := time.Now()
	if err := tree.Close(testContext(t)); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d leaves closed in %v", n, time.Since(begun))
	if _, err := tree.NewLeaf("late", cgroup.Limits{}); !errors.Is(err, cgroup.ErrClosed) {
		t.Errorf("leaf in a closed tree: %v", err)
	}
}
