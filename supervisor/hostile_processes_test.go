package supervisor_test

import (
	"errors"
	"strings"

	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// Processes and threads: none but the worker's own, and few.
func processRows() []row {
	killed := always("syscall_denied")
	// The run time may not get the thread that it wants for the answer.
	full := always("ok EAGAIN after|process_limit")
	return []row{
		{number: 23, what: "fork bomb", attempts: append(genomes("23_fork_bomb.go"),
			native("fork", killed),
			native("vfork", killed),
			native("fork bomb", killed),
			native("fork bomb", full, jail.Seccomp),
			native("fork bomb", full, jail.Seccomp, jail.PIDNS),
		)},
		{number: 24, what: "ten thousand threads", attempts: append(genomes("24_os_threads.go"),
			native("threads", always("process_limit")),
			native("threads", always("process_limit"), jail.Seccomp),
		)},
		{number: 25, what: "SetMaxThreads(1)", attempts: append(genomes("25_max_threads.go"), native("max threads", always("crashed")))},
		{number: 26, what: "daemon", attempts: []attempt{
			native("daemon", killed),
			native("daemon", always("ok ok"), jail.Seccomp),
			{name: "daemon nobody counts", in: escaped(jail.Seccomp, jail.PIDNS), ends: always("ok ok").on(userWithout(), "refused"), try: daemonOutsideAll},
		}},
		{number: 27, what: "grandchild holds the streams", attempts: []attempt{
			native("grandchild", killed),
			native("grandchild", always("crashed"), jail.Seccomp),
			native("grandchild", always("crashed"), jail.Seccomp, jail.PIDNS),
		}},
		{number: 28, what: "kill everybody", attempts: append(genomes("28_kill_all.go"),
			native("kill all", killed),
			// Not without the pid namespace: it might work.
			native("kill all", always("ok ESRCH"), jail.Seccomp),
		)},
		{number: 29, what: "signal a sibling", attempts: []attempt{
			atSibling("kill", killed),
			atSibling("kill", always("ok ESRCH"), jail.Seccomp),
			// Another user, or Landlock's scope of signals (ABI 6), which not every kernel has.
			atSibling("kill with 0", always("ok EPERM").on(userWith(), "ok EPERM|ok ok 0").on(userWithout(), "ok EPERM|ok ok 0"), jail.Seccomp, jail.PIDNS),
		}},
		{number: 30, what: "trace a sibling", attempts: []attempt{
			atSibling("attach", killed),
			atSibling("seize", killed),
			native("process_vm_readv", killed),
			native("pidfd_open", killed),
			atSibling("attach", always("ok ESRCH"), jail.Seccomp),
			atSibling("attach", always("ok EPERM"), jail.Seccomp, jail.PIDNS),
			atSibling("seize", always("ok EPERM"), jail.Seccomp, jail.PIDNS),
		}},
		{number: 31, what: "exec a setuid program", attempts: []attempt{
			native("execve", killed),
			native("execveat", killed),
			native("setuid", killed),
			native("setresuid", killed),
			native("execve", always("ok ENOENT"), jail.Seccomp),
			native("setresuid", always("ok EINVAL"), jail.Seccomp),
		}},
		{number: 32, what: "exit", attempts: append(
			genomes("32_exit.go", "32_exit_zero.go", "goroutine_panic.go", "timer_panic.go", "nil_panic.go", "unlock.go", "concurrent_map.go"),
			withArgument("exit", "0", always("crashed")),
			withArgument("exit", "3", always("crashed")),
			withArgument("exit group", "0", always("crashed")),
		)},
	}
}

// atSibling is a probe whose argument is the pid of the sibling's worker.
func atSibling(probe string, e ends, without ...jail.Layer) attempt {
	a := native(probe, e, without...)
	a.try = func(x *trial) string { return x.probe(probe, x.dish.pid) }
	return a
}

// daemonOutsideAll makes a daemon that no seccomp filter forbids, no pid
// namespace holds and, where there is no cgroup, nobody finds again: there a
// supervisor that promises the death of the whole tree must not start.
func daemonOutsideAll(x *trial) string {
	c := x.arena.config()
	c.WithoutLayers = []jail.Layer{jail.Seccomp, jail.PIDNS}
	c.Isolation = []jail.Guarantee{jail.TreeDies}
	sup, err := supervisor.New(c)
	var unmet *jail.UnmetError
	if errors.As(err, &unmet) {
		return "refused"
	}
	if err != nil {
		x.Fatal(err)
	}
	if err := sup.Close(testContext(x)); err != nil {
		x.Error(err)
	}
	b := x.sandbox()
	load(x, b, good)
	got := x.call(b, "daemon")
	if procs := setting(x, cgroupOf(x, b.Info().PID), "cgroup.procs"); len(strings.Fields(procs)) != 2 {
		x.Errorf("no daemon: processes %q", procs)
	}
	return got
}
