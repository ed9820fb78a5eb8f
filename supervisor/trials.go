package supervisor

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/jail"
)

// How far a probe goes beyond its budget before it says that nothing stops it.
const (
	tooMuch = 8 // times the memory
	tooMany = 4 // times the processes
	tooLong = 5 // times the CPU time
)

// trials are all attempts, by guarantee.
func (d *doctor) trials() []trial {
	var all []trial
	add := func(g jail.Guarantee, trials []trial) {
		for _, t := range trials {
			t.guarantee = g
			all = append(all, t)
		}
	}
	add(jail.MemoryCapped, d.memoryTrials())
	add(jail.ProcessesCapped, d.processTrials())
	add(jail.CPUCapped, d.cpuTrials())
	add(jail.TreeDies, treeTrials())
	add(jail.NoFiles, fileTrials())
	add(jail.NoNetwork, d.networkTrials())
	add(jail.SyscallsLimited, syscallTrials())
	add(jail.NoPrivileges, privilegeTrials())
	return all
}

func (d *doctor) memoryTrials() []trial {
	want := tooMuch * d.budget.Memory
	tries := fmt.Sprintf("%%s %d MiB%%s, limit %d MiB", want>>20, d.budget.Memory>>20)
	arg := strconv.FormatInt(want, 10)
	return []trial{
		{name: "heap", probe: "heap", arg: arg, verdict: MemoryLimit, tries: fmt.Sprintf(tries, "allocates", "")},
		{name: "private mapping", probe: "mapping", arg: arg, verdict: MemoryLimit, tries: fmt.Sprintf(tries, "maps", "")},
		{name: "shared mapping", probe: "shared", arg: arg, verdict: MemoryLimit, tries: fmt.Sprintf(tries, "maps", " as shared")},
	}
}

func (d *doctor) processTrials() []trial {
	want := tooMany * d.budget.Processes
	tries := fmt.Sprintf("starts %d %%s, limit %d", want, d.budget.Processes)
	return []trial{
		{name: "fork", probe: "forks", arg: strconv.Itoa(want), verdict: ProcessLimit, tries: fmt.Sprintf(tries, "processes")},
		{name: "threads", probe: "threads", arg: strconv.Itoa(want), verdict: ProcessLimit, tries: fmt.Sprintf(tries, "threads")},
	}
}

func (d *doctor) cpuTrials() []trial {
	budget := d.budget.CPU
	want := tooLong * budget
	trials := []trial{{
		name: "spin", probe: "spin", arg: strconv.FormatInt(want.Milliseconds(), 10), verdict: CPULimit, by: (*doctor).overspend,
		tries: fmt.Sprintf("uses %v of CPU time, limit %v", want, budget),
	}}
	if d.sup.groups.has(cgroup.CPU) {
		trials = append(trials, trial{
			name: "share", probe: "spin", arg: strconv.FormatInt(budget.Milliseconds(), 10), by: (*doctor).throttle,
			tries: fmt.Sprintf("computes, limit %v of a processor", smallShare),
		})
	}
	return trials
}

func treeTrials() []trial {
	return []trial{
		{name: "daemon", probe: "daemon", by: (*doctor).outlive, tries: "leaves a daemon; is destroyed"},
		{name: "cling", probe: "cling", by: insist((*doctor).outlive), tries: "clings on; is destroyed"},
		{name: "orphan", probe: "cling", by: insist((*doctor).orphan), tries: "clings on; its supervisor is killed"},
	}
}

// insist makes an attempt up to three times if it fails. A worker that lets go
// of its lifeline may end by that before it has answered: its own watch over the
// lifeline looks at it again when a signal interrupts it.
func insist(by func(*doctor, context.Context, trial) Probe) func(*doctor, context.Context, trial) Probe {
	return func(d *doctor, ctx context.Context, t trial) (p Probe) {
		for range 3 {
			if p = by(d, ctx, t); p.Error == "" || ctx.Err() != nil {
				break
			}
		}
		return p
	}
}

func fileTrials() []trial {
	const secret = "/etc/passwd"
	const above = "../../../../../../../.." + secret
	tmp := os.TempDir()
	return []trial{
		{name: "read", probe: "read", arg: secret, tries: "reads " + secret},
		{name: "climb", probe: "read", arg: above, tries: "reads ../../.." + secret},
		{name: "own program", probe: "read", arg: "/proc/self/exe", tries: "reads /proc/self/exe"},
		{name: "symlink", probe: "symlink", arg: secret, tries: "reads " + secret + " by a symlink"},
		{name: "create here", probe: "create", arg: ".", tries: "makes a file in its directory"},
		{name: "create there", probe: "create", arg: tmp, tries: "makes a file in " + tmp},
	}
}

func (d *doctor) networkTrials() []trial {
	t := d.targets
	return []trial{
		{name: "tcp", probe: "tcp", arg: t.tcp.address, tries: "connects to TCP " + t.tcp.address},
		{name: "udp", probe: "udp", arg: t.udp.address, tries: "sends to UDP " + t.udp.address},
		{name: "abstract socket", probe: "unix", arg: t.unix.address, tries: "connects to unix " + t.unix.address},
		{name: "netlink", probe: "interfaces", tries: "asks for network interfaces"},
	}
}

func syscallTrials() []trial {
	var trials []trial
	for _, name := range []string{"keyctl", "io_uring_setup", "bpf", "ptrace", "perf_event_open", "userfaultfd"} {
		trials = append(trials, trial{name: name, probe: name, tries: "calls " + name, deadly: true})
	}
	if runtime.GOARCH == "amd64" {
		trials = append(trials,
			// Where the kernel has no 32-bit calls at all, this is a fault.
			trial{name: "int 0x80", probe: "int 0x80", tries: "calls getpid of the 32-bit ABI", deadly: true, verdict: Crashed},
			trial{name: "x32", probe: "x32", tries: "calls getpid of the x32 ABI", deadly: true})
	}
	return trials
}

func privilegeTrials() []trial {
	pid := os.Getpid()
	return []trial{
		{name: "mount", probe: "fsopen", tries: "makes a file system"},
		{name: "chroot", probe: "chroot", tries: "changes its root directory"},
		{name: "capset", probe: "capset", tries: "takes CAP_SYS_ADMIN"},
		{name: "setuid", probe: "setresuid", tries: "becomes user 1"},
		{name: "raw socket", probe: "raw socket", tries: "opens a raw socket"},
		{name: "namespace", probe: "clone newuser", tries: "makes a user namespace"},
		{name: "signal", probe: "signal", arg: strconv.Itoa(pid), tries: fmt.Sprintf("signals its supervisor, process %d", pid)},
		{name: "signal all", probe: "signal all", tries: "signals all processes that it may"},
	}
}
