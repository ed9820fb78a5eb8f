package jail

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A program is what a child does between its birth and execve(2): system calls
// one after the other, and nothing else. The child has its parent's memory
// (CLONE_VM): no copy of the page tables of a supervisor that holds a thousand
// sandboxes is made and thrown away, and no page of it has to be copied
// afterwards because it was shared. So no Go code may run in the child, whose
// stack and thread the Go run time would take for its parent's: assembly makes
// the calls, from its registers.
//
// Package syscall does without the copy as well, but not for a child in a new
// user namespace: there it has the parent wait for the child (CLONE_VFORK),
// which would in turn wait for its maps.
//
// A child that fails says so in its program, and ends.
type program struct {
	calls  []call
	names  []string // of the calls, for messages
	moves  []move
	failed failure
	pins   runtime.Pinner
}

// clear empties a program whose child has executed it, has ended, or was never
// born, for reuse: one has some hundred and fifty calls.
func (p *program) clear() {
	p.pins.Unpin()
	p.calls, p.names, p.moves, p.failed = p.calls[:0], p.names[:0], p.moves[:0], failure{}
}

// A call is one system call. The assembly knows it.
type call struct {
	trap     uintptr
	args     [6]uintptr
	save     uintptr // where its result goes: into an argument of a later one; 0: nowhere
	optional uintptr // not 0: what it answers is of no account
}

// A failure is which call was refused, by its address; 0: none was. The
// assembly knows it.
type failure struct {
	call  uintptr
	errno uintptr
}

// A move takes the result of one call to the first argument of a later one.
type move struct{ from, to int }

// add appends a call.
func (p *program) add(name string, trap uintptr, args ...uintptr) *call {
	c := call{trap: trap}
	copy(c.args[:], args)
	p.calls, p.names = append(p.calls, c), append(p.names, name)
	return &p.calls[len(p.calls)-1]
}

// address is that of what a call points to, which stays there until the end of
// the program.
func address[T any](p *program, of *T) uintptr {
	p.pins.Pin(of)
	return uintptr(unsafe.Pointer(of))
}

// run forks a child that runs the program, whose last call must be execve(2),
// into the namespaces of flags and, if it is not -1, into a cgroup. once is
// called with the child's pid and must enable the child to go on, if it waits.
// run returns once the child has executed its program or has ended.
//
// The calling thread must not share its descriptors with a thread that forks
// without close-on-exec.
func (p *program) run(flags uintptr, cgroupFD int, once func(pid int) error) (pid int, err error) {
	first := address(p, &p.calls[0])
	for _, m := range p.moves {
		p.calls[m.from].save = uintptr(unsafe.Pointer(&p.calls[m.to].args[0]))
	}
	p.pins.Pin(p)

	// Its other end is closed by execve, or by the child's end.
	var executed [2]int
	if err := unix.Pipe2(executed[:], unix.O_CLOEXEC); err != nil {
		return 0, os.NewSyscallError("pipe2", err)
	}
	defer unix.Close(executed[0])
	errno := p.clone(flags, cgroupFD, &pid)
	_ = unix.Close(executed[1])
	if errno != 0 {
		return 0, errno
	}
	if err = once(pid); err != nil {
		_ = unix.Kill(pid, unix.SIGKILL)
	}
	buf := make([]byte, 1)
	for {
		if _, readErr := unix.Read(executed[0], buf); readErr != unix.EINTR {
			break
		}
	}
	if err == nil && p.failed.call != 0 {
		i := (p.failed.call - first) / unsafe.Sizeof(call{})
		err = fmt.Errorf("%s: %w", p.names[i], syscall.Errno(p.failed.errno))
	}
	if err != nil {
		for {
			if _, waitErr := unix.Wait4(pid, nil, 0, nil); waitErr != unix.EINTR {
				break
			}
		}
		return 0, err
	}
	return pid, nil
}

// cloneArgs is struct clone_args as Linux 5.7 has it (clone(2)).
type cloneArgs struct {
	flags      uint64
	_          [3]uint64 // pidfd, child_tid, parent_tid
	exitSignal uint64
	_          [5]uint64 // stack, stack_size, tls, set_tid, set_tid_size
	cgroup     uint64
}

// clone makes the child. Until it has executed its program no signal reaches
// it: the handlers are the parent's, and it could not run them. The program
// sets it free.
func (p *program) clone(flags uintptr, cgroupFD int, pid *int) syscall.Errno {
	trap, a1, a2, a3, a4, a5 := cloneArguments(flags | unix.CLONE_VM)
	if cgroupFD >= 0 {
		args := &cloneArgs{
			flags:      uint64(flags | unix.CLONE_VM | unix.CLONE_INTO_CGROUP),
			exitSignal: uint64(unix.SIGCHLD),
			cgroup:     uint64(cgroupFD),
		}
		trap, a1, a2, a3, a4, a5 = unix.SYS_CLONE3, address(p, args), unsafe.Sizeof(*args), 0, 0, 0
	}
	all, old := ^uint64(0), uint64(0)
	// Descriptors that others open without close-on-exec must not be copied.
	syscall.ForkLock.Lock()
	defer syscall.ForkLock.Unlock()
	mask(&all, &old)
	n, errno := clone(trap, a1, a2, a3, a4, a5, &p.calls[0], &p.failed)
	mask(&old, nil)
	*pid = int(n)
	return syscall.Errno(errno)
}

// sigsetSize is that of the kernel's signal sets, in bytes.
const sigsetSize = 8

// mask sets which signals the calling thread does not get.
func mask(set, old *uint64) {
	_, _, _ = unix.RawSyscall6(unix.SYS_RT_SIGPROCMASK, unix.SIG_SETMASK,
		uintptr(unsafe.Pointer(set)), uintptr(unsafe.Pointer(old)), sigsetSize, 0, 0)
}

// A gate is where a child waits for its parent: at the reading end of a pipe.
type gate [2]int

// gate appends the calls by which the child waits until the gate is opened or
// there is nobody left to open it: its own copy of the writing end is closed
// first, as its parent may be killed before the child has asked to die with it.
func (p *program) gate(name string) (g gate, err error) {
	if err := unix.Pipe2(g[:], unix.O_CLOEXEC); err != nil {
		return g, os.NewSyscallError("pipe2", err)
	}
	p.add("close", unix.SYS_CLOSE, uintptr(g[1]))
	p.add(name, unix.SYS_READ, uintptr(g[0]), address(p, new(byte)), 1)
	return g, nil
}

// open lets the child pass.
func (g gate) open() error {
	_, err := unix.Write(g[1], []byte{0})
	return os.NewSyscallError("write", err)
}

// close closes the parent's ends.
func (g gate) close() {
	_ = unix.Close(g[0])
	_ = unix.Close(g[1])
}

// unmask appends the calls by which the child gets signals again, and without
// the parent's handlers.
func (p *program) unmask() {
	standard := address(p, new([4]uint64)) // struct sigaction, SIG_DFL
	for signal := uintptr(1); signal <= 64; signal++ {
		// The kernel refuses to change SIGKILL and SIGSTOP.
		p.add("rt_sigaction", unix.SYS_RT_SIGACTION, signal, standard, 0, sigsetSize).optional = 1
	}
	var now uint64
	mask(nil, &now)
	p.add("rt_sigprocmask", unix.SYS_RT_SIGPROCMASK, unix.SIG_SETMASK, address(p, &now), 0, sigsetSize)
}

// descriptors appends the calls by which the child's first descriptors become
// copies of these.
func (p *program) descriptors(fds []int) {
	for i, fd := range fds {
		// Out of the way first.
		p.moves = append(p.moves, move{len(p.calls), len(p.calls) + len(fds)})
		p.add(fmt.Sprintf("descriptor %d", i), unix.SYS_FCNTL, uintptr(fd), unix.F_DUPFD_CLOEXEC, uintptr(len(fds)))
	}
	for i := range fds {
		p.add(fmt.Sprintf("descriptor %d", i), unix.SYS_DUP3, 0, uintptr(i), 0)
	}
}

// exec appends the call that ends the program.
func (p *program) exec(path string, args, env []string) error {
	file, err := unix.BytePtrFromString(path)
	if err != nil {
		return err
	}
	argv, err := syscall.SlicePtrFromStrings(args)
	if err != nil {
		return err
	}
	envv, err := syscall.SlicePtrFromStrings(env)
	if err != nil {
		return err
	}
	p.add("execve", unix.SYS_EXECVE, address(p, file), address(p, &argv[0]), address(p, &envv[0]))
	return nil
}
