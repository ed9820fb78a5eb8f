package jail_test

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
)

func TestDying(t *testing.T) {
	if jail.Dying(os.Getpid()) {
		t.Error("this process is not")
	}
	if !jail.Dying(1 << 30) {
		t.Error("a process that does not exist is said to live")
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	child, err := os.StartProcess("/proc/self/exe", []string{"child", "-test.run=^TestChildThatWaits$"},
		&os.ProcAttr{Env: append(os.Environ(), waitingEnv+"=1"), Files: []*os.File{r, nil, nil}})
	r.Close()
	if err != nil {
		t.Fatal(err)
	}
	if jail.Dying(child.Pid) {
		t.Error("a child that waits is not")
	}
	if err := child.Kill(); err != nil {
		t.Fatal(err)
	}
	// Ended, and not waited for.
	var info unix.Siginfo
	if err := unix.Waitid(unix.P_PID, child.Pid, &info, unix.WEXITED|unix.WNOWAIT, nil); err != nil {
		t.Fatal(err)
	}
	if !jail.Dying(child.Pid) {
		t.Error("a dead child is said to live")
	}
	if _, err := child.Wait(); err != nil {
		t.Fatal(err)
	}
}

const waitingEnv = "PETRI_TEST_WAITING"

// TestChildThatWaits is TestDying's child.
func TestChildThatWaits(t *testing.T) {
	if os.Getenv(waitingEnv) == "" {
		return
	}
	_, _ = os.Stdin.Read(make([]byte, 1))
}
