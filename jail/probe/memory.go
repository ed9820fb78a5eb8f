package probe

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// step is how much memory is asked for at a time.
const step = 1 << 20

// heap allocates as a genome would and touches all of it. The Go run time that
// is refused memory ends the process.
func heap(want int) string {
	var all [][]byte
	for got := 0; got < want; got += step {
		b := make([]byte, step)
		touch(b)
		all = append(all, b)
	}
	return ok("%d MiB", len(all)*step>>20)
}

// mapping asks the kernel itself for memory.
func mapping(want int, kind uintptr) string {
	for got := 0; got < want; got += step {
		address, _, errno := unix.RawSyscall6(unix.SYS_MMAP, 0, step, unix.PROT_READ|unix.PROT_WRITE,
			unix.MAP_ANONYMOUS|kind, ^uintptr(0), 0)
		if errno != 0 {
			return fmt.Sprintf("%s after %d MiB", refused(errno), got>>20)
		}
		// Given back, so that the answer finds room.
		defer unix.RawSyscall(unix.SYS_MUNMAP, address, step, 0)
		touch(unsafe.Slice(pointer(address), step))
	}
	return ok("%d MiB", want>>20)
}

// pointer makes one of an address that the kernel has given and the collector
// knows nothing of.
func pointer(address uintptr) *byte {
	return *(**byte)(unsafe.Pointer(&address))
}

// touch writes to every page.
func touch(b []byte) {
	for i := 0; i < len(b); i += unix.Getpagesize() {
		b[i] = 1
	}
}
