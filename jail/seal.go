package jail

import (
	"fmt"
	"os"
	"strconv"

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

// Seal takes from the calling process, on all its threads and for good, what
// a worker does not need. It must be called before a genome arrives.
func Seal() error {
	// Per thread, inherited by new ones; in a process without cgo the runtime
	// runs it on every thread there is.
	if err := allThreads(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1); err != nil {
		return fmt.Errorf("no_new_privs: %w", err)
	}
	// Neither core dumps nor ptrace by processes of the same user.
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("dumpable: %w", err)
	}
	if err := sealRlimits(); err != nil {
		return err
	}
	os.Clearenv()
	return nil
}
