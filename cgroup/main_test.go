package cgroup_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/internal/testvm"
)

// roleEnv makes the test binary play a part instead of testing; parentEnv says
// where an owner makes its tree, if not where it would.
const (
	roleEnv   = "PETRI_CGROUP_ROLE"
	parentEnv = "PETRI_CGROUP_PARENT"
)

func TestMain(m *testing.M) {
	if role := os.Getenv(roleEnv); role != "" {
		if err := play(role); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func play(role string) error {
	switch role {
	case "wait":
		fmt.Println("ready")
		sleepForever()
	case "eat": // memory, until something stops it
		var kept [][]byte
		for range 512 {
			b := make([]byte, 1<<20)
			for i := 0; i < len(b); i += 4096 {
				b[i] = 1
			}
			kept = append(kept, b)
		}
		runtime.KeepAlive(kept)
		return errors.New("512 MiB were not stopped")
	case "threads":
		for range 200 {
			go func() { runtime.LockOSThread(); sleepForever() }()
			time.Sleep(time.Millisecond)
		}
		return errors.New("200 threads were not stopped")
	case "spin":
		fmt.Println("ready")
		for n := 0; ; n++ {
			runtime.KeepAlive(n)
		}
	case "parent": // of an orphan in another session, two forks away
		cmd := roleCommand("middle")
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		out, err := cmd.Output()
		fmt.Print(string(out))
		if err == nil {
			sleepForever()
		}
		return err
	case "middle":
		cmd := roleCommand("wait")
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		if err := cmd.Start(); err != nil {
			return err
		}
		fmt.Println(cmd.Process.Pid)
		return nil
	case "owner":
		return playOwner()
	case "life":
		return playLife()
	}
	return errors.New("no such role")
}

// playOwner is a supervisor that will be killed.
func playOwner() error {
	tree, err := cgroup.NewTree(context.Background(), cgroup.Options{Name: "owner", Parent: os.Getenv(parentEnv)})
	if err != nil {
		return err
	}
	leaf, err := tree.NewLeaf("orphan", cgroup.Limits{})
	if err != nil {
		return err
	}
	cmd := roleCommand("wait")
	cmd.SysProcAttr = &syscall.SysProcAttr{UseCgroupFD: true, CgroupFD: leaf.FD(), Setsid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	fmt.Println(tree.Dir(), cmd.Process.Pid)
	sleepForever()
	return nil
}

// sleepForever is not select{}: with nothing else to run, the Go run time
// takes that for a deadlock and ends the process.
func sleepForever() {
	for {
		time.Sleep(time.Hour)
	}
}

// playLife is all of a supervisor's life, for a user who has just been given
// a cgroup.
func playLife() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	tree, err := cgroup.NewTree(ctx, cgroup.Options{Name: "life"})
	if err != nil {
		return err
	}
	if missing := tree.Controllers().Missing(); missing != nil && testvm.Here() {
		return missing
	}
	leaf, err := tree.NewLeaf("one", cgroup.Limits{})
	if err != nil {
		return err
	}
	cmd := roleCommand("wait")
	cmd.SysProcAttr = &syscall.SysProcAttr{UseCgroupFD: true, CgroupFD: leaf.FD()}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("clone into the leaf: %w", err)
	}
	go func() { _ = cmd.Wait() }()
	last, err := leaf.Close(ctx)
	if err != nil {
		return err
	}
	fmt.Println("uid", os.Getuid(), "controllers missing:", tree.Controllers().Missing() != nil, "cpu used:", last.Usage.CPU > 0)
	return tree.Close(ctx)
}

// roleCommand starts no program that a shell would find, and gives it nothing
// to end with: it lives until it is killed.
func roleCommand(role string) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = []string{roleEnv + "=" + role, "PETRI_IN_VM=" + os.Getenv("PETRI_IN_VM"), "GOMAXPROCS=2"}
	return cmd
}

func testContext(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// newTree makes a tree that is checked, when the test ends, for having left
// nothing behind.
func newTree(t testing.TB) *cgroup.Tree {
	t.Helper()
	return newTreeIn(t, "")
}

func newTreeIn(t testing.TB, parent string) *cgroup.Tree {
	t.Helper()
	needMount(t)
	before := goleak.IgnoreCurrent()
	descriptors := openDescriptors(t)
	tree, err := cgroup.NewTree(testContext(t), cgroup.Options{Name: "test", Parent: parent})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := tree.Close(ctx); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(tree.Dir()); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left: %v", tree.Dir(), err)
		}
		if err := goleak.Find(before); err != nil {
			t.Errorf("goroutines left: %v", err)
		}
		if now := openDescriptors(t); now > descriptors {
			t.Errorf("%d descriptors open, %d before", now, descriptors)
		}
	})
	return tree
}

func needMount(t testing.TB) *cgroup.Mount {
	t.Helper()
	m, err := cgroup.Find()
	if err != nil {
		testvm.Skip(t, err.Error())
	}
	if err := m.Available()[cgroup.Memory]; errors.Is(err, cgroup.ErrReadOnly) || errors.Is(err, cgroup.ErrNotDelegated) {
		testvm.Skip(t, err.Error())
	}
	return m
}

// need skips a test where a controller cannot be had.
func need(t testing.TB, tree *cgroup.Tree, c cgroup.Controller) {
	t.Helper()
	if err := tree.Controllers()[c]; err != nil {
		testvm.Skip(t, err.Error())
	}
}

func newLeaf(t testing.TB, tree *cgroup.Tree, id string, lim cgroup.Limits) *cgroup.Leaf {
	t.Helper()
	leaf, err := tree.NewLeaf(id, lim)
	if err != nil {
		t.Fatal(err)
	}
	return leaf
}

// A part is a process of this binary in a leaf.
type part struct {
	*exec.Cmd
	out  *bufio.Reader
	done chan struct{} // closed once it is reaped
}

// start starts a role, in a leaf if there is one.
func start(t testing.TB, leaf *cgroup.Leaf, role string) *part {
	t.Helper()
	p := &part{Cmd: roleCommand(role), done: make(chan struct{})}
	p.SysProcAttr = new(syscall.SysProcAttr)
	if leaf != nil {
		p.SysProcAttr.UseCgroupFD, p.SysProcAttr.CgroupFD = true, leaf.FD()
	}
	return p.start(t)
}

func (p *part) start(t testing.TB) *part {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p.Stdout, p.out = w, bufio.NewReader(r)
	err = p.Start()
	_ = w.Close()
	if err != nil {
		_ = r.Close()
		t.Fatal(err)
	}
	go func() { defer close(p.done); _ = p.Wait() }()
	t.Cleanup(func() {
		_ = p.Process.Kill()
		<-p.done
		_ = r.Close()
	})
	return p
}

func (p *part) line(t testing.TB) string {
	t.Helper()
	line, err := p.out.ReadString('\n')
	if err != nil && err != io.EOF {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// cgroupOf is the v2 cgroup of a process, "" if there is no such process.
func cgroupOf(pid int) string {
	text, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cgroup")
	for line := range strings.Lines(string(text)) {
		if path, ok := strings.CutPrefix(line, "0::"); ok {
			return strings.TrimSpace(path)
		}
	}
	return ""
}

func openDescriptors(t testing.TB) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}
