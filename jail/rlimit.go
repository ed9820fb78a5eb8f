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
//
// RLIMIT_DATA does not hold against a mapping that takes the place of a
// reservation (MAP_FIXED over PROT_NONE): the kernel subtracts the pages that go
// away, which it had not counted (mm/vma.c, may_expand_vm and its callers). Go's
// heap grows that way, and is refused the next thing that it maps. Machine code
// can do without a next thing, so what a process may reserve is bounded too
// (RLIMIT_AS), where no Go program that keeps to its memory comes: see reserve.
func CapMemory(pid int, extra int64) (int64, error) {
	m, err := MemoryOf(pid)
	if err != nil {
		return 0, err
	}
	if err := setLimit(pid, "RLIMIT_AS", unix.RLIMIT_AS, m.Size+2*extra+reserve); err != nil {
		return 0, err
	}
	return m.Data + extra, SetDataLimit(pid, m.Data+extra)
}

// reserve is by how much the address space of a Go program that has extra bytes
// of memory may grow beyond twice that. Its heap reserves for an allocation of n
// bytes the next multiple of 64 MiB, even if nearly n are left of what it had
// reserved before (runtime/mheap.go, grow), so that less than n and 64 MiB are
// reserved in vain. The rest is for threads and tables, generously: what is
// bounded is not finely bounded by this anyway, since a worker has 1.2 GiB of
// reservations when it starts, which can be mapped over as well.
const reserve = 256 << 20

// SetDataLimit sets a living process's RLIMIT_DATA, in bytes.
func SetDataLimit(pid int, limit int64) error {
	return setLimit(pid, "RLIMIT_DATA", unix.RLIMIT_DATA, limit)
}

func setLimit(pid int, name string, resource int, limit int64) error {
	l := unix.Rlimit{Cur: uint64(limit), Max: uint64(limit)}
	if err := unix.Prlimit(pid, resource, &l, nil); err != nil {
		return fmt.Errorf("%s of process %d: %w", name, pid, err)
	}
	return nil
}

// CapProcesses makes the kernel refuse a living process with the layer
// ThreadLimit more processes and threads than this (RLIMIT_NPROC), at most
// MaxProcesses; a few dozen if it is never called. It can be lowered later, not
// raised. A Go program that is refused a thread ends with exit status 2
// and "runtime: failed to create new OS thread" on its standard error.
func CapProcesses(pid, limit int) error {
	return setLimit(pid, "RLIMIT_NPROC", unix.RLIMIT_NPROC, int64(limit))
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
