package jail_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
)

// On any Linux that is not itself a tight container, everything can be had.
func TestHostOffersEverything(t *testing.T) {
	w := newWard(t)
	for _, f := range w.host.Findings() {
		t.Logf("%+v", f)
		switch {
		case f.Available && f.Remedy != "", !f.Available && f.Remedy == "", f.Found == "":
			t.Errorf("%+v", f)
		}
	}
	plan := w.plan(t, jail.UserNS, jail.MountNS, jail.Seccomp)
	if err := w.host.Check(plan, plan.Mechanisms(), jail.Guarantees()); err != nil {
		t.Error(err)
	}
	for g, mechanism := range plan.Mechanisms() {
		if mechanism == jail.None {
			t.Errorf("%s: %s", g, mechanism)
		}
	}
}

func TestStrictness(t *testing.T) {
	w := newWard(t)
	plan := w.host.Plan(jail.Seccomp, jail.NetNS, jail.ThreadLimit)
	err := w.host.Check(plan, plan.Mechanisms(), jail.Guarantees())
	var unmet *jail.UnmetError
	if !errors.As(err, &unmet) {
		t.Fatalf("%v", err)
	}
	var names []string
	for _, m := range unmet.Missing {
		names = append(names, string(m.Guarantee))
		if m.Tried == "" || m.Found == "" || !strings.Contains(err.Error(), m.Found) {
			t.Errorf("%+v in %q", m, err)
		}
		if mechanism := plan.Mechanisms()[m.Guarantee]; mechanism != jail.None {
			t.Errorf("%s: %s", m.Guarantee, mechanism)
		}
	}
	if got := fmt.Sprint(names); got != "[processes network syscalls]" {
		t.Errorf("missing %s", got)
	}
	if err := w.host.Check(plan, plan.Mechanisms(), []jail.Guarantee{jail.MemoryCapped, jail.TreeDies}); err != nil {
		t.Error(err)
	}
	if err := w.host.Check(plan, plan.Mechanisms(), []jail.Guarantee{"eternal life"}); err == nil {
		t.Error("an unknown guarantee is given")
	}
	// A worker that can fork can leave a child behind, unless it is the init
	// of its pid namespace.
	err = w.host.Check(jail.NewPlan(), jail.NewPlan().Mechanisms(), []jail.Guarantee{jail.TreeDies})
	if !errors.As(err, &unmet) || len(unmet.Missing) != 1 || unmet.Missing[0].Guarantee != jail.TreeDies {
		t.Errorf("without pid namespace and seccomp: %v", err)
	}
	for _, l := range []jail.Layer{jail.PIDNS, jail.Seccomp} {
		if err := w.host.Check(jail.NewPlan(l), jail.NewPlan(l).Mechanisms(), []jail.Guarantee{jail.TreeDies}); err != nil {
			t.Errorf("with %s: %v", l, err)
		}
	}
}

// What a worker is, as its host sees it.
func TestWorkerFromOutside(t *testing.T) {
	w := newWard(t)
	plan := w.plan(t, jail.UserNS, jail.MountNS, jail.Seccomp)
	first, _ := w.start(t, plan, "wait")
	second, _ := w.start(t, plan, "wait")
	status := func(pid int, key string) string {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(text), "\n"+key+":\t")
		line, _, _ := strings.Cut(rest, "\n")
		return strings.TrimSpace(line)
	}
	pid := first.PID()
	if plan.Has(jail.DistinctUID) {
		a, b := status(pid, "Uid"), status(second.PID(), "Uid")
		if a == b || strings.HasPrefix(a, "0\t") || a != status(pid, "Gid") {
			t.Errorf("uids %q and %q, gid %q", a, b, status(pid, "Gid"))
		}
		if g := status(pid, "Groups"); g != "" {
			t.Errorf("groups %q", g)
		}
	}
	if n := status(pid, "NSpid"); !strings.HasSuffix(n, "\t1") {
		t.Errorf("pids %q: not the init of its namespace", n)
	}
	for path, want := range map[string]string{"oom_score_adj": "1000\n", "comm": "petri-worker\n"} {
		if got, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, path)); err != nil || string(got) != want {
			t.Errorf("%s %q, %v; want %q", path, got, err, want)
		}
	}
	if entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/root/", pid)); len(entries) != 0 || err != nil {
		t.Errorf("in its root: %v, %v", entries, err)
	}
	mounts, err := os.ReadFile(fmt.Sprintf("/proc/%d/mountinfo", pid))
	if n := strings.Count(string(mounts), "\n"); n != 1 || err != nil || !strings.Contains(string(mounts), " / / ro,") {
		t.Errorf("mounts, %v:\n%s", err, mounts)
	}
	// Streams, lifeline, the listening socket, the poller's two.
	if entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid)); len(entries) != 7 || err != nil {
		t.Errorf("descriptors: %v, %v", entries, err)
	}
	environ, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
	if err != nil || !strings.Contains(string(environ), "GOMAXPROCS=2") {
		t.Errorf("environment %q, %v", environ, err)
	}
	if err := unix.Kill(pid, 0); err != nil {
		t.Errorf("its supervisor may not signal it: %v", err)
	}
	const extra = 64 << 20
	before, err := jail.MemoryOf(pid)
	if err != nil {
		t.Fatal(err)
	}
	limit, err := jail.CapMemory(pid, extra)
	if err != nil || limit < before.Data+extra {
		t.Errorf("%d, %v; it had %d", limit, err, before.Data)
	}
	var space unix.Rlimit
	if err := unix.Prlimit(pid, unix.RLIMIT_AS, nil, &space); err != nil {
		t.Fatal(err)
	}
	// What a program within its memory may reserve, and not without end.
	if room := int64(space.Max) - before.Size; room < 3*extra || room > 1<<30 || space.Cur != space.Max {
		t.Errorf("its address space may grow by %d", room)
	}
}

func TestParsePlan(t *testing.T) {
	for _, args := range [][]string{nil, {""}, {"--jail"}, {"--jail=nonsense"}, {"--jail=uid:x"}, {"--jail=", "more"}} {
		if p, err := jail.ParsePlan(args); err == nil {
			t.Errorf("%q: %v", args, p.Layers())
		}
	}
	p, err := jail.ParsePlan([]string{"--jail=mntns,seccomp"})
	if err != nil || fmt.Sprint(p.Layers()) != "[mntns seccomp]" {
		t.Errorf("%v %v", p.Layers(), err)
	}
}
