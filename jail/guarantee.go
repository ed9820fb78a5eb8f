package jail

// A Guarantee is something that isolation promises; a mechanism delivers it.
type Guarantee string

// The guarantees.
const (
	MemoryCapped    Guarantee = "memory"     // a worker cannot use more memory than its limit
	ProcessesCapped Guarantee = "processes"  // nor more processes or threads
	CPUCapped       Guarantee = "cpu"        // nor more CPU time
	TreeDies        Guarantee = "tree"       // the whole tree dies with the sandbox, and with the supervisor
	NoFiles         Guarantee = "files"      // no file of the host can be reached
	NoNetwork       Guarantee = "network"    // no network can be reached
	SyscallsLimited Guarantee = "syscalls"   // only allowed system calls
	NoPrivileges    Guarantee = "privileges" // no new privileges
)

// None is the mechanism of a guarantee that nothing in the kernel delivers.
const None = "none"

// Mechanisms says, for each guarantee, which kernel mechanism delivers it for
// the workers that this package starts.
func Mechanisms() map[Guarantee]string {
	return map[Guarantee]string{
		MemoryCapped:    "rlimit_data",
		ProcessesCapped: None,
		CPUCapped:       "cpu_clock",
		TreeDies:        "pdeathsig+lifeline",
		NoFiles:         None,
		NoNetwork:       None,
		SyscallsLimited: None,
		NoPrivileges:    "no_new_privs",
	}
}
