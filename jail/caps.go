package jail

import (
	"fmt"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Securebits and their locks (linux/securebits.h, capabilities(7)): root gets
// no capabilities by exec, none come with a change of uid, none are kept over
// one, and none can be made ambient.
const sealedSecurebits = 1<<0 | 1<<1 | // NOROOT
	1<<2 | 1<<3 | // NO_SETUID_FIXUP
	1<<5 | // KEEP_CAPS stays off
	1<<6 | 1<<7 // NO_CAP_AMBIENT_RAISE

// dropBounding empties the capability bounding set on all threads, so that no
// exec can gain what the process gives up later. It needs CAP_SETPCAP; who has
// none has no capabilities to begin with.
//
// It stands behind no_new_privs, which promises the same, and costs more than
// any other layer: a call for each of some 41 capabilities and each thread,
// which has to be woken for it. So a worker is born without, where its
// supervisor can have that (shedBounding): a thread has the set of the one that
// started it, and nobody can add to it. Then this only looks.
func dropBounding() error {
	if able, err := hasCapability(unix.CAP_SETPCAP); err != nil || !able {
		return err
	}
	for c := uintptr(0); ; c++ {
		held, _, errno := unix.RawSyscall(unix.SYS_PRCTL, unix.PR_CAPBSET_READ, c, 0)
		if errno == unix.EINVAL {
			return nil // the kernel has no more
		}
		if errno != 0 || held == 0 {
			continue
		}
		if err := allThreads(unix.SYS_PRCTL, unix.PR_CAPBSET_DROP, c); err != nil {
			return fmt.Errorf("capability %d in the bounding set: %w", c, err)
		}
	}
}

func hasCapability(c int) (bool, error) {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	if err := unix.Capget(&header, &data[0]); err != nil {
		return false, fmt.Errorf("capget: %w", err)
	}
	return data[c/32].Effective&(1<<(c%32)) != 0, nil
}

// dropCapabilities gives up every capability on all threads. The ambient ones
// go with the others: the kernel keeps none that is not permitted as well
// (capabilities(7), PR_CAP_AMBIENT).
func dropCapabilities() error {
	able, err := hasCapability(unix.CAP_SETPCAP)
	if err != nil {
		return err
	}
	locked, _, _ := unix.RawSyscall(unix.SYS_PRCTL, unix.PR_GET_SECUREBITS, 0, 0)
	if able && locked != sealedSecurebits { // as shedBounding has them
		if err := allThreads(unix.SYS_PRCTL, unix.PR_SET_SECUREBITS, sealedSecurebits); err != nil {
			return fmt.Errorf("securebits: %w", err)
		}
	}
	header := &unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	data := &[2]unix.CapUserData{}
	if _, _, errno := syscall.AllThreadsSyscall(unix.SYS_CAPSET,
		uintptr(unsafe.Pointer(header)), uintptr(unsafe.Pointer(&data[0])), 0); errno != 0 {
		return fmt.Errorf("capset: %w", errno)
	}
	return nil
}
