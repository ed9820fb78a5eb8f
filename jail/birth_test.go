package jail_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
)

// status are lines of a sealed inmate's /proc/PID/status that say how it was
// born.
func (w *ward) status(t *testing.T, p jail.Plan) map[string]string {
	t.Helper()
	proc, _ := w.start(t, p, "wait")
	if missing, err := jail.Inspect(proc.PID(), p); len(missing) != 0 || err != nil {
		t.Errorf("missing: %v %v", missing, err)
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", proc.PID()))
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]string{}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch key {
		case "Groups", "NSsid", "NSpgid", "SigBlk", "SigIgn", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb":
			lines[key] = strings.TrimSpace(value)
		}
	}
	// Who leads a session is the first of it: its number here is the pid.
	for _, key := range []string{"NSsid", "NSpgid"} {
		lines[key] = strings.Replace(lines[key], fmt.Sprint(proc.PID()), "PID", 1)
	}
	return lines
}

// A worker is the same, whichever way it was forked, with every layer, without
// user namespace and with none.
func TestBirths(t *testing.T) {
	own, other := newWard(t), newWard(t)
	if !other.spawner.Portable() {
		t.Log("there is but one way on this architecture")
	}
	all := own.plan(t)
	without := slices.DeleteFunc(all.Layers(), func(l jail.Layer) bool { return l == jail.UserNS })
	if os.Geteuid() != 0 {
		// Who is not root has the other namespaces by way of it.
		without = []jail.Layer{jail.Seccomp}
	}
	for name, plan := range map[string]jail.Plan{"all": all, "no userns": jail.NewPlan(without...), "none": jail.NewPlan()} {
		t.Run(name, func(t *testing.T) {
			a, b := own.status(t, plan), other.status(t, plan)
			if len(a) != 10 || !maps.Equal(a, b) {
				t.Errorf("born %v\nand     %v", a, b)
			}
		})
	}
}

// A binary that cannot be executed is an error that says so, and nothing is
// left of the attempt.
func TestStillbirths(t *testing.T) {
	dir := t.TempDir()
	junk := filepath.Join(dir, "junk")
	if err := os.WriteFile(junk, []byte("not a program\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, portable := range map[string]bool{"own": false, "portable": true} {
		t.Run(name, func(t *testing.T) {
			w := newWard(t)
			if portable {
				w.spawner.Portable()
			}
			try := func(path string, want error) {
				t.Helper()
				p, err := w.spawner.Start(context.Background(), jail.Spec{Path: path, Dir: t.TempDir(), Plan: w.plan(t)})
				if err == nil {
					p.Release()
				}
				if !errors.Is(err, want) {
					t.Errorf("%s: %v, want %v", path, err, want)
				}
			}
			try(junk, unix.ENOEXEC)
			before, own := len(descriptors(t)), tableOf(t, w)
			for range 20 {
				try(junk, unix.ENOEXEC)
				try(dir, unix.EACCES)
				try(filepath.Join(dir, "nothing"), unix.ENOENT)
			}
			if now := len(descriptors(t)); now != before {
				t.Errorf("%d descriptors, %d before", now, before)
			}
			if now := tableOf(t, w); len(now) != len(own) {
				t.Errorf("the forking thread has %q open, before %q", now, own)
			}
			if pid, err := unix.Wait4(-1, nil, unix.WNOHANG, nil); pid > 0 {
				t.Errorf("child %d was not reaped (%v)", pid, err)
			}
		})
	}
}

// A child whose parent is killed while it waits for it does not wait for ever.
func TestAbandonedChild(t *testing.T) {
	w := newWard(t)
	if !w.spawner.Portable() {
		t.Log("package syscall does that on this architecture")
		return
	}
	if err := w.spawner.Abandon(); !errors.Is(err, unix.ENOENT) {
		t.Errorf("%v, want %v of /nowhere", err, unix.ENOENT)
	}
}

func tableOf(t *testing.T, w *ward) []string {
	t.Helper()
	all, err := w.spawner.Descriptors()
	if err != nil {
		t.Fatal(err)
	}
	return all
}
