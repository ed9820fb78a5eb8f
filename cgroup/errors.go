package cgroup

import (
	"errors"
	"fmt"
)

// What can be wrong, for errors.Is. Most arrive inside a *Problem, which also
// says what was found and what to do.
var (
	ErrNoCgroup2    = errors.New("no usable cgroup v2 mount")
	ErrNoController = errors.New("controller is not available")
	ErrBoundToV1    = errors.New("the controller is bound to a cgroup v1 hierarchy") // a cause of ErrNoController
	ErrNotDelegated = errors.New("cgroup is not delegated to this user")
	ErrReadOnly     = errors.New("cgroup v2 is mounted read-only")
	ErrBusy         = errors.New("cgroup has other processes in it")
	ErrNoKill       = errors.New("kernel has no cgroup.kill")
	ErrBadLimit     = errors.New("limit cannot be set")
	ErrBadName      = errors.New("name cannot be a cgroup's")
	ErrExists       = errors.New("cgroup exists already")
	ErrClosed       = errors.New("cgroup is closed")
)

// A Problem is why something cannot be had on this host.
type Problem struct {
	Kind   error  // one of the errors above
	Tried  string // what was attempted or looked at
	Found  string // what was there instead
	Remedy string // what an operator can do about it
	Cause  error  // the kernel's answer, or ErrBoundToV1; nil if there is none
}

func (p *Problem) Error() string {
	s := fmt.Sprintf("%v: %s: %s", p.Kind, p.Tried, p.Found)
	if p.Remedy != "" {
		s += " (remedy: " + p.Remedy + ")"
	}
	return s
}

// Unwrap gives the kind and the cause.
func (p *Problem) Unwrap() []error {
	if p.Cause == nil {
		return []error{p.Kind}
	}
	return []error{p.Kind, p.Cause}
}

// The remedies that more than one problem has.
const (
	remedyDelegate = "run it as a systemd unit with Delegate=yes " +
		"(systemd-run --user --scope -p Delegate=yes supervisor ...), or have root make a cgroup with the memory, pids and cpu controllers, " +
		"chown it with its cgroup.procs, cgroup.subtree_control and cgroup.threads to this user, and start the supervisor in it"
	remedyContainer = "give the container a writable cgroup v2: " +
		"docker run --security-opt writable-cgroups=true, or podman run --security-opt unmask=/sys/fs/cgroup"
	remedyUnified = "boot with systemd.unified_cgroup_hierarchy=1 (or cgroup_no_v1=all), so that the controllers belong to cgroup v2"
	remedyBusy    = "start the supervisor in a cgroup of its own: systemd-run --scope -p Delegate=yes supervisor ..., " +
		"or DelegateSubgroup= in its unit (systemd 254), or move the other processes into a sub-cgroup"
)
