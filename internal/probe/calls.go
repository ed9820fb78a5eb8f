package probe

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// A call is a number and six arguments.
type call [7]uintptr

// calls are the probes that are one system call each.
func calls() map[string]call {
	// Kept alive by the process's end.
	text := func(s string) uintptr {
		b, _ := unix.BytePtrFromString(s)
		return uintptr(unsafe.Pointer(b))
	}
	here := uintptr(0xffffffffffffff9c) // AT_FDCWD
	zeros := uintptr(unsafe.Pointer(new([256]byte)))
	page := uintptr(unix.Getpagesize())
	none := ^uintptr(0)
	return map[string]call{
		// Files.
		"open shadow":       {unix.SYS_OPENAT, here, text("/etc/shadow"), unix.O_RDONLY},
		"open root":         {unix.SYS_OPENAT, here, text("/"), unix.O_RDONLY | unix.O_DIRECTORY},
		"open proc":         {unix.SYS_OPENAT, here, text("/proc/self/environ"), unix.O_RDONLY},
		"open parent":       {unix.SYS_OPENAT, here, text("../../../../etc/passwd"), unix.O_RDONLY},
		"open lifeline's":   {unix.SYS_OPENAT, 3, text("."), unix.O_RDONLY},
		"create file":       {unix.SYS_OPENAT, here, text("/x"), unix.O_WRONLY | unix.O_CREAT, 0o600},
		"stat shadow":       {sysFstatat, here, text("/etc/shadow"), zeros, 0},
		"mkdir":             {unix.SYS_MKDIRAT, here, text("/x"), 0o700},
		"symlink":           {unix.SYS_SYMLINKAT, text("/etc"), here, text("/x")},
		"mknod":             {unix.SYS_MKNODAT, here, text("/x"), unix.S_IFIFO | 0o600, 0},
		"chdir":             {unix.SYS_CHDIR, text("/etc")},
		"open_by_handle_at": {unix.SYS_OPEN_BY_HANDLE_AT, here, zeros, 0},
		"fallocate":         {unix.SYS_FALLOCATE, 1, 0, 0, 1 << 20},
		"flock":             {unix.SYS_FLOCK, 0, unix.LOCK_EX | unix.LOCK_NB},
		"memfd_create":      {unix.SYS_MEMFD_CREATE, text("x"), 0},
		"memfd_secret":      {unix.SYS_MEMFD_SECRET, 0},
		"dup":               {unix.SYS_DUP, 0},
		"pipe2":             {unix.SYS_PIPE2, zeros, 0},
		"ioctl TIOCSTI":     {unix.SYS_IOCTL, 0, unix.TIOCSTI, zeros},
		// Network.
		"socket inet":    {unix.SYS_SOCKET, unix.AF_INET, unix.SOCK_STREAM, 0},
		"socket mptcp":   {unix.SYS_SOCKET, unix.AF_INET, unix.SOCK_STREAM, 262},
		"socket udp":     {unix.SYS_SOCKET, unix.AF_INET, unix.SOCK_DGRAM, 0},
		"socket netlink": {unix.SYS_SOCKET, unix.AF_NETLINK, unix.SOCK_RAW, 0},
		"socket vsock":   {unix.SYS_SOCKET, unix.AF_VSOCK, unix.SOCK_STREAM, 0},
		"socket alg":     {unix.SYS_SOCKET, unix.AF_ALG, unix.SOCK_SEQPACKET, 0},
		"socket packet":  {unix.SYS_SOCKET, unix.AF_PACKET, unix.SOCK_RAW, 0},
		"socket unix":    {unix.SYS_SOCKET, unix.AF_UNIX, unix.SOCK_STREAM, 0},
		"socketpair":     {unix.SYS_SOCKETPAIR, unix.AF_UNIX, unix.SOCK_STREAM, 0, zeros},
		"connect":        {unix.SYS_CONNECT, 4, zeros, 16},
		"setsockopt":     {unix.SYS_SETSOCKOPT, 4, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, zeros, 16},
		// Processes.
		"fork":               {unix.SYS_CLONE, uintptr(unix.SIGCHLD)},
		"vfork":              {unix.SYS_CLONE, unix.CLONE_VFORK | uintptr(unix.SIGCHLD)},
		"clone3":             {unix.SYS_CLONE3, zeros, 88},
		"execve":             {unix.SYS_EXECVE, text("/bin/sh"), 0, 0},
		"execveat":           {unix.SYS_EXECVEAT, 0, text(""), 0, 0, unix.AT_EMPTY_PATH},
		"ptrace":             {unix.SYS_PTRACE, unix.PTRACE_ATTACH, 2, 0, 0},
		"process_vm_readv":   {unix.SYS_PROCESS_VM_READV, 2, zeros, 1, zeros, 1, 0},
		"pidfd_open":         {unix.SYS_PIDFD_OPEN, 2, 0},
		"kill all":           {unix.SYS_KILL, none, uintptr(unix.SIGKILL)},
		"kill other":         {unix.SYS_KILL, 2, uintptr(unix.SIGKILL)},
		"tgkill other":       {unix.SYS_TGKILL, 2, 2, uintptr(unix.SIGKILL)},
		"setuid":             {unix.SYS_SETUID, 0},
		"prlimit":            {unix.SYS_PRLIMIT64, 0, unix.RLIMIT_NOFILE, zeros, 0},
		"setpriority":        {unix.SYS_SETPRIORITY, 0, 0, 0},
		"sched_setscheduler": {unix.SYS_SCHED_SETSCHEDULER, 0, 1, zeros},
		"personality":        {unix.SYS_PERSONALITY, 0x0040000},
		"prctl dumpable":     {unix.SYS_PRCTL, unix.PR_SET_DUMPABLE, 1},
		"prctl pdeathsig":    {unix.SYS_PRCTL, unix.PR_SET_PDEATHSIG, 0},
		"prctl seccomp":      {unix.SYS_PRCTL, unix.PR_GET_SECCOMP},
		"uname":              {unix.SYS_UNAME, uintptr(unsafe.Pointer(new(unix.Utsname)))},
		// The kernel's own.
		"unshare user":  {unix.SYS_UNSHARE, unix.CLONE_NEWUSER},
		"unshare mount": {unix.SYS_UNSHARE, unix.CLONE_NEWNS},
		"setns":         {unix.SYS_SETNS, 0, 0},
		"mount":         {unix.SYS_MOUNT, text("x"), text("/"), text("tmpfs"), 0, 0},
		"remount":       {unix.SYS_MOUNT, 0, text("/"), 0, unix.MS_REMOUNT | unix.MS_BIND, 0},
		"umount":        {unix.SYS_UMOUNT2, text("/"), unix.MNT_DETACH},
		"pivot_root":    {unix.SYS_PIVOT_ROOT, text("/"), text("/")},
		"add_key":       {unix.SYS_ADD_KEY, text("user"), text("x"), text("y"), 1, none},
		"seccomp":       {unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_STRICT, 0, 0},
		"landlock":      {unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, 1},
		"shmget":        {unix.SYS_SHMGET, 1, page, 0o1600},
		"msgget":        {unix.SYS_MSGGET, 1, 0o1600},
		"mq_open":       {unix.SYS_MQ_OPEN, text("x"), unix.O_CREAT | unix.O_RDWR, 0o600, 0},
		"init_module":   {unix.SYS_INIT_MODULE, zeros, 64, text("")},
		"kexec_load":    {unix.SYS_KEXEC_LOAD, 0, 0, 0, 0},
		"reboot":        {unix.SYS_REBOOT, 0, 0, 0, 0},
		"settimeofday":  {unix.SYS_SETTIMEOFDAY, zeros, 0},
		"syslog":        {unix.SYS_SYSLOG, 3, zeros, 64},
		"timer_create":  {unix.SYS_TIMER_CREATE, 0, 0, zeros},
		// Memory.
		"mmap":               {unix.SYS_MMAP, 0, page, unix.PROT_READ | unix.PROT_WRITE, unix.MAP_PRIVATE | unix.MAP_ANONYMOUS, none, 0},
		"mmap w+x":           {unix.SYS_MMAP, 0, page, unix.PROT_WRITE | unix.PROT_EXEC, unix.MAP_PRIVATE | unix.MAP_ANONYMOUS, none, 0},
		"mmap shared":        {unix.SYS_MMAP, 0, page, unix.PROT_READ | unix.PROT_WRITE, unix.MAP_SHARED | unix.MAP_ANONYMOUS, none, 0},
		"mmap growsdown":     {unix.SYS_MMAP, 0, page, unix.PROT_READ | unix.PROT_WRITE, unix.MAP_PRIVATE | unix.MAP_ANONYMOUS | unix.MAP_GROWSDOWN, none, 0},
		"mmap file":          {unix.SYS_MMAP, 0, page, unix.PROT_READ, unix.MAP_PRIVATE, 0, 0},
		"mprotect exec":      {unix.SYS_MPROTECT, 0, page, unix.PROT_READ | unix.PROT_EXEC},
		"pkey_mprotect exec": {unix.SYS_PKEY_MPROTECT, 0, page, unix.PROT_READ | unix.PROT_EXEC, none},
		"mremap":             {unix.SYS_MREMAP, 0, page, page, 0},
		"brk":                {unix.SYS_BRK, 0},
		"mlock":              {unix.SYS_MLOCK, zeros, page},
		"mlockall":           {unix.SYS_MLOCKALL, unix.MCL_CURRENT | unix.MCL_FUTURE},
		"no such call":       {999},
	}
}
