package jail

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// A Process is one started worker. Its owner must call Release once it is
// done with it. All methods are safe for concurrent use.
type Process struct {
	pid   int
	pidfd *os.File
	pipes *pipes
	done  chan struct{}
	// onRelease gives back what was lent to the process for its life.
	onRelease func()
	once      sync.Once

	mu     sync.Mutex // guards reaped: after it the pid may be somebody else's
	reaped bool
	exit   Exit
}

// An Exit is what the kernel said of a process that has ended.
type Exit struct {
	Status syscall.WaitStatus
	CPU    time.Duration // user and system time, all threads
	MaxRSS int64         // largest resident set, in bytes
	Err    error         // set if the kernel did not say (somebody else reaped it)
}

// String says how the process ended, for messages.
func (e Exit) String() string {
	switch {
	case e.Err != nil:
		return "exit status unknown: " + e.Err.Error()
	case e.Status.Signaled():
		return "killed by signal " + unix.SignalName(e.Status.Signal())
	}
	return fmt.Sprintf("exit status %d", e.Status.ExitStatus())
}

// newProcess watches a child. If that cannot be, it ends it.
func newProcess(pid int, p *pipes, onRelease func()) (*Process, error) {
	proc := &Process{pid: pid, pipes: p, done: make(chan struct{}), onRelease: onRelease}
	// Nobody else waits for our children: the number is still the child's.
	pidfd, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		return nil, proc.abandon(os.NewSyscallError("pidfd_open", err))
	}
	// Non-blocking, so that the runtime's poller waits for the end of the
	// process and no thread is spent on it, however many workers there are.
	if err := unix.SetNonblock(pidfd, true); err != nil {
		_ = unix.Close(pidfd)
		return nil, proc.abandon(fmt.Errorf("pidfd of %d: %w", pid, err))
	}
	proc.pidfd = os.NewFile(uintptr(pidfd), "pidfd")
	conn, err := proc.pidfd.SyscallConn()
	if err != nil {
		return nil, proc.abandon(fmt.Errorf("pidfd of %d: %w", pid, err))
	}
	go proc.wait(conn)
	return proc, nil
}

// abandon ends a process that cannot be watched.
func (p *Process) abandon(err error) error {
	_ = unix.Kill(p.pid, unix.SIGKILL)
	for {
		if _, err := unix.Wait4(p.pid, nil, 0, nil); !errors.Is(err, unix.EINTR) {
			break
		}
	}
	p.pipes.closeParentEnds()
	closeAll(p.pidfd)
	p.once.Do(p.onRelease)
	return err
}

func (p *Process) wait(conn syscall.RawConn) {
	defer close(p.done)
	if conn.Read(func(uintptr) bool { return p.ended() }) == nil {
		return
	}
	// The poller had no room for the pidfd (epoll_ctl(2): max_user_watches, or
	// no memory): a thread waits in its place.
	for !p.ended() {
		poll := []unix.PollFd{{Fd: int32(p.pidfd.Fd()), Events: unix.POLLIN}}
		_, _ = unix.Poll(poll, -1)
	}
}

// ended reaps the process if it has ended. What is left of its process group
// is killed first, while the group's number cannot be anybody else's.
func (p *Process) ended() bool {
	var info unix.Siginfo
	err := unix.Waitid(unix.P_PID, p.pid, &info, unix.WEXITED|unix.WNOHANG|unix.WNOWAIT, nil)
	if errors.Is(err, unix.EINTR) || err == nil && info.Signo == 0 {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = unix.Kill(-p.pid, unix.SIGKILL)
	var ws unix.WaitStatus
	var ru unix.Rusage
	wpid, err := unix.Wait4(p.pid, &ws, unix.WNOHANG, &ru)
	if err == nil && wpid != p.pid {
		err = fmt.Errorf("process %d was not there to be waited for", p.pid)
	}
	p.reaped = true
	p.exit = Exit{
		Status: syscall.WaitStatus(ws),
		CPU:    time.Duration(ru.Utime.Nano() + ru.Stime.Nano()),
		MaxRSS: int64(ru.Maxrss) << 10, // getrusage(2) counts KiB
		Err:    err,
	}
	return true
}

// PID is the process's number in the supervisor's pid namespace.
func (p *Process) PID() int { return p.pid }

// Done is closed once the process has ended and has been reaped.
func (p *Process) Done() <-chan struct{} { return p.done }

// Exit is valid after Done is closed.
func (p *Process) Exit() Exit {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.exit
}

// Kill sends SIGKILL to the process and its process group. It does not wait:
// see Done. Killing an ended process does nothing.
func (p *Process) Kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.reaped {
		return
	}
	_ = unix.Kill(-p.pid, unix.SIGKILL)
	// Before the child's setsid there is no such group.
	_ = unix.Kill(p.pid, unix.SIGKILL)
}

// Stdout is the read end of the process's standard output.
func (p *Process) Stdout() io.ReadCloser { return p.pipes.stdoutR }

// Stderr is the read end of the process's standard error.
func (p *Process) Stderr() io.ReadCloser { return p.pipes.stderrR }

// Release kills the process if it lives, waits for its end, and gives back
// every descriptor. It may be called more than once.
func (p *Process) Release() {
	p.Kill()
	<-p.done
	p.pipes.closeParentEnds()
	closeAll(p.pidfd)
	p.once.Do(p.onRelease)
}
