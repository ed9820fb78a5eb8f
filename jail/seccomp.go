package jail

import (
	"fmt"
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// restrictSyscalls puts the allow-list on all threads. It needs no_new_privs.
// Nothing can be taken back, and little can be done, afterwards.
func restrictSyscalls() error {
	filter, err := assemble(auditArch, hasX32, seccompRules(os.Getpid()))
	if err != nil {
		return fmt.Errorf("seccomp filter: %w", err)
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	tid, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER,
		unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program)))
	runtime.KeepAlive(filter)
	switch {
	case errno != 0:
		return fmt.Errorf("seccomp: %w", errno)
	case tid != 0:
		// A failure to synchronise is a positive return, with errno 0.
		return fmt.Errorf("seccomp: thread %d could not be restricted", tid)
	}
	// The other threads have what this one has: that is what synchronising is
	// (seccomp(2), SECCOMP_FILTER_FLAG_TSYNC). To ask each of them would wake it.
	mode, _, errno := unix.RawSyscall(unix.SYS_PRCTL, unix.PR_GET_SECCOMP, 0, 0)
	if errno != 0 || mode != unix.SECCOMP_MODE_FILTER {
		return fmt.Errorf("seccomp is not in force: mode %d, %w", mode, errno)
	}
	return nil
}

// seccompAvailable tells whether the kernel has filters that kill the process.
func seccompAvailable() error {
	if auditArch == 0 {
		return fmt.Errorf("no allow-list for %s", runtime.GOARCH)
	}
	action := uint32(unix.SECCOMP_RET_KILL_PROCESS)
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_GET_ACTION_AVAIL, 0, uintptr(unsafe.Pointer(&action)))
	if errno != 0 {
		return fmt.Errorf("seccomp(SECCOMP_GET_ACTION_AVAIL, SECCOMP_RET_KILL_PROCESS): %w", errno)
	}
	return nil
}
