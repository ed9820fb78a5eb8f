package jail

import "strings"

// A Guarantee is something that isolation promises; a mechanism delivers it.
type Guarantee string

// The guarantees.
const (
	MemoryCapped    Guarantee = "memory"     // a worker cannot use more memory than its limit
	ProcessesCapped Guarantee = "processes"  // nor start other processes, or threads without end
	CPUCapped       Guarantee = "cpu"        // nor use more CPU time
	TreeDies        Guarantee = "tree"       // the whole tree dies with the sandbox, and with the supervisor
	NoFiles         Guarantee = "files"      // no file of the host can be reached
	NoNetwork       Guarantee = "network"    // no network can be reached
	SyscallsLimited Guarantee = "syscalls"   // only allowed system calls
	NoPrivileges    Guarantee = "privileges" // no capabilities, and no way to new privileges
)

// None is the mechanism of a guarantee that nothing in the kernel delivers.
const None = "none"

// Guarantees lists all of them.
func Guarantees() []Guarantee {
	return []Guarantee{
		MemoryCapped, ProcessesCapped, CPUCapped, TreeDies,
		NoFiles, NoNetwork, SyscallsLimited, NoPrivileges,
	}
}

// A delivery says how a guarantee is kept.
type delivery struct {
	always  []string // what every worker has, whatever its plan
	each    []Layer  // each of these alone delivers the guarantee
	support []Layer  // these help, but do not deliver it alone
}

func deliveries() map[Guarantee]delivery {
	return map[Guarantee]delivery{
		MemoryCapped: {always: []string{"rlimit_data"}},
		// Seccomp stops fork and exec; threads it cannot count.
		ProcessesCapped: {each: []Layer{ThreadLimit}, support: []Layer{Seccomp}},
		// The supervisor reads the clock and kills.
		CPUCapped: {always: []string{"cpu_clock"}},
		// These two are for the worker itself; a child that it forks, and that
		// leaves its process group, needs one of the others.
		TreeDies: {always: []string{"pdeathsig", "lifeline"}, each: []Layer{PIDNS, Seccomp}},
		// Landlock alone leaves stat, chdir and the like.
		NoFiles: {each: []Layer{MountNS, Seccomp}, support: []Layer{Landlock}},
		// And sees neither UDP nor MPTCP.
		NoNetwork:       {each: []Layer{NetNS, Seccomp}, support: []Layer{Landlock}},
		SyscallsLimited: {each: []Layer{Seccomp}},
		NoPrivileges:    {always: []string{"no_new_privs"}, each: []Layer{Capabilities}, support: []Layer{BoundingSet, UserNS, DistinctUID}},
	}
}

// Mechanisms says, for each guarantee, which mechanisms deliver it, joined by
// "+" where there are several; None where nothing does.
type Mechanisms map[Guarantee]string

// Mechanisms is what delivers each guarantee for a worker with this plan.
func (p Plan) Mechanisms() Mechanisms {
	m := Mechanisms{}
	for g, d := range deliveries() {
		m[g] = p.mechanism(d)
	}
	return m
}

func (p Plan) mechanism(d delivery) string {
	names := d.always
	delivered := len(d.each) == 0
	for _, l := range d.each {
		if p.Has(l) {
			delivered = true
			names = append(names, string(l))
		}
	}
	if !delivered {
		return None
	}
	for _, l := range d.support {
		if p.Has(l) {
			names = append(names, string(l))
		}
	}
	return strings.Join(names, "+")
}
