package jail_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/jail"
)

// inmateEnv names the probe binary, if another test process has built it.
const inmateEnv = "PETRI_TEST_INMATE"

// inmatePath is the probe binary.
var inmatePath string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	testworker.Unignore() // one way of forking hands that down, the other does not
	if inmatePath = os.Getenv(inmateEnv); inmatePath != "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "petri-jail-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	inmatePath = filepath.Join(dir, "inmate")
	if err := testworker.BuildPackage(inmatePath, "github.com/petri-lab/petri/jail/internal/inmate"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// A ward is a spawner with what it needs.
type ward struct {
	host    jail.Host
	spawner *jail.Spawner
}

func newWard(t testing.TB) *ward {
	t.Helper()
	host := jail.Detect(jail.UIDRange{})
	w := &ward{host: host, spawner: jail.NewSpawner(host.UIDs())}
	t.Cleanup(w.spawner.Close)
	return w
}

// plan is all that the host offers; a test that needs certain layers is
// skipped where they are not among it.
func (w *ward) plan(t testing.TB, need ...jail.Layer) jail.Plan {
	t.Helper()
	w.need(t, need...)
	return w.host.Plan()
}

func (w *ward) need(t testing.TB, need ...jail.Layer) {
	t.Helper()
	for _, l := range need {
		if f := w.host.Finding(l); !f.Available {
			t.Skipf("no %s here: %s", l, f.Found)
		}
	}
}

// start starts an inmate and waits until it is sealed.
func (w *ward) start(t testing.TB, p jail.Plan, probe string) (*jail.Process, io.Reader) {
	t.Helper()
	// Short: it holds a socket.
	dir, err := os.MkdirTemp("", "pj-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	proc, err := w.spawner.Start(context.Background(), jail.Spec{
		Path: inmatePath,
		Args: []string{probe},
		// As a supervisor does (the last: no descriptor of a cgroup's file).
		Env:  []string{"SECRET=1", "GOTRACEBACK=none", "GOMAXPROCS=2", "GODEBUG=containermaxprocs=0,updatemaxprocs=0"},
		Dir:  dir,
		Plan: p,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proc.Release)
	// A probe that hangs is killed, and found out by its output.
	timer := time.AfterFunc(time.Minute, proc.Kill)
	t.Cleanup(func() { timer.Stop() })
	sealed := make([]byte, len("sealed\n"))
	if _, err := io.ReadFull(proc.Stdout(), sealed); err != nil {
		text, _ := io.ReadAll(proc.Stderr())
		t.Fatalf("not sealed with %v: %v\n%s", p.Layers(), err, text)
	}
	return proc, proc.Stdout()
}

// probe runs a probe and says in a word or two what became of it: the name of
// the signal that killed it, "exit N: ..." or what it printed ("EPERM", "ok").
func (w *ward) probe(t testing.TB, p jail.Plan, name string) string {
	t.Helper()
	proc, out := w.start(t, p, name)
	text, _ := io.ReadAll(out)
	complaint, _ := io.ReadAll(proc.Stderr())
	<-proc.Done()
	proc.Release()
	exit := proc.Exit()
	if exit.Status.CoreDump() {
		t.Errorf("%s left a core dump", name)
	}
	switch {
	case exit.Err != nil:
		return exit.Err.Error()
	case exit.Status.Signaled():
		return unix.SignalName(exit.Status.Signal())
	case exit.Status.ExitStatus() != 0:
		first, _, _ := strings.Cut(string(complaint), "\n")
		return fmt.Sprintf("exit %d: %s", exit.Status.ExitStatus(), first)
	}
	return strings.TrimSpace(string(text))
}

// again runs some of these tests again as somebody else, who has uid on this
// host. It is for root, who alone can become somebody else.
func again(t *testing.T, pattern string, uid int, attr *syscall.SysProcAttr) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// Where anybody may read it.
	dir, err := os.MkdirTemp("", "petri-o-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for _, step := range []error{
		os.Chmod(dir, 0o755),
		copyFile(filepath.Join(dir, "test"), self),
		copyFile(filepath.Join(dir, "inmate"), inmatePath),
		os.Mkdir(filepath.Join(dir, "tmp"), 0o700),
		os.Chown(filepath.Join(dir, "tmp"), uid, uid),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	cmd := exec.Command(filepath.Join(dir, "test"), "-test.v", "-test.timeout=10m", "-test.run="+pattern)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), inmateEnv+"="+filepath.Join(dir, "inmate"), "TMPDIR="+filepath.Join(dir, "tmp"))
	cmd.SysProcAttr = attr
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS") {
		t.Errorf("%v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "no ") && strings.Contains(line, "here:") {
			t.Log(strings.TrimSpace(line))
		}
	}
}

func copyFile(to, from string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o755)
}
