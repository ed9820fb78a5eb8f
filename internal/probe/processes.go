package probe

import (
	"os"
	"runtime/debug"
	"strconv"
	"unsafe"

	"golang.org/x/sys/unix"
)

func processPrograms() map[string]func(string) string {
	return map[string]func(string) string{
		"threads":     func(string) string { return run("threads", "10000") },
		"max threads": func(string) string { debug.SetMaxThreads(1); return "ok" },
		"fork bomb":   func(string) string { return run("forks", "1000") },
		"daemon":      daemon,
		"grandchild":  grandchild,
		"kill":        func(pid string) string { return signalTo(pid, unix.SIGKILL) },
		"kill with 0": func(pid string) string { return signalTo(pid, 0) },
		"attach":      func(pid string) string { return failed(unix.PtraceAttach(number(pid))) },
		"seize":       func(pid string) string { return failed(unix.PtraceSeize(number(pid))) },
		"exit":        func(code string) string { os.Exit(number(code)); return "ok" },
		"exit group": func(code string) string {
			unix.RawSyscall(unix.SYS_EXIT_GROUP, uintptr(number(code)), 0, 0)
			return "ok"
		},
		"fault": fault,
	}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic("this probe's argument is a number: " + err.Error())
	}
	return n
}

func signalTo(pid string, s unix.Signal) string { return failed(unix.Kill(number(pid), s)) }

// fork makes a child, in which it returns 0. The child can make raw system
// calls and nothing else.
func fork() (pid uintptr, errno unix.Errno) {
	pid, _, errno = unix.RawSyscall(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0)
	return pid, errno
}

// sleepOn is the rest of a child's life.
func sleepOn() {
	for {
		unix.RawSyscall(unix.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&unix.Timespec{Sec: 100})), 0, 0)
	}
}

// daemon leaves its session and its parent.
func daemon(string) string {
	pid, errno := fork()
	if errno == 0 && pid == 0 {
		unix.RawSyscall(unix.SYS_SETSID, 0, 0, 0)
		if pid, errno := fork(); errno != 0 || pid != 0 {
			unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
		}
		for fd := range uintptr(64) {
			unix.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
		}
		sleepOn()
	}
	if errno == 0 {
		_, _ = unix.Wait4(int(pid), nil, 0, nil)
	}
	return result(pid, errno)
}

// grandchild ends, and leaves a child behind that holds all descriptors.
func grandchild(string) string {
	pid, errno := fork()
	if errno == 0 {
		if pid == 0 {
			sleepOn()
		}
		unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
	}
	return result(pid, errno)
}

// fault dies of SIGSEGV, which the Go run time would have made a panic of.
func fault(string) string {
	var action struct {
		handler, flags, restorer uintptr
		mask                     uint64
	}
	_, _, errno := unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(unix.SIGSEGV),
		uintptr(unsafe.Pointer(&action)), 0, unsafe.Sizeof(action.mask), 0, 0)
	if errno != 0 {
		return result(0, errno)
	}
	var nowhere *int
	*nowhere = 1
	return "ok"
}
