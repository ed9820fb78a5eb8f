package supervisor_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/internal/testvm"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// cgroupOf is the directory of the cgroup that a supervisor has made for a
// worker; "" if it is in none.
func cgroupOf(t testing.TB, pid int) string {
	t.Helper()
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cgroup")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		path, ok := strings.CutPrefix(strings.TrimSpace(line), "0::")
		if !ok || !strings.HasPrefix(filepath.Base(path), "w-") {
			continue
		}
		mount, err := cgroup.Find()
		if err != nil {
			t.Fatal(err)
		}
		return filepath.Join(mount.Point, path)
	}
	return ""
}

// needCgroup skips a test where workers cannot have cgroups, or not with these
// controllers: those of the machine are tested in a virtual one.
func needCgroup(t *testing.T, controllers ...cgroup.Controller) {
	t.Helper()
	tree, err := cgroup.NewTree(testContext(t), cgroup.Options{})
	if err != nil {
		testvm.Skip(t, err.Error())
	}
	defer func() {
		if err := tree.Close(testContext(t)); err != nil {
			t.Error(err)
		}
	}()
	have := tree.Controllers()
	for _, c := range controllers {
		if err := have[c]; err != nil {
			testvm.Skip(t, err.Error())
		}
	}
}

func setting(t testing.TB, dir, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

func TestWorkersHaveCgroups(t *testing.T) {
	needCgroup(t)
	before := ownCgroup(t)
	sup := newSupervisor(t, supervisor.Config{Name: "groups"})
	b := create(t, sup, "a", supervisor.WithLimits(supervisor.Limits{Memory: 48 << 20, Processes: 32}))
	leaf := cgroupOf(t, b.Info().PID)
	if !strings.HasPrefix(filepath.Base(leaf), "w-a.") || !strings.Contains(leaf, "/petri-groups-") {
		t.Fatalf("worker is in %q", leaf)
	}
	for file, want := range map[string]string{
		"cgroup.max.descendants": "0",
		"memory.max":             strconv.Itoa(48 << 20),
		"memory.oom.group":       "1",
		"pids.max":               "32",
		"cpu.max":                "200000 100000",
	} {
		controller, _, _ := strings.Cut(file, ".")
		if controller != "cgroup" && !strings.Contains(setting(t, leaf, "cgroup.controllers"), controller) {
			if testvm.Here() {
				t.Errorf("no controller %s", controller)
			}
			continue
		}
		if got := setting(t, leaf, file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}

	load(t, b, good)
	if r := call(t, b, "F"); r.Verdict != supervisor.OK || r.Usage.PeakMemory == 0 {
		t.Errorf("%+v %+v", r, r.Error)
	}
	if u, err := b.Usage(); err != nil || u.Memory.Value == 0 || u.PeakMemory.Value < u.Memory.Value/2 || u.Threads.Value == 0 || u.CPU.Value == 0 {
		t.Errorf("%+v %v", u, err)
	}
	// Each worker has its own.
	if err := b.Restart(testContext(t)); err != nil {
		t.Fatal(err)
	}
	next := cgroupOf(t, b.Info().PID)
	if next == leaf || next == "" {
		t.Errorf("the next worker is in %q, as the one before it", next)
	}
	gone(t, leaf)
	if err := b.Destroy(testContext(t)); err != nil {
		t.Fatal(err)
	}
	gone(t, next)
	if err := sup.Close(testContext(t)); err != nil {
		t.Fatal(err)
	}
	gone(t, filepath.Dir(leaf))
	if now := ownCgroup(t); now != before {
		t.Errorf("this process is in %q, was in %q", now, before)
	}
}

func ownCgroup(t *testing.T) string {
	t.Helper()
	mount, err := cgroup.Find()
	if err != nil {
		t.Fatal(err)
	}
	return mount.Own
}

// gone checks that a cgroup has been removed.
func gone(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is left (%v)", dir, err)
	}
}

// The kernel's word: the heap that a Go program may map without a word from
// RLIMIT_DATA is larger than this limit, so that it is the cgroup's.
func TestMemoryLimitOfTheCgroup(t *testing.T) {
	needCgroup(t, cgroup.Memory)
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Memory: 24 << 20, Wall: patient(10 * time.Second)}})
	b := create(t, sup, "a")
	load(t, b, `package candidate

var all [][]byte

func F() int {
	for {
		b := make([]byte, 1<<20)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		all = append(all, b)
	}
}

func G() int { return 7 }
`)
	r := call(t, b, "F")
	if r.Verdict != supervisor.MemoryLimit || !strings.Contains(r.Error.Message, "killed for it by the kernel") {
		t.Fatalf("%s %+v", r.Verdict, r.Error)
	}
	if peak := r.Usage.PeakMemory; peak < 20<<20 || peak > 25<<20 { // charged in batches
		t.Errorf("peak %d", peak)
	}
	if r := call(t, b, "G"); string(r.Value) != "7" {
		t.Errorf("afterwards: %+v %+v", r, r.Error)
	}
}

// A container's filter may keep the kernel from making a process in a cgroup.
func TestWorkersAreMovedWhereTheyCannotBeBorn(t *testing.T) {
	needCgroup(t)
	sup := newSupervisor(t, supervisor.Config{})
	sup.MoveWorkers()
	b := create(t, sup, "a")
	if cgroupOf(t, b.Info().PID) == "" {
		t.Error("worker has no cgroup")
	}
	load(t, b, good)
	if r := call(t, b, "F"); string(r.Value) != "7" {
		t.Errorf("%+v %+v", r, r.Error)
	}
}

func TestWithoutCgroup(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{WithoutCgroup: true, AllowDegraded: true})
	b := create(t, sup, "a")
	if leaf := cgroupOf(t, b.Info().PID); leaf != "" {
		t.Errorf("worker is in %s", leaf)
	}
	load(t, b, good)
	if r := call(t, b, "F"); strings.Contains(r.Isolation["tree"], "cgroup") {
		t.Errorf("%v", r.Isolation)
	}
}

func TestCgroupParentThatCannotBe(t *testing.T) {
	_, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, CgroupParent: t.TempDir(), AllowDegraded: true})
	if err == nil {
		t.Fatal("no error")
	}
	_, err = supervisor.New(supervisor.Config{WorkerPath: workerPath, CgroupParent: "/x", WithoutCgroup: true})
	wantErr(t, err, supervisor.ErrBadConfig)
	_, err = supervisor.New(supervisor.Config{WorkerPath: workerPath, Name: "../x"})
	wantErr(t, err, supervisor.ErrBadConfig)
}

// needLayers skips a test on a host that does not offer them.
func needLayers(t *testing.T, layers ...jail.Layer) {
	t.Helper()
	host := jail.Detect(jail.UIDRange{})
	for _, l := range layers {
		if f := host.Finding(l); !f.Available {
			t.Skipf("no %s here: %s", l, f.Found)
		}
	}
}
