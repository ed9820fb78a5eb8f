package jail

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// CapMemory makes the kernel refuse a living process more private writable
// memory than it has now plus extra bytes (RLIMIT_DATA, which counts anonymous
// mappings since Linux 4.7). A Go program that is refused memory ends with
// exit status 2 and "fatal error: runtime: out of memory" or "cannot allocate
// memory" on its standard error. The cap can be changed while the process
// runs; it returns the cap that it set, in bytes.
func CapMemory(pid int, extra int64) (int64, error) {
	m, err := MemoryOf(pid)
	if err != nil {
		return 0, err
	}
	return m.Data + extra, SetDataLimit(pid, m.Data+extra)
}

// SetDataLimit sets a living process's RLIMIT_DATA, in bytes.
func SetDataLimit(pid int, limit int64) error {
	l := unix.Rlimit{Cur: uint64(limit), Max: uint64(limit)}
	if err := unix.Prlimit(pid, unix.RLIMIT_DATA, &l, nil); err != nil {
		return fmt.Errorf("RLIMIT_DATA of process %d: %w", pid, err)
	}
	return nil
}

// CapProcesses makes the kernel refuse a living process with the layer
// ThreadLimit more processes and threads than this (RLIMIT_NPROC), at most
// MaxProcesses; a few dozen if it is never called. It can be lowered later, not
// raised. A Go program that is refused a thread ends with exit status 2
// and "runtime: failed to create new OS thread" on its standard error.
func CapProcesses(pid, limit int) error {
	l := unix.Rlimit{Cur: uint64(limit), Max: uint64(limit)}
	if err := unix.Prlimit(pid, unix.RLIMIT_NPROC, &l, nil); err != nil {
		return fmt.Errorf("RLIMIT_NPROC of process %d: %w", pid, err)
	}
	return nil
}

// sealRlimits takes from the calling process, for good, what no worker needs.
func sealRlimits() error {
	for _, l := range []struct {
		name     string
		resource int
		value    uint64
	}{
		{"RLIMIT_CORE", unix.RLIMIT_CORE, 0},       // no core dumps of genomes
		{"RLIMIT_FSIZE", unix.RLIMIT_FSIZE, 0},     // not a byte into any file
		{"RLIMIT_MEMLOCK", unix.RLIMIT_MEMLOCK, 0}, // no pinned memory
		{"RLIMIT_MSGQUEUE", unix.RLIMIT_MSGQUEUE, 0},
		{"RLIMIT_NOFILE", unix.RLIMIT_NOFILE, maxFiles},
		{"RLIMIT_STACK", unix.RLIMIT_STACK, 8 << 20},
	} {
		if err := unix.Setrlimit(l.resource, &unix.Rlimit{Cur: l.value, Max: l.value}); err != nil {
			return fmt.Errorf("%s: %w", l.name, err)
		}
	}
	return nil
}

// maxFiles is enough for a worker's three streams, lifeline, poller, listening
// socket and one connection, and for no hoarding.
const maxFiles = 24

// maxThreads is far more than a worker needs (about ten). A thread is started
// for each system call that blocks, and for each goroutine that is locked to
// one.
const maxThreads = 64

// MaxProcesses is the most processes and threads that a sealed worker may ever
// have where it has the layer ThreadLimit; see CapProcesses.
const MaxProcesses = 1024

// limitThreads bounds the processes and threads of the worker's user. It
// bounds this worker alone if its uid is its own, or if its user namespace is:
// since Linux 5.14 each of them has a count of its own. It does not hold for
// the host's root (kernel/fork.c, copy_process).
func limitThreads() error {
	l := unix.Rlimit{Cur: maxThreads, Max: MaxProcesses}
	if err := unix.Setrlimit(unix.RLIMIT_NPROC, &l); err != nil {
		return fmt.Errorf("RLIMIT_NPROC: %w", err)
	}
	return nil
}
