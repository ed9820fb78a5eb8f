package worker

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// endIfOverdrawn ends the process if it has mapped more memory than it may, in
// the words and with the status of a Go run time that is refused some. It is
// called before the supervisor is told what came of runs and loads.
//
// The kernel lets a mapping over a reservation pass the limit, and refuses the
// next one (see jail.CapMemory). A run that ends before the run time maps
// anything more would be told as if it had kept to its limit, and a later one
// would pay. A page is as good as any next thing, and costs two system calls.
func endIfOverdrawn() {
	const size = 4096
	page, _, errno := unix.Syscall6(unix.SYS_MMAP, 0, size,
		unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANONYMOUS|unix.MAP_PRIVATE, ^uintptr(0), 0)
	switch errno {
	case 0:
		_, _, _ = unix.Syscall(unix.SYS_MUNMAP, page, size, 0)
	case unix.ENOMEM:
		fmt.Fprintln(os.Stderr, "runtime: cannot allocate memory")
		os.Exit(2)
	}
}
