package supervisor_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// diagnosed is a diagnosis that is checked to have left nothing behind.
func diagnosed(t *testing.T, c supervisor.Config, limits ...supervisor.Limits) *supervisor.Diagnosis {
	t.Helper()
	before, descriptors, group := goleak.IgnoreCurrent(), openDescriptors(t), membership(t)
	c.WorkerPath = workerPath
	dir, err := os.MkdirTemp("", "petri-dr-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	c.RuntimeDir = dir
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	var d *supervisor.Diagnosis
	if len(limits) > 0 {
		d, err = supervisor.DiagnoseWith(ctx, c, limits[0])
	} else {
		d, err = supervisor.Diagnose(ctx, c)
	}
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left in the runtime directory: %v", left)
	}
	if now := membership(t); now != group {
		t.Errorf("this process is in %q, was in %q", now, group)
	}
	awaitNoWorkers(t)
	if err := goleak.Find(before); err != nil {
		t.Errorf("goroutines left: %v", err)
	}
	if now := openDescriptors(t); now > descriptors {
		t.Errorf("%d descriptors open, %d before", now, descriptors)
	}
	return d
}

// membership is the cgroups of this process.
func membership(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// awaitNoWorkers waits for the last of what got through: it ends by itself, but
// nobody waits for it.
func awaitNoWorkers(t *testing.T) {
	t.Helper()
	for begun := time.Now(); ; time.Sleep(time.Millisecond) {
		pids, err := testworker.Living(workerPath)
		switch {
		case err != nil:
			t.Fatal(err)
		case len(pids) == 0:
			return
		case time.Since(begun) > 20*time.Second:
			t.Fatalf("worker processes left: %v", pids)
		}
	}
}

// probesOf are the probes of a diagnosis by guarantee and name.
func probesOf(d *supervisor.Diagnosis) map[string]supervisor.Probe {
	m := map[string]supervisor.Probe{}
	for _, g := range d.Guarantees {
		for _, p := range g.Probes {
			m[fmt.Sprintf("%s: %s", g.Guarantee, p.Name)] = p
		}
	}
	return m
}

// wantThrough checks that probes got through, and that nothing kept any from a
// result.
func wantThrough(t *testing.T, d *supervisor.Diagnosis, names ...string) {
	t.Helper()
	probes := probesOf(d)
	for _, name := range names {
		if p, ok := probes[name]; !ok || p.Held || p.Happened == "" {
			t.Errorf("%s did not get through: %+v", name, p)
		}
	}
	for name, p := range probes {
		if p.Error != "" {
			t.Errorf("%s came to no result: %s", name, p.Error)
		}
	}
}

// On a host that can be isolated on, every guarantee is proved, and by what
// Results say is in force.
func TestDoctorProvesEveryGuarantee(t *testing.T) {
	needLayers(t, jail.UserNS, jail.MountNS, jail.NetNS, jail.Seccomp, jail.ThreadLimit)
	begun := time.Now()
	d := diagnosed(t, supervisor.Config{Name: "doctor"})
	t.Logf("diagnosed in %v", time.Since(begun).Round(time.Millisecond))
	var all []jail.Guarantee
	for _, g := range d.Guarantees {
		all = append(all, g.Guarantee)
		for _, p := range g.Probes {
			t.Logf("%s, %s: %s: %s %s %s", g.Guarantee, g.Mechanism, p.Name, p.Verdict, p.Happened, p.Error)
			if !p.Held || p.Error != "" || p.Tried == "" || p.Happened == "" {
				t.Errorf("%s: %+v", g.Guarantee, p)
			}
		}
		if !g.Proved {
			t.Errorf("%s is not proved", g.Guarantee)
		}
	}
	if !slices.Equal(all, jail.Guarantees()) || !d.Proved() || d.Undecided() || len(d.Missing) != 0 {
		t.Errorf("guarantees %v, missing %+v", all, d.Missing)
	}
	probes := probesOf(d)
	for name, want := range map[string]supervisor.Verdict{
		"memory: heap": supervisor.MemoryLimit, "processes: threads": supervisor.ProcessLimit,
		"cpu: spin": supervisor.CPULimit, "processes: fork": supervisor.SyscallDenied, "syscalls: keyctl": supervisor.SyscallDenied,
	} {
		if got := probes[name].Verdict; got != want {
			t.Errorf("%s: verdict %s, want %s", name, got, want)
		}
	}

	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	isolation := load(t, b, good).Isolation
	for _, g := range d.Guarantees {
		if in := isolation[string(g.Guarantee)]; in != g.Mechanism {
			t.Errorf("%s: %s in the diagnosis, %s in a Result", g.Guarantee, g.Mechanism, in)
		}
	}
	t.Run("by the cgroup", func(t *testing.T) { provedByTheCgroup(t, d) })
}

// provedByTheCgroup checks that it was the kernel's controllers, and not what
// stands in for them.
func provedByTheCgroup(t *testing.T, d *supervisor.Diagnosis) {
	needCgroup(t, cgroup.Memory, cgroup.Pids, cgroup.CPU)
	for _, g := range d.Guarantees {
		switch g.Guarantee {
		case jail.MemoryCapped, jail.ProcessesCapped, jail.CPUCapped, jail.TreeDies:
			if !strings.HasPrefix(g.Mechanism, "cgroup+") {
				t.Errorf("%s: %s", g.Guarantee, g.Mechanism)
			}
		}
	}
	probes := probesOf(d)
	for name, says := range map[string]string{
		"memory: heap":            "killed for it by the kernel",
		"memory: private mapping": "killed for it by the kernel",
		"cpu: share":              "was made to wait",
	} {
		if p := probes[name]; !p.Held || !strings.Contains(p.Happened, says) {
			t.Errorf("%s: %+v, want %q", name, p, says)
		}
	}
	if len(d.Better) != 0 {
		t.Errorf("better: %+v", d.Better)
	}
	// Other packages' tests diagnose at the same time.
	if left, _ := filepath.Glob(filepath.Join(ownCgroup(t), fmt.Sprintf("petri-doctor-%d-*", os.Getpid()))); len(left) != 0 {
		t.Errorf("cgroups left: %v", left)
	}
}

// Without any layer the probes do what they are there for.
func TestDoctorSeesWhatGetsThrough(t *testing.T) {
	d := diagnosed(t, supervisor.Config{WithoutLayers: jail.Layers(), WithoutCgroup: true})
	want := []string{
		"memory: shared mapping", "processes: fork", "processes: threads", "tree: daemon", "tree: orphan",
		"files: read", "files: climb", "files: own program", "files: symlink", "files: create here", "files: create there",
		"network: tcp", "network: udp", "network: abstract socket", "network: netlink",
		"syscalls: keyctl", "syscalls: io_uring_setup", "syscalls: bpf", "syscalls: ptrace", "syscalls: perf_event_open", "syscalls: userfaultfd",
		"privileges: signal", "privileges: signal all", "privileges: namespace",
	}
	if os.Geteuid() == 0 {
		want = append(want, "privileges: mount", "privileges: chroot", "privileges: capset", "privileges: setuid", "privileges: raw socket")
	}
	wantThrough(t, d, want...)
	if d.Proved() || d.Undecided() {
		t.Errorf("proved %v, undecided %v", d.Proved(), d.Undecided())
	}
	for _, g := range d.Guarantees {
		// What holds without layers is the supervisor's own doing.
		if g.Proved != (g.Guarantee == jail.CPUCapped) {
			t.Errorf("%s by %s: proved %v", g.Guarantee, g.Mechanism, g.Proved)
		}
	}
	for _, g := range []jail.Guarantee{jail.ProcessesCapped, jail.NoFiles, jail.NoNetwork, jail.SyscallsLimited, jail.NoPrivileges, jail.MemoryCapped, jail.TreeDies} {
		if !slices.ContainsFunc(d.Missing, func(u jail.Unmet) bool { return u.Guarantee == g && u.Found != "" }) {
			t.Errorf("nothing is said about %s: %+v", g, d.Missing)
		}
	}
}

// And without limits, what needs no layer.
func TestDoctorSeesLimitsThatAreNotThere(t *testing.T) {
	d := diagnosed(t, supervisor.Config{WithoutLayers: []jail.Layer{jail.Seccomp}},
		supervisor.Limits{Memory: 2 << 30, Processes: supervisor.MaxProcesses, Wall: patient(30 * time.Second)})
	wantThrough(t, d, "memory: heap", "memory: private mapping", "memory: shared mapping", "processes: fork", "processes: threads", "cpu: spin")
}

// Each layer's absence is noticed where it is what delivers, and the others
// still hold.
func TestDoctorWithoutSeccomp(t *testing.T) {
	needLayers(t, jail.UserNS, jail.MountNS, jail.NetNS, jail.ThreadLimit)
	d := diagnosed(t, supervisor.Config{WithoutLayers: []jail.Layer{jail.Seccomp}})
	for _, g := range d.Guarantees {
		switch g.Guarantee {
		case jail.SyscallsLimited:
			if g.Proved || g.Mechanism != jail.None {
				t.Errorf("%+v", g)
			}
		case jail.NoFiles, jail.NoNetwork, jail.ProcessesCapped, jail.CPUCapped:
			if !g.Proved {
				t.Errorf("%+v", g)
			}
		case jail.MemoryCapped:
			// RLIMIT_DATA does not count what is shared.
			if g.Proved != strings.HasPrefix(g.Mechanism, "cgroup+") {
				t.Errorf("%+v", g)
			}
		}
	}
	if len(d.Missing) == 0 || d.Missing[0].Guarantee != jail.SyscallsLimited || d.Proved() {
		t.Errorf("missing %+v", d.Missing)
	}
}

func TestDoctorLooksAtWhatIsAsked(t *testing.T) {
	d := diagnosed(t, supervisor.Config{Isolation: []jail.Guarantee{jail.CPUCapped, "eternal life"}})
	if len(d.Guarantees) != 2 || !d.Guarantees[0].Proved || d.Guarantees[1].Proved || len(d.Missing) != 1 || d.Proved() {
		t.Errorf("%+v", d)
	}
}

func TestDoctorThatCannotBegin(t *testing.T) {
	_, err := supervisor.Diagnose(testContext(t), supervisor.Config{WorkerPath: filepath.Join(t.TempDir(), "worker")})
	wantErr(t, err, supervisor.ErrWorkerNotFound)
	_, err = supervisor.Diagnose(testContext(t), supervisor.Config{WorkerPath: "/bin/true"})
	wantErr(t, err, supervisor.ErrSpawn)
	ctx, cancel := context.WithCancel(testContext(t))
	cancel()
	_, err = supervisor.Diagnose(ctx, supervisor.Config{WorkerPath: workerPath})
	wantErr(t, err, context.Canceled)
	awaitNoWorkers(t)
}

// What a worker says of itself is a stranger's word.
func TestDoctorBelievesNoWorker(t *testing.T) {
	path := hostileWorkerPath(t, "answer")
	d, err := supervisor.Diagnose(testContext(t), supervisor.Config{WorkerPath: path, WithoutLayers: jail.Layers(), WithoutCgroup: true,
		Isolation: []jail.Guarantee{jail.NoFiles, jail.TreeDies}, StartTimeout: patient(2 * time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range probesOf(d) {
		if text := p.Happened + p.Error; strings.ContainsRune(text, '\x1b') || len(text) > 9000 {
			t.Errorf("%s: %q", name, text)
		}
	}
}

func TestRemediesForCgroups(t *testing.T) {
	delegate := &cgroup.Problem{Kind: cgroup.ErrNotDelegated, Remedy: "something general"}
	v1 := &cgroup.Problem{Kind: cgroup.ErrNoController, Cause: cgroup.ErrBoundToV1, Remedy: "boot otherwise"}
	for _, c := range []struct {
		problem *cgroup.Problem
		around  jail.Surroundings
		want    string
	}{
		{delegate, jail.Surroundings{Container: jail.Docker, Systemd: true}, "docker run --cgroupns=private --security-opt writable-cgroups=true"},
		{delegate, jail.Surroundings{Container: jail.Podman}, "podman run --cgroupns=private --security-opt unmask=/sys/fs/cgroup"},
		{delegate, jail.Surroundings{Container: jail.Kubernetes}, "writable /sys/fs/cgroup"},
		{delegate, jail.Surroundings{Systemd: true, Program: "/opt/evolve"}, "systemd-run --user --scope -p Delegate=yes /opt/evolve"},
		{delegate, jail.Surroundings{Systemd: true, Root: true}, "systemd-run --scope -p Delegate=yes supervisor"},
		{delegate, jail.Surroundings{}, "something general"},
		{v1, jail.Surroundings{Systemd: true}, "boot otherwise"},
		{v1, jail.Surroundings{Container: jail.Docker}, "container's host"},
	} {
		if got := supervisor.GroupRemedy(c.problem, c.around); !strings.Contains(got, c.want) {
			t.Errorf("%v, %+v: %q, want %q", c.problem.Kind, c.around, got, c.want)
		}
	}
}
