package jail

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// cloneFlags are the namespaces that a worker is born into.
func cloneFlags(p Plan) uintptr {
	var flags uintptr
	for _, ns := range namespaces() {
		if p.Has(ns.layer) {
			flags |= ns.flag
		}
	}
	return flags
}

type namespace struct {
	layer Layer
	flag  uintptr
	proc  string // its name in /proc/PID/ns
}

func namespaces() []namespace {
	return []namespace{
		{UserNS, unix.CLONE_NEWUSER, "user"},
		{MountNS, unix.CLONE_NEWNS, "mnt"},
		{PIDNS, unix.CLONE_NEWPID, "pid"},
		{NetNS, unix.CLONE_NEWNET, "net"},
		{IPCNS, unix.CLONE_NEWIPC, "ipc"},
		{UTSNS, unix.CLONE_NEWUTS, "uts"},
		{CgroupNS, unix.CLONE_NEWCGROUP, "cgroup"},
	}
}

// setNamespaces asks for the plan's namespaces. In a user namespace the worker
// starts as its root, which outside is uid, or the supervisor's own user if
// uid is 0: exec keeps capabilities for root alone, and without them the
// worker could not give itself an empty root.
func setNamespaces(attr *syscall.SysProcAttr, p Plan, uid int) {
	attr.Cloneflags = cloneFlags(p)
	if !p.Has(UserNS) {
		return
	}
	outerUID, outerGID := uid, uid
	if uid == 0 {
		outerUID, outerGID = os.Geteuid(), os.Getegid()
	}
	attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: outerUID, Size: 1}}
	attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: outerGID, Size: 1}}
	// Whoever may map foreign ids may also drop the supervisor's supplementary
	// groups; an ordinary user may not, and must forbid setgroups before it
	// may write a gid map (user_namespaces(7)).
	attr.GidMappingsEnableSetgroups = uid != 0
	attr.Credential = &syscall.Credential{Uid: 0, Gid: 0, NoSetGroups: uid == 0}
}
