package jail

import (
	"errors"
	"os"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

type noPoller struct{ syscall.RawConn }

func (noPoller) Read(func(uintptr) bool) error { return errors.New("no room for another descriptor") }

// A process is waited for also if the run time's poller does not take its
// pidfd.
func TestWaitWithoutPoller(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pid, err := syscall.ForkExec(self, []string{self, "-test.run=^$"}, &syscall.ProcAttr{
		Env: os.Environ(), Sys: &syscall.SysProcAttr{Setsid: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	pidfd, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := &Process{pid: pid, pidfd: os.NewFile(uintptr(pidfd), "pidfd"), done: make(chan struct{})}
	defer p.pidfd.Close()
	go p.wait(noPoller{})
	p.Kill()
	<-p.Done()
	if exit := p.Exit(); exit.Err != nil || exit.Status.Signal() != syscall.SIGKILL {
		t.Errorf("%s", exit)
	}
}
