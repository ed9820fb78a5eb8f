package cgroup_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/internal/testvm"
)

func TestTreeMovesItsSupervisor(t *testing.T) {
	m := needMount(t)
	before := cgroupOf(os.Getpid())
	tree, err := cgroup.NewTree(testContext(t), cgroup.Options{Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := cgroup.Find(); err != nil || got.Own != filepath.Join(tree.Dir(), "sup") {
		t.Errorf("supervisor is in %+v, %v", got, err)
	}
	expected := m.Available()
	for c, err := range tree.Controllers() {
		if (err == nil) != expected.Has(c) {
			t.Errorf("%s: %v, but expected %v", c, err, expected[c])
		}
	}
	// A second tree is made beside the first one, not in it.
	second, err := cgroup.NewTree(testContext(t), cgroup.Options{Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Dir(second.Dir()) != filepath.Dir(tree.Dir()) || second.Dir() == tree.Dir() {
		t.Errorf("trees: %s, %s", tree.Dir(), second.Dir())
	}
	// Other packages' tests kill supervisors at the same time.
	if removed, err := second.Swept(); slices.Contains(removed, tree.Dir()) || err != nil {
		t.Errorf("swept %v, %v", removed, err)
	}
	for _, tr := range []*cgroup.Tree{second, tree, tree} {
		if err := tr.Close(testContext(t)); err != nil {
			t.Error(err)
		}
	}
	if after := cgroupOf(os.Getpid()); after != before {
		t.Errorf("process is in %s after Close, was in %s", after, before)
	}
}

func TestTreeRefusesBadNames(t *testing.T) {
	needMount(t)
	if _, err := cgroup.NewTree(testContext(t), cgroup.Options{Name: "../x"}); !errors.Is(err, cgroup.ErrBadName) {
		t.Errorf("got %v", err)
	}
	if _, err := newTree(t).NewLeaf("../x", cgroup.Limits{}); !errors.Is(err, cgroup.ErrBadName) {
		t.Errorf("got %v", err)
	}
}

// TestSweep: what a killed supervisor left is removed, worker and all; what a
// living one owns is not.
func TestSweep(t *testing.T) {
	parent := newParent(t)
	dead, deadTree, deadWorker := startOwner(t, parent)
	_, livingTree, livingWorker := startOwner(t, parent)
	if err := dead.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-dead.done
	if cgroupOf(deadWorker) == "" {
		t.Fatal("worker died by itself: the test would show nothing")
	}

	tree := newTreeIn(t, parent)
	removed, err := tree.Swept()
	if err != nil || !slices.Contains(removed, deadTree) || slices.Contains(removed, livingTree) {
		t.Errorf("removed %v, %v", removed, err)
	}
	if _, err := os.Stat(deadTree); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", deadTree, err)
	}
	if strings.Contains(cgroupOf(deadWorker), filepath.Base(deadTree)) && alive(deadWorker) {
		t.Error("worker of the dead supervisor lives")
	}
	if !strings.Contains(cgroupOf(livingWorker), filepath.Base(livingTree)) || !alive(livingWorker) {
		t.Error("worker of the living supervisor was touched")
	}
}

func alive(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && !strings.Contains(string(stat), ") Z ") && !strings.Contains(string(stat), ") X ")
}

// newParent makes a cgroup for trees that no other test's supervisor sweeps.
func newParent(t *testing.T) string {
	t.Helper()
	place := filepath.Dir(newTree(t).Dir()) // which exists for the tree's sake, and has controllers
	dir := filepath.Join(place, "sweep-"+strconv.Itoa(os.Getpid()))
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { removeCgroup(t, dir) })
	return dir
}

// removeCgroup removes one whose last process the kernel may not be done with.
func removeCgroup(t *testing.T, dir string) {
	for ctx := testContext(t); ctx.Err() == nil; time.Sleep(10 * time.Millisecond) {
		if err := os.Remove(dir); !errors.Is(err, unix.EBUSY) {
			if err != nil {
				t.Error(err)
			}
			return
		}
	}
	t.Errorf("%s is left", dir)
}

// startOwner starts another supervisor; its remains are removed with the test.
func startOwner(t *testing.T, parent string) (p *part, dir string, worker int) {
	t.Helper()
	p = &part{Cmd: roleCommand("owner"), done: make(chan struct{})}
	p.Env = append(p.Env, parentEnv+"="+parent)
	p.start(t)
	dir, pid, _ := strings.Cut(p.line(t), " ")
	worker, err := strconv.Atoi(pid)
	if err != nil {
		t.Fatalf("owner said %q %q", dir, pid)
	}
	t.Cleanup(func() {
		_ = p.Process.Kill()
		<-p.done
		tree, err := cgroup.NewTree(context.Background(), cgroup.Options{Name: "cleaner", Parent: parent})
		if err != nil {
			t.Error(err)
			return
		}
		if err := tree.Close(context.Background()); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left: %v", dir, err)
		}
	})
	return p, dir, worker
}

// TestDelegated: an ordinary user lives in a cgroup that root has given away.
func TestDelegated(t *testing.T) {
	m := needMount(t)
	if os.Geteuid() != 0 {
		t.Log("every test here runs as an ordinary user")
		return
	}
	tree := newTree(t) // for its sake the place exists and has controllers
	home := filepath.Join(filepath.Dir(tree.Dir()), "delegated-"+strconv.Itoa(os.Getpid()))
	if err := os.Mkdir(home, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { removeCgroup(t, home) })
	const nobody = 65534
	for _, f := range []string{"", "cgroup.procs", "cgroup.subtree_control", "cgroup.threads"} {
		if err := os.Chown(filepath.Join(home, f), nobody, nobody); err != nil {
			t.Fatal(err)
		}
	}
	said, ok := liveAs(t, nobody, home)
	t.Log(said)
	if !ok {
		t.Error("life of an ordinary user's supervisor failed")
	}

	// Without delegation the answer names the remedy.
	said, ok = liveAs(t, nobody, m.Point)
	if ok || !strings.Contains(said, cgroup.ErrNotDelegated.Error()) || !strings.Contains(said, "Delegate=yes") {
		t.Errorf("not delegated: %v %q", ok, said)
	}
}

// liveAs runs the role "life" as a user who is in a cgroup.
func liveAs(t *testing.T, uid uint32, dir string) (said string, ok bool) {
	t.Helper()
	fd, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer fd.Close()
	p := &part{Cmd: roleCommand("life"), done: make(chan struct{})}
	p.Path = readableBinary(t)
	p.Dir = "/"
	p.SysProcAttr = &syscall.SysProcAttr{UseCgroupFD: true, CgroupFD: int(fd.Fd()), Credential: &syscall.Credential{Uid: uid, Gid: uid}}
	p.start(t)
	text, err := io.ReadAll(p.out)
	if err != nil {
		t.Fatal(err)
	}
	<-p.done
	return string(text), p.ProcessState.Success()
}

// readableBinary is this binary where every user can run it: go test keeps it
// in a directory of its own.
func readableBinary(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "petri-cgroup-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	text, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "cgroup.test")
	if err := errors.Join(os.Chmod(dir, 0o755), os.WriteFile(path, text, 0o755)); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestVMHasAll keeps the other tests honest: in the virtual machine nothing
// may be missing.
func TestVMHasAll(t *testing.T) {
	if !testvm.Here() {
		testvm.Skip(t, "not in the virtual machine")
	}
	m := needMount(t)
	if err := m.Available().Missing(); err != nil {
		t.Error(err)
	}
	if err := newTree(t).Controllers().Missing(); err != nil {
		t.Error(err)
	}
}
