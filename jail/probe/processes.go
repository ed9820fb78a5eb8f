package probe

import (
	"fmt"
	"math"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
)

// awaitEnd is what a process does that was forked here: it waits until nobody
// holds the other end of the lifeline, or for half a minute. It is a fork of a Go
// program, in which the run time is dead: plain system calls are all that it
// can make, with arguments that were there before.
type awaitEnd struct {
	lifeline unix.PollFd
	patience unix.Timespec
}

func newAwaitEnd() *awaitEnd {
	return &awaitEnd{
		lifeline: unix.PollFd{Fd: jail.LifelineFD}, // its end is always told
		patience: unix.Timespec{Sec: 30},
	}
}

// forks has children until it is refused one.
func forks(want int) string {
	wait := newAwaitEnd()
	for n := range want {
		pid, _, errno := unix.RawSyscall6(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
		if errno != 0 {
			return fmt.Sprintf("%s after %d", refused(errno), n)
		}
		for pid == 0 { // the child
			unix.RawSyscall6(unix.SYS_PPOLL, uintptr(unsafe.Pointer(&wait.lifeline)), 1, uintptr(unsafe.Pointer(&wait.patience)), 0, 0, 0)
			unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
		}
	}
	return ok("%d processes", want)
}

// threads starts threads, until the run time is refused one and ends the
// process.
func threads(want int) string {
	started := make(chan struct{})
	for range want {
		go func() {
			runtime.LockOSThread()
			started <- struct{}{}
			select {}
		}()
		<-started
	}
	return ok("%d threads", want)
}

// spin uses up CPU time.
func spin(milliseconds int) string {
	used := func() time.Duration {
		var ts unix.Timespec
		// It cannot fail: the clock is this process's own.
		_ = unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &ts)
		return time.Duration(ts.Nano())
	}
	want := time.Duration(milliseconds) * time.Millisecond
	for begun := used(); used()-begun < want; {
		for i := range 100_000 {
			runtime.KeepAlive(i)
		}
	}
	return ok("%v", want)
}

// daemon has a process in a session of its own, whose parent is gone.
func daemon() string {
	wait := newAwaitEnd()
	child, _, errno := unix.RawSyscall6(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
	if errno != 0 {
		return refused(errno)
	}
	for child == 0 {
		unix.RawSyscall(unix.SYS_SETSID, 0, 0, 0)
		grandchild, _, errno := unix.RawSyscall6(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
		for grandchild == 0 && errno == 0 {
			unix.RawSyscall6(unix.SYS_PPOLL, uintptr(unsafe.Pointer(&wait.lifeline)), 1, uintptr(unsafe.Pointer(&wait.patience)), 0, 0, 0)
			unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
		}
		unix.RawSyscall(unix.SYS_EXIT_GROUP, uintptr(errno), 0, 0)
	}
	var status unix.WaitStatus
	if _, err := unix.Wait4(int(child), &status, 0, nil); err != nil {
		return refused(err)
	}
	if status.ExitStatus() != 0 {
		return refused(unix.Errno(status.ExitStatus()))
	}
	return ok("(in a session of its own)")
}

// cling does what a worker can to live on: it asks not to be killed with its
// parent, lets go of its lifeline, and keeps a processor busy on a thread that
// takes no signal.
func cling() string {
	dies := "ok"
	// On all threads: the one that was there first has the request.
	if _, _, errno := syscall.AllThreadsSyscall(unix.SYS_PRCTL, unix.PR_SET_PDEATHSIG, 0, 0); errno != 0 {
		dies = refused(errno)
	}
	lets := "ok"
	if err := letGo(dies == "ok"); err != nil {
		lets = refused(err)
	}
	spins := make(chan string)
	go func() {
		runtime.LockOSThread()
		var all unix.Sigset_t
		for i := range all.Val {
			all.Val[i] = math.MaxUint64
		}
		word := "ok"
		if err := unix.PthreadSigmask(unix.SIG_SETMASK, &all, nil); err != nil {
			word = refused(err)
		}
		spins <- word
		// Long enough to be found alive; who looks may itself be killed.
		for begun := time.Now(); time.Since(begun) < 2*time.Minute; {
			// By way of the run time, which could not stop it otherwise.
			_, _, _ = unix.Syscall(unix.SYS_SCHED_YIELD, 0, 0, 0)
		}
		syscall.Exit(0)
	}()
	return ok("(prctl: %s, close: %s, sigmask: %s)", dies, lets, <-spins)
}

// letGo closes the lifeline. Who may has another pipe in its place, of which
// nobody closes the other end: the worker's own watch over the lifeline would
// end it when it finds the descriptor closed.
func letGo(free bool) error {
	if !free {
		return unix.Close(jail.LifelineFD)
	}
	var own [2]int
	if err := unix.Pipe2(own[:], unix.O_CLOEXEC|unix.O_NONBLOCK); err != nil {
		return err
	}
	return unix.Dup3(own[0], jail.LifelineFD, unix.O_CLOEXEC)
}
