package jail

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// landlockABI is the version of Landlock that the kernel has, and which of its
// known faults are repaired (landlock(7)); 0 without Landlock.
func landlockABI() (abi int, errata uint) {
	v, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 {
		return 0, 0
	}
	// Kernels that do not know this flag answer EINVAL: nothing is repaired.
	e, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_ERRATA)
	if errno != 0 {
		e = 0
	}
	return int(v), uint(e)
}

// erratumSignals: a scope kept threads of one process from signalling each
// other when each thread had restricted itself, as ours do; the Go run time
// preempts by signals.
const erratumSignals = 1 << (2 - 1)

// landlockRuleset is struct landlock_ruleset_attr.
type landlockRuleset struct{ fs, net, scoped uint64 }

// landlockRules are all rights that an ABI can handle, and how many bytes of
// the structure it knows.
func landlockRules(abi int, errata uint) (r landlockRuleset, size uintptr) {
	// The rights of ABI 1 are one mask of bits without gaps.
	r.fs, size = unix.LANDLOCK_ACCESS_FS_MAKE_SYM<<1-1, 8
	if abi >= 2 {
		r.fs |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if abi >= 3 {
		r.fs |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	if abi >= 4 {
		r.net, size = unix.LANDLOCK_ACCESS_NET_BIND_TCP|unix.LANDLOCK_ACCESS_NET_CONNECT_TCP, 16
	}
	if abi >= 5 {
		r.fs |= unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
	}
	if abi >= 6 {
		r.scoped, size = unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET, 24
		if errata&erratumSignals != 0 {
			r.scoped |= unix.LANDLOCK_SCOPE_SIGNAL
		}
	}
	return r, size
}

// restrictLandlock takes from all threads every right that Landlock handles:
// the ruleset has no rule that gives one back. It needs no_new_privs.
//
// Landlock does not see UDP, MPTCP, nor calls like stat and chdir: it stands
// behind namespaces and seccomp, not in their place.
func restrictLandlock() error {
	abi, errata := landlockABI()
	if abi == 0 {
		return fmt.Errorf("landlock: %w", unix.ENOSYS)
	}
	rules, size := landlockRules(abi, errata)
	fd, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&rules)), size, 0)
	if errno != 0 {
		return fmt.Errorf("landlock ruleset: %w", errno)
	}
	defer unix.Close(int(fd))
	// It holds for the calling thread and those that it starts.
	if err := allThreads(unix.SYS_LANDLOCK_RESTRICT_SELF, fd, 0); err != nil {
		return fmt.Errorf("landlock: %w", err)
	}
	return nil
}
