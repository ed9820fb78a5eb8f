package jail

import "golang.org/x/sys/unix"

// seccompRules is the allow-list: what the Go run time and one gRPC connection
// that is about to be accepted need, found by taking calls away until
// something broke. pid is the process's own, as it sees it.
//
// The calls of the first list are answered by the kernel. Those that the
// libraries try without need get an error. All others, and the right call with
// the wrong arguments, kill the process: an honest worker never makes them.
func seccompRules(pid int) []rule {
	const (
		allow = unix.SECCOMP_RET_ALLOW
		kill  = unix.SECCOMP_RET_KILL_PROCESS
		all   = ^uint32(0)
	)
	fails := func(e unix.Errno) uint32 { return unix.SECCOMP_RET_ERRNO | uint32(e) }

	var rules []rule
	for _, call := range []uint32{
		unix.SYS_FUTEX, unix.SYS_READ, unix.SYS_WRITE, unix.SYS_EPOLL_PWAIT, unix.SYS_NANOSLEEP,
		unix.SYS_CLOCK_GETTIME, unix.SYS_SCHED_YIELD, unix.SYS_MADVISE, unix.SYS_MUNMAP,
		unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_RT_SIGACTION, unix.SYS_SIGALTSTACK,
		unix.SYS_GETTID, unix.SYS_GETPID, unix.SYS_GETRANDOM, unix.SYS_SCHED_GETAFFINITY,
		unix.SYS_RESTART_SYSCALL, unix.SYS_EPOLL_CTL, unix.SYS_CLOSE, unix.SYS_ACCEPT4,
		unix.SYS_GETSOCKNAME, unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
	} {
		rules = append(rules, rule{call: call, action: allow})
	}
	rules = append(rules,
		// Private anonymous memory, counted by RLIMIT_DATA, and none that can
		// be executed. Shared anonymous memory and MAP_GROWSDOWN are not
		// counted (mm/mmap.c, is_data_mapping). MAP_DROPPABLE is what the
		// vDSO's getrandom asks the run time for.
		rule{call: unix.SYS_MMAP, action: allow, otherwise: kill, when: []condition{
			{argument: 2, mask: unix.PROT_EXEC, values: []uint32{0}},
			{argument: 3, mask: all &^ unix.MAP_FIXED, values: []uint32{
				unix.MAP_ANONYMOUS | unix.MAP_PRIVATE,
				unix.MAP_ANONYMOUS | unix.MAP_DROPPABLE,
			}},
		}},
		rule{call: unix.SYS_MPROTECT, action: allow, otherwise: kill, when: []condition{
			{argument: 2, mask: unix.PROT_EXEC, values: []uint32{0}},
		}},
		// The run time's own way to start a thread, exactly: no process, no
		// namespace.
		rule{call: unix.SYS_CLONE, action: allow, otherwise: kill, when: []condition{
			{argument: 0, mask: all, values: []uint32{threadFlags}},
		}},
		// Preemption. Nobody else is to be signalled.
		rule{call: unix.SYS_TGKILL, action: allow, otherwise: kill, when: []condition{
			{argument: 0, mask: all, values: []uint32{uint32(pid)}},
		}},
		// So that the filter can be seen on every thread. The run time names
		// its mappings with another option and does without.
		rule{call: unix.SYS_PRCTL, action: allow, otherwise: fails(unix.EINVAL), when: []condition{
			{argument: 0, mask: all, values: []uint32{unix.PR_GET_SECCOMP}},
		}},
		// Whether a descriptor blocks, which package os asks of a connection.
		rule{call: unix.SYS_FCNTL, action: allow, otherwise: fails(unix.EPERM), when: []condition{
			{argument: 1, mask: all, values: []uint32{unix.F_GETFL}},
		}},
	)
	for _, f := range []struct {
		call  uint32
		errno unix.Errno
	}{
		{unix.SYS_OPENAT, unix.EACCES}, {unix.SYS_READLINKAT, unix.EACCES},
		{fstatat, unix.EACCES}, {unix.SYS_UNLINKAT, unix.EACCES},
		{unix.SYS_SOCKET, unix.EPERM}, {unix.SYS_UNAME, unix.EPERM},
		{unix.SYS_SETSOCKOPT, unix.EPERM}, {unix.SYS_GETSOCKOPT, unix.EPERM},
		{unix.SYS_FSYNC, unix.EINVAL},  // of the handshake on a pipe: what a pipe answers
		{unix.SYS_CLONE3, unix.ENOSYS}, // its flags lie in memory, out of a filter's sight
	} {
		rules = append(rules, rule{call: f.call, action: fails(f.errno)})
	}
	return rules
}
