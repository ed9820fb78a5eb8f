package jail

import "golang.org/x/sys/unix"

const (
	auditArch = unix.AUDIT_ARCH_X86_64
	hasX32    = true
	fstatat   = unix.SYS_NEWFSTATAT
	// runtime/os_linux.go, cloneFlags; sys_linux_amd64.s adds CLONE_SETTLS.
	threadFlags = unix.CLONE_VM | unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SIGHAND |
		unix.CLONE_SYSVSEM | unix.CLONE_THREAD | unix.CLONE_SETTLS
)
