package jail_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
)

// What becomes of a call in a sealed worker, and, in the second column, what
// would become of it if there were no seccomp filter: the other layers' word.
// An empty second column means that only the filter stops it, or that kernels
// differ. SIGSYS is the death of the whole process.
func probes() map[string][2]string {
	const sys = "SIGSYS"
	m := map[string][2]string{
		"open shadow":   {"EACCES", "ENOENT"},
		"open root":     {"EACCES", "EACCES"}, // Landlock
		"open proc":     {"EACCES", "ENOENT"},
		"open parent":   {"EACCES", "ENOENT"},
		"create file":   {"EACCES", "EROFS"},
		"stat shadow":   {"EACCES", "ENOENT"},
		"mkdir":         {sys, "EROFS"},
		"symlink":       {sys, "EROFS"},
		"mknod":         {sys, "EROFS"},
		"chdir":         {sys, "ENOENT"},
		"chroot":        {sys, "EPERM"},
		"ioctl TIOCSTI": {sys, "ENOTTY"},

		"socket packet": {"EPERM", "EPERM"},
		"connect tcp":   {"EPERM", "EACCES|ENETUNREACH"}, // Landlock, since ABI 4; ENETUNREACH without

		"clone3":       {"ENOSYS", ""},
		"execve":       {sys, "ENOENT"},
		"ptrace":       {sys, "EPERM"},
		"kill all":     {sys, "ESRCH"}, // pid namespace: there is nobody
		"tgkill other": {sys, "ESRCH"},
		"setresuid":    {sys, "EINVAL"},        // user namespace: there is no other uid
		"fork bomb":    {sys, "EAGAIN|exit 2"}, // RLIMIT_NPROC, for children or for the run time
		"threads":      {"exit 2", "exit 2"},

		"unshare mount":   {sys, "EPERM"},
		"mount":           {sys, "EPERM"},
		"remount":         {sys, "EPERM"},
		"umount":          {sys, "EPERM"},
		"pivot_root":      {sys, "EPERM"},
		"fsopen":          {sys, "EPERM"},
		"reboot":          {sys, "EPERM"},
		"settimeofday":    {sys, "EPERM"},
		"mlock":           {sys, "EPERM"},
		"prctl dumpable":  {"EINVAL", ""},
		"prctl pdeathsig": {"EINVAL", ""},
		"prctl seccomp":   {"ok 2", ""},
		"uname":           {"EPERM", ""},
		"setsockopt":      {"EPERM", ""},
		"environment":     {"ok", "ok"},
		"mmap":            {"ok", "ok"},
		"busy":            {"ok 0", "ok 0"}, // an honest worker is not disturbed
	}
	for _, name := range []string{
		"socket inet", "socket mptcp", "socket udp", "socket netlink", "socket vsock", "socket alg", "socket unix",
	} {
		m[name] = [2]string{"EPERM", ""}
	}
	for _, name := range []string{
		"open_by_handle_at", "fallocate", "flock", "memfd_create", "memfd_secret", "dup", "pipe2", "socketpair", "connect",
		"fork", "vfork", "clone newuser", "execveat", "process_vm_readv", "pidfd_open", "kill other", "setuid", "capset",
		"prlimit", "setpriority", "sched_setscheduler", "personality", "unshare user", "setns", "keyctl", "add_key",
		"io_uring_setup", "bpf", "perf_event_open", "userfaultfd", "seccomp", "landlock", "shmget", "msgget", "mq_open",
		"init_module", "kexec_load", "syslog", "timer_create", "mmap w+x", "mmap shared", "mmap growsdown", "mmap file",
		"mprotect exec", "pkey_mprotect exec", "mremap", "brk", "no such call",
	} {
		m[name] = [2]string{sys, ""}
	}
	return m
}

// matches compares whole words from the left: "ok 17" is "ok". There may be
// several that will do.
func matches(got, want string) bool {
	return slices.ContainsFunc(strings.Split(want, "|"), func(want string) bool {
		return got == want || strings.HasPrefix(got, want+" ") || strings.HasPrefix(got, want+":")
	})
}

func TestProbes(t *testing.T) {
	w := newWard(t)
	plan := w.plan(t, jail.Seccomp)
	for _, name := range slices.Sorted(maps.Keys(probes())) {
		if got, want := w.probe(t, plan, name), probes()[name][0]; !matches(got, want) {
			t.Errorf("%s: %q, want %s", name, got, want)
		}
	}
}

// Every other layer holds if seccomp does not.
func TestProbesWithoutSeccomp(t *testing.T) {
	w := newWard(t)
	w.need(t, jail.UserNS, jail.MountNS, jail.PIDNS, jail.NetNS, jail.Landlock, jail.ThreadLimit)
	plan := w.host.Plan(jail.Seccomp)
	for _, name := range slices.Sorted(maps.Keys(probes())) {
		want := probes()[name][1]
		if want == "" {
			continue
		}
		if got := w.probe(t, plan, name); !matches(got, want) {
			t.Errorf("%s: %q, want %s", name, got, want)
		}
	}
}

// And the namespaces if there is neither seccomp nor Landlock.
func TestProbesInNamespacesAlone(t *testing.T) {
	w := newWard(t)
	w.need(t, jail.UserNS, jail.MountNS, jail.NetNS)
	plan := w.host.Plan(jail.Seccomp, jail.Landlock)
	for name, want := range map[string]string{
		"connect tcp": "ENETUNREACH", "open shadow": "ENOENT", "create file": "EROFS", "mount": "EPERM",
	} {
		if got := w.probe(t, plan, name); !matches(got, want) {
			t.Errorf("%s: %q, want %s", name, got, want)
		}
	}
}

// Calls by another door have other numbers; none of them is answered.
func TestForeignCalls(t *testing.T) {
	if !strings.Contains(machine(t), "x86_64") {
		t.Skip("no int 0x80 or x32 here: not an x86-64 machine")
	}
	w := newWard(t)
	plan := w.plan(t, jail.Seccomp)
	for _, name := range []string{"int 0x80", "x32"} {
		if got := w.probe(t, plan, name); got != "SIGSYS" {
			t.Errorf("%s: %q, want SIGSYS", name, got)
		}
	}
}

func machine(t *testing.T) string {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		t.Fatal(err)
	}
	return unix.ByteSliceToString(u.Machine[:])
}

// A host that lacks layers is played by leaving them out: the worker comes up
// with what is left.
func TestEveryLayerCanBeMissing(t *testing.T) {
	w := newWard(t)
	all := w.host.Plan()
	plans := []jail.Plan{all, {}}
	for _, l := range all.Layers() {
		plans = append(plans, w.host.Plan(l))
	}
	for _, p := range plans {
		proc, _ := w.start(t, p, "wait")
		missing, err := jail.Inspect(proc.PID(), p)
		switch {
		case err != nil && !p.Has(jail.UserNS):
			// Its descriptors and namespaces are nobody's to see.
			t.Logf("%v: %v", p.Layers(), err)
		case err != nil:
			t.Errorf("%v: %v", p.Layers(), err)
		case len(missing) > 0:
			t.Errorf("%v: not in force: %v", p.Layers(), missing)
		}
		begun := time.Now()
		proc.Release()
		if took := time.Since(begun); took > 30*time.Second {
			t.Errorf("%v: gone after %v", p.Layers(), took)
		}
	}
}

// The same as an ordinary user. (If this is one, it has happened already.)
func TestAsOrdinaryUser(t *testing.T) {
	if os.Geteuid() != 0 {
		return
	}
	// Not the one of package supervisor's tests, which run at the same time and
	// fill what the kernel lets a user have.
	const nobody = 65533
	again(t, "^(TestProbes.*|TestEveryLayerCan.*|TestStrict.*|TestWorker.*|TestHost.*|TestFork.*|TestStart.*)$", nobody,
		&syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}})
}

// And as root of a container that has 65536 uids of the host's.
func TestAsRootOfAContainer(t *testing.T) {
	if os.Geteuid() != 0 {
		return
	}
	newWard(t).need(t, jail.UserNS, jail.DistinctUID)
	const base = 1_800_000_000
	ids := []syscall.SysProcIDMap{{ContainerID: 0, HostID: base, Size: 65536}}
	again(t, "^(TestProbes|TestEveryLayerCan.*|TestWorker.*|TestHost.*)$", base, &syscall.SysProcAttr{
		Cloneflags:                 syscall.CLONE_NEWUSER,
		UidMappings:                ids,
		GidMappings:                ids,
		GidMappingsEnableSetgroups: true,
		Credential:                 &syscall.Credential{Uid: 0, Gid: 0},
	})
}
