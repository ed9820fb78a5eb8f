package jail

import (
	"syscall"
)

// allThreads makes a system call on every thread of the process. It needs a
// program built without cgo.
func allThreads(trap, a1, a2 uintptr) error {
	if _, _, errno := syscall.AllThreadsSyscall(trap, a1, a2, 0); errno != 0 {
		return errno
	}
	return nil
}
