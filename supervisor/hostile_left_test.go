package supervisor_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/cgroup"
)

// A view is all that attempts may leave behind, as it is at one moment. What
// was there before is there afterwards, and nothing else is.
type view struct {
	processes   []string // that descend from this one
	cgroups     []string // of this process's supervisors
	mounts      []string
	files       []string // in the runtime directories
	descriptors []string
	goroutines  goleak.Option // that are running
}

// adoptOrphans makes every descendant whose parent has ended a child of this
// process (prctl(2), PR_SET_CHILD_SUBREAPER), so that none can hide.
func adoptOrphans(t *testing.T) {
	t.Helper()
	set := func(on uintptr) {
		if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, on, 0, 0, 0); err != nil {
			t.Fatal(err)
		}
	}
	set(1)
	t.Cleanup(func() { set(0) })
}

// look takes a view while nobody does anything.
func (a *arena) look(t *testing.T) view {
	t.Helper()
	v := view{goroutines: goleak.IgnoreCurrent()}
	v.processes = descendants(t)
	v.cgroups = groupsOf(t, os.Getpid())
	v.mounts = lines(t, "/proc/self/mountinfo")
	err := filepath.WalkDir(a.dir, func(path string, _ fs.DirEntry, err error) error {
		v.files = append(v.files, path)
		return err
	})
	if err != nil && !os.IsNotExist(err) { // gone while we looked
		t.Fatal(err)
	}
	v.descriptors = descriptorTargets(t)
	return v
}

// endurance is how long what happens behind the caller's back may take.
func endurance() time.Duration { return patient(30 * time.Second) }

// compare looks until everything is as it was.
func (a *arena) compare(t *testing.T, before view) {
	t.Helper()
	var now view
	for until := time.Now().Add(endurance()); ; time.Sleep(2 * time.Millisecond) {
		reap(t)
		now = a.look(t)
		if now.same(before) || time.Now().After(until) {
			break
		}
	}
	for _, v := range []struct {
		what        string
		now, before []string
	}{
		{"processes", now.processes, before.processes},
		{"cgroups", now.cgroups, before.cgroups},
		{"mounts", now.mounts, before.mounts},
		{"files", now.files, before.files},
		{"descriptors", now.descriptors, before.descriptors},
	} {
		if !slices.Equal(v.now, v.before) {
			t.Errorf("%s left: %q; missing: %q", v.what, without(v.now, v.before), without(v.before, v.now))
		}
	}
	if err := goleak.Find(before.goroutines); err != nil {
		t.Errorf("goroutines left: %v", err)
	}
}

func (v view) same(w view) bool {
	return slices.Equal(v.processes, w.processes) && slices.Equal(v.cgroups, w.cgroups) && slices.Equal(v.mounts, w.mounts) &&
		slices.Equal(v.files, w.files) && slices.Equal(v.descriptors, w.descriptors)
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) })
}

// descendants lists the processes that stem from this one, dead ones that
// nobody has waited for among them.
func descendants(t testing.TB) []string {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	names := map[int]string{}
	children := map[int][]int{}
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		// pid (comm) state ppid ...; comm may hold anything (proc(5)).
		before, after, _ := bytes.Cut(text, []byte(" ("))
		i := bytes.LastIndexByte(after, ')')
		pid, err := strconv.Atoi(string(before))
		fields := strings.Fields(string(after[i+1:]))
		if err != nil || i < 0 || len(fields) < 2 {
			t.Fatalf("%s: %q", path, text)
		}
		parent, err := strconv.Atoi(fields[1])
		if err != nil {
			t.Fatal(err)
		}
		names[pid] = fmt.Sprintf("%d %s %s", pid, after[:i], strings.ReplaceAll(fields[0], "R", "S"))
		children[parent] = append(children[parent], pid)
	}
	var all []string
	next := []int{os.Getpid()}
	for len(next) > 0 {
		pid := next[0]
		next = append(next[1:], children[pid]...)
		if pid != os.Getpid() {
			all = append(all, names[pid])
		}
	}
	slices.Sort(all)
	return all
}

// reap waits for the dead children that are nobody's but ours: orphans, whom
// elsewhere the init process takes in. Whoever has started a process has waited
// for it by now.
func reap(t testing.TB) {
	t.Helper()
	for _, p := range descendants(t) {
		if strings.HasSuffix(p, " Z") {
			pid, _, _ := strings.Cut(p, " ")
			n, err := strconv.Atoi(pid)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = unix.Wait4(n, nil, unix.WNOHANG, nil)
		}
	}
}

// groupsOf lists the cgroups that a process's supervisors have made.
func groupsOf(t testing.TB, pid int) []string {
	t.Helper()
	mount, err := cgroup.Find()
	if err != nil {
		return nil
	}
	var all []string
	mark := fmt.Sprintf("-%d-", pid)
	err = filepath.WalkDir(mount.Point, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && strings.Contains(path, "/petri-") && strings.Contains(path, mark) {
			all = append(all, path)
		}
		return nil // it is gone, or somebody else's
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func lines(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(strings.Lines(string(text)))
}

// descriptorTargets lists what this process's descriptors are open on.
func descriptorTargets(t *testing.T) []string {
	t.Helper()
	open := map[string]int{}
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if target, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil {
			open[target]++
		}
	}
	var all []string
	for _, target := range slices.Sorted(maps.Keys(open)) {
		all = append(all, fmt.Sprint(target, " ", open[target]))
	}
	return all
}
