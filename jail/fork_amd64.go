package jail

import "golang.org/x/sys/unix"

// ownFork says that this package forks by itself: see program.
const ownFork = true

// clone makes the system call trap, clone(2) or clone3(2), and has the child
// make those of a program. It is written in assembly.
//
//go:noescape
func clone(trap, a1, a2, a3, a4, a5 uintptr, program *call, failed *failure) (pid, errno uintptr)

// cloneArguments are those of clone(2) for a child of the same stack.
func cloneArguments(flags uintptr) (trap, a1, a2, a3, a4, a5 uintptr) {
	return unix.SYS_CLONE, flags | uintptr(unix.SIGCHLD), 0, 0, 0, 0
}
