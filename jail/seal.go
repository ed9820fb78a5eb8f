package jail

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// DropInherited closes every descriptor above the lifeline that came through
// exec. A worker calls it first thing: a descriptor that the supervisor's own
// parent leaked must not reach a genome.
//
// What came through exec is what lacks the close-on-exec flag; everything that
// this process has opened by itself, the run time's poller among it, has it.
func DropInherited() error {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return fmt.Errorf("listing inherited descriptors: %w", err)
	}
	for _, entry := range entries {
		fd, err := strconv.Atoi(entry.Name())
		if err != nil || fd <= LifelineFD {
			continue
		}
		// The listing's own descriptor is in it and is closed by now.
		flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
		if err != nil || flags&unix.FD_CLOEXEC != 0 {
			continue
		}
		if err := unix.Close(fd); err != nil {
			return fmt.Errorf("closing inherited descriptor %d: %w", fd, err)
		}
	}
	return nil
}

// WatchLifeline calls gone once the supervisor's end of the lifeline is
// closed. It returns at once; the watch ends with the process. It fails if the
// process has no lifeline, as one started by hand.
func WatchLifeline(gone func()) error {
	var st unix.Stat_t
	if err := unix.Fstat(LifelineFD, &st); err != nil {
		return fmt.Errorf("descriptor %d: %w", LifelineFD, err)
	}
	if st.Mode&unix.S_IFMT != unix.S_IFIFO {
		return fmt.Errorf("descriptor %d is not a pipe", LifelineFD)
	}
	unix.CloseOnExec(LifelineFD)
	// Non-blocking: waited for by the poller, not by a thread.
	if err := unix.SetNonblock(LifelineFD, true); err != nil {
		return fmt.Errorf("descriptor %d: %w", LifelineFD, err)
	}
	lifeline := os.NewFile(LifelineFD, "lifeline")
	go func() {
		// Nobody writes: Read returns at the end of the supervisor.
		_, _ = lifeline.Read(make([]byte, 1))
		gone()
	}()
	return nil
}

// A Cell is the jail as its inmate sees it: the layers of a plan, of which
// those that need no socket have been applied by Enter.
type Cell struct {
	plan Plan
}

// Enter applies what has to come before the worker listens on its socket. The
// working directory must be the directory for that socket, before and after.
// It must be called early, while the process has few threads.
func Enter(p Plan) (*Cell, error) {
	// A worker is the first to go when the host runs out of memory, whatever
	// it inherited. Everybody may raise it.
	if err := writeProc("/proc/self/oom_score_adj", "1000"); err != nil {
		return nil, err
	}
	// The kernel takes the name from the path, which is a descriptor's.
	if err := writeProc("/proc/self/comm", "petri-worker"); err != nil {
		return nil, err
	}
	if p.Has(BoundingSet) {
		if err := dropBounding(); err != nil {
			return nil, err
		}
	}
	if p.Has(UTSNS) {
		if err := unix.Sethostname([]byte("petri")); err != nil {
			return nil, fmt.Errorf("host name: %w", err)
		}
	}
	if p.Has(MountNS) {
		if err := enterRoot(); err != nil {
			return nil, err
		}
	}
	return &Cell{plan: p}, nil
}

func writeProc(path, value string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(value)
	return errors.Join(err, f.Close())
}

// Seal applies the rest of the plan to all threads, for good. It must be
// called once the worker listens, and before the supervisor can know it.
// Every layer that is in the plan is in force when it returns nil.
func (c *Cell) Seal() error {
	steps := []struct {
		layer Layer // "" for what is always applied
		apply func() error
	}{
		{MountNS, sealRoot},
		{"", sealRlimits},
		{ThreadLimit, limitThreads},
		{DistinctUID, c.changeUID},
		{"", noNewPrivileges},
		{Landlock, restrictLandlock},
		{Capabilities, dropCapabilities},
		{"", notDumpable},
		{"", func() error { os.Clearenv(); return nil }},
		{Seccomp, restrictSyscalls},
	}
	for _, s := range steps {
		if s.layer != "" && !c.plan.Has(s.layer) {
			continue
		}
		if err := s.apply(); err != nil {
			return err
		}
	}
	return nil
}

// changeUID is for a worker without a user namespace, which had to stay root
// until now; with one, it has had its uid from the start.
func (c *Cell) changeUID() error {
	if c.plan.uid == 0 {
		return nil
	}
	// These change all threads (syscall package, Linux).
	if err := errors.Join(syscall.Setgroups(nil),
		syscall.Setresgid(c.plan.uid, c.plan.uid, c.plan.uid),
		syscall.Setresuid(c.plan.uid, c.plan.uid, c.plan.uid)); err != nil {
		return fmt.Errorf("changing to uid %d: %w", c.plan.uid, err)
	}
	// Which a change of uid undoes (prctl(2)). If the supervisor has died in
	// between, the lifeline says so.
	if err := allThreads(unix.SYS_PRCTL, unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL)); err != nil {
		return fmt.Errorf("parent-death signal: %w", err)
	}
	return nil
}

// noNewPrivileges is kept per thread and inherited by new ones; in a process
// without cgo the run time runs the call on every thread there is. A worker that
// was born with it (birth.directly) has it on every thread.
func noNewPrivileges() error {
	if held, _, errno := unix.RawSyscall6(unix.SYS_PRCTL, unix.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0, 0); errno == 0 && held == 1 {
		return nil
	}
	if err := allThreads(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1); err != nil {
		return fmt.Errorf("no_new_privs: %w", err)
	}
	return nil
}

// notDumpable forbids core dumps, and ptrace by processes of the same user.
func notDumpable() error {
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("dumpable: %w", err)
	}
	return nil
}
