// Package jail holds what stands between a worker process and its host.
//
// The parent's half (Detect, Plan, Spawner, Process) finds out which layers of
// isolation this host offers and starts a worker inside those that a process
// is born into, with nothing that it was not given: an empty environment, no
// terminal, no stdin, no inherited descriptor but its lifeline, a session of
// its own, and a death that is tied to the supervisor's by two independent
// means. The thread that forks has a table of descriptors of its own, so that
// a worker does not hold the supervisor's even before it executes, and nothing
// stays open when the host cannot fork. The child's half (Enter, Seal) gives up, for good and on all threads,
// what the worker could have misused. It runs before the worker's handshake,
// so that a handshake proves that every layer of the plan is in force: a
// worker that cannot apply one ends instead.
//
// The layers, and what they are worth when one of the others is broken:
//
//	namespaces   the host's processes, network, mounts and names do not exist
//	root         nor does its file tree: an empty, read-only tmpfs is all
//	uid          the worker's user owns nothing on the host (if started by root)
//	caps         root inside the user namespace has no power even there
//	rlimits      no cores, files, pinned memory; few descriptors and threads
//	landlock     no file can be opened, no TCP, no abstract socket
//	seccomp      some 40 system calls are left, with the arguments that Go uses
//
// What is promised for a worker, and by which mechanism, is what
// Plan.Mechanisms reports; Results repeat it. What is not promised: nothing
// here hides time, load or caches from a genome (side channels), and a fault
// of the kernel in one of the calls that are left breaks every layer at once.
//
// The package needs Linux 5.4 or later (pidfd_open and waiting through it).
package jail
