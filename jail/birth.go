package jail

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// A birth is how a worker comes to be, up to the execution of its binary.
type birth struct {
	program  *program // to be filled, and empty again afterwards
	path     string   // of the binary, as the child names it
	args     []string
	env      []string
	dir      string // to change to; "": the forking thread's
	files    []int  // the worker's descriptors from 0 on
	cgroupFD int    // of the cgroup to be born in; -1: the supervisor's
	plan     Plan
	net      bool // its network namespace is the forking thread's
	uid      int  // in a user namespace, who the worker is outside; 0: the supervisor's user
}

// portably starts the process by package syscall, which takes a copy of the
// supervisor's page tables for that.
func (b *birth) portably() (pid int, err error) {
	attr := &syscall.ProcAttr{Dir: b.dir, Env: b.env}
	for _, fd := range b.files {
		attr.Files = append(attr.Files, uintptr(fd))
	}
	attr.Sys = &syscall.SysProcAttr{Setsid: true, Pdeathsig: syscall.SIGKILL}
	if b.cgroupFD >= 0 {
		attr.Sys.UseCgroupFD, attr.Sys.CgroupFD = true, b.cgroupFD
	}
	setNamespaces(attr.Sys, b.plan, b.uid)
	attr.Sys.Cloneflags = b.flags()
	return syscall.ForkExec(b.path, b.args, attr)
}

// directly starts the process by a program. What it does beyond portably is
// what later takes a call on every thread: see shedBounding, and no_new_privs.
func (b *birth) directly() (pid int, err error) {
	p := b.program
	defer p.clear()
	die := func() { p.add("prctl(PR_SET_PDEATHSIG)", unix.SYS_PRCTL, unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL)) }
	die()
	once := func(int) error { return nil }
	if b.plan.Has(UserNS) {
		mapped, err := p.gate("waiting for its ids")
		if err != nil {
			return 0, err
		}
		defer mapped.close()
		once = func(pid int) error {
			if err := b.writeMaps(pid); err != nil {
				return err
			}
			return mapped.open()
		}
		if b.uid != 0 {
			p.add("setgroups", unix.SYS_SETGROUPS, 0, 0)
		}
		p.add("setresgid", unix.SYS_SETRESGID, 0, 0, 0)
		p.add("setresuid", unix.SYS_SETRESUID, 0, 0, 0)
		die() // which a change of uid undoes
	}
	p.add("setsid", unix.SYS_SETSID)
	// Nothing is gained by the execve that follows: what this forbids.
	p.add("prctl(PR_SET_NO_NEW_PRIVS)", unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1)
	if b.plan.Has(BoundingSet) {
		if err := p.shedBounding(b.plan.Has(UserNS)); err != nil {
			return 0, err
		}
	}
	if b.dir != "" {
		dir, err := unix.BytePtrFromString(b.dir)
		if err != nil {
			return 0, err
		}
		p.add("chdir", unix.SYS_CHDIR, address(p, dir))
	}
	p.descriptors(b.files)
	p.unmask()
	if err := p.exec(b.path, b.args, b.env); err != nil {
		return 0, err
	}
	return p.run(b.flags(), b.cgroupFD, once)
}

// flags are the namespaces that are made for the child.
func (b *birth) flags() uintptr {
	flags := cloneFlags(b.plan)
	if b.net {
		flags &^= unix.CLONE_NEWNET
	}
	return flags
}

// writeMaps says who the child is outside its user namespace: see
// setNamespaces.
func (b *birth) writeMaps(pid int) error {
	uid, gid := b.uid, b.uid
	if b.uid == 0 {
		uid, gid = os.Geteuid(), os.Getegid()
		// An ordinary user must forbid setgroups before he may write a gid map
		// (user_namespaces(7)).
		if err := writeOwn(pid, "setgroups", "deny"); err != nil {
			return err
		}
	}
	return errors.Join(
		writeOwn(pid, "gid_map", fmt.Sprintf("0 %d 1\n", gid)),
		writeOwn(pid, "uid_map", fmt.Sprintf("0 %d 1\n", uid)))
}

// writeOwn writes a file in the /proc directory of a child, on a thread that
// may have descriptors of its own.
func writeOwn(pid int, file, text string) error {
	path := "/proc/" + strconv.Itoa(pid) + "/" + file
	fd, err := unix.Open(path, unix.O_WRONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return &os.PathError{Op: "open", Path: path, Err: err}
	}
	defer unix.Close(fd)
	if _, err := unix.Write(fd, []byte(text)); err != nil {
		return &os.PathError{Op: "write", Path: path, Err: err}
	}
	return nil
}

// shedBounding appends the calls that empty the bounding set of the child and
// lock its securebits while it has one thread: dropBounding and
// dropCapabilities, which have to wake every thread for each call, then find
// nothing left to do. The worker still needs its capabilities until it is
// sealed: so that execve(2) keeps them, without a bounding set and for a root
// that is nobody special, they are made ambient (capabilities(7),
// "Transformation of capabilities during execve()").
func (p *program) shedBounding(newUserNS bool) error {
	header := &unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	data := &[2]unix.CapUserData{}
	if newUserNS {
		// Who is born into one has every capability there.
		const all = ^uint32(0)
		*data = [2]unix.CapUserData{{Effective: all, Permitted: all}, {Effective: all, Permitted: all}}
	} else {
		if able, err := hasCapability(unix.CAP_SETPCAP); err != nil || !able {
			return err
		}
		if err := unix.Capget(&unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}, &data[0]); err != nil {
			return fmt.Errorf("capget: %w", err)
		}
	}
	for i := range data {
		data[i].Inheritable = data[i].Permitted
	}
	p.add("capset", unix.SYS_CAPSET, address(p, header), address(p, &data[0]))
	for c := uintptr(0); c < 64; c++ { // more than there are
		if data[c/32].Permitted&(1<<(c%32)) != 0 {
			p.add("prctl(PR_CAP_AMBIENT_RAISE)", unix.SYS_PRCTL, unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_RAISE, c).optional = 1
		}
	}
	p.add("prctl(PR_SET_SECUREBITS)", unix.SYS_PRCTL, unix.PR_SET_SECUREBITS, sealedSecurebits)
	for c := uintptr(0); c < 64; c++ { // more than there are
		p.add("prctl(PR_CAPBSET_DROP)", unix.SYS_PRCTL, unix.PR_CAPBSET_DROP, c).optional = 1
	}
	return nil
}
