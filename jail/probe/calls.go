package probe

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A call is a system call's number and arguments. Some of them are addresses,
// of what is kept.
type call struct {
	number uintptr
	args   [6]uintptr
	kept   []any
}

// make makes the call, past the os package and the run time.
func (c call) make() string {
	a := c.args
	r, _, errno := unix.RawSyscall6(c.number, a[0], a[1], a[2], a[3], a[4], a[5])
	if c.number == unix.SYS_CLONE && errno == 0 && r == 0 {
		unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0) // the child
	}
	runtime.KeepAlive(c.kept)
	if errno != 0 {
		return refused(errno)
	}
	return ok("")
}

// calls are the probes that are one system call each. Of those that would do
// harm, the arguments see to it that they do none: signal 0 is no signal, and
// a process of that number does not exist.
func calls() map[string]call {
	const (
		none   = ^uintptr(0)
		nobody = 1<<22 + 1 // above the largest pid_max
	)
	return map[string]call{
		// What only an allow-list of system calls forbids to everybody.
		"keyctl":          plain(unix.SYS_KEYCTL, unix.KEYCTL_GET_KEYRING_ID, none, 0),
		"io_uring_setup":  withZeros(1, unix.SYS_IO_URING_SETUP, 8),
		"bpf":             withZeros(1, unix.SYS_BPF, 0, 0, 64),
		"ptrace":          plain(unix.SYS_PTRACE, unix.PTRACE_ATTACH, nobody, 0, 0),
		"perf_event_open": withZeros(0, unix.SYS_PERF_EVENT_OPEN, 0, 0, none, none, 0),
		"userfaultfd":     plain(unix.SYS_USERFAULTFD, 0),
		// What takes privileges.
		"fsopen":        withText("tmpfs", unix.SYS_FSOPEN), // the first step; not mounted anywhere
		"chroot":        withText("/", unix.SYS_CHROOT),
		"capset":        wantCapability(unix.CAP_SYS_ADMIN),
		"setresuid":     plain(unix.SYS_SETRESUID, 1, 1, 1),
		"raw socket":    plain(unix.SYS_SOCKET, unix.AF_INET, unix.SOCK_RAW, unix.IPPROTO_ICMP),
		"clone newuser": plain(unix.SYS_CLONE, unix.CLONE_NEWUSER|uintptr(unix.SIGCHLD)),
		"signal all":    plain(unix.SYS_KILL, none, 0),
	}
}

func plain(number uintptr, args ...uintptr) call {
	c := call{number: number}
	copy(c.args[:], args)
	return c
}

// withZeros has the address of a block of zeros as argument number i.
func withZeros(i int, number uintptr, args ...uintptr) call {
	c := plain(number, args...)
	block := new([256]byte)
	c.kept = append(c.kept, block)
	c.args[i] = uintptr(unsafe.Pointer(block))
	return c
}

// withText has a text's address as its first argument.
func withText(text string, number uintptr) call {
	c := plain(number)
	b, _ := unix.BytePtrFromString(text)
	c.kept = append(c.kept, b)
	c.args[0] = uintptr(unsafe.Pointer(b))
	return c
}

// wantCapability asks for a capability, and no more than it.
func wantCapability(capability uint) call {
	header := &unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	data := &[2]unix.CapUserData{}
	data[capability/32].Permitted = 1 << (capability % 32)
	data[capability/32].Effective = 1 << (capability % 32)
	c := plain(unix.SYS_CAPSET, uintptr(unsafe.Pointer(header)), uintptr(unsafe.Pointer(data)))
	c.kept = append(c.kept, header, data)
	return c
}
