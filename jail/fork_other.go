//go:build !amd64

package jail

import "golang.org/x/sys/unix"

// ownFork says that this package forks by itself: see program. On this
// architecture package syscall does.
const ownFork = false

func clone(_, _, _, _, _, _ uintptr, _ *call, _ *failure) (pid, errno uintptr) {
	return 0, uintptr(unix.ENOSYS)
}

func cloneArguments(uintptr) (trap, a1, a2, a3, a4, a5 uintptr) { return }
