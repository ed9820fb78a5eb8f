package jail

import (
	"fmt"
	"slices"
	"strings"
)

// A Layer is one kernel mechanism around a worker. What every Linux has and
// what costs nothing to apply (no_new_privs, rlimits, no core dumps, an empty
// environment) is not a Layer: it is always there.
type Layer string

// The layers, in the order in which they are applied.
const (
	UserNS       Layer = "userns"       // user namespace: root inside is nobody outside
	DistinctUID  Layer = "uid"          // a host uid of its own for each worker
	MountNS      Layer = "mntns"        // mount namespace, and an empty read-only root
	PIDNS        Layer = "pidns"        // pid namespace, of which the worker is the init
	NetNS        Layer = "netns"        // network namespace without an interface that is up
	IPCNS        Layer = "ipcns"        // System V IPC and POSIX message queues
	UTSNS        Layer = "utsns"        // host name
	CgroupNS     Layer = "cgroupns"     // the cgroup tree as seen from inside
	ThreadLimit  Layer = "rlimit_nproc" // RLIMIT_NPROC, where it counts this worker alone
	Capabilities Layer = "caps"         // no capability, and none to be gained
	BoundingSet  Layer = "bounding"     // an empty capability bounding set
	Landlock     Layer = "landlock"     // no file opened, no TCP, no abstract socket
	Seccomp      Layer = "seccomp"      // an allow-list of system calls
)

// Layers lists all layers in the order in which they are applied.
func Layers() []Layer {
	return []Layer{
		UserNS, DistinctUID, MountNS, PIDNS, NetNS, IPCNS, UTSNS, CgroupNS,
		ThreadLimit, BoundingSet, Capabilities, Landlock, Seccomp,
	}
}

// A Plan is the set of layers that a worker gets. The parent decides on it,
// from what Detect found; the worker applies every layer of it or ends, so
// that its handshake proves the plan. The zero Plan has no layer.
type Plan struct {
	layers []Layer // a subsequence of Layers()
	uid    int     // the host's, for a worker that has to change to it by itself; else 0
}

// NewPlan makes a plan of layers, in any order.
func NewPlan(layers ...Layer) Plan {
	var p Plan
	for _, l := range Layers() {
		if slices.Contains(layers, l) {
			p.layers = append(p.layers, l)
		}
	}
	return p
}

// Has tells whether a layer is part of the plan.
func (p Plan) Has(l Layer) bool { return slices.Contains(p.layers, l) }

// Layers lists the layers of the plan in the order in which they are applied.
func (p Plan) Layers() []Layer { return slices.Clone(p.layers) }

// planPrefix begins the argument that carries a plan to a worker.
const planPrefix = "--jail="

// Argument is the plan as a worker's command line has it; ParsePlan reads it.
func (p Plan) Argument() string {
	words := make([]string, len(p.layers))
	for i, l := range p.layers {
		words[i] = string(l)
		if l == DistinctUID && p.uid != 0 {
			words[i] = fmt.Sprintf("%s:%d", l, p.uid)
		}
	}
	return planPrefix + strings.Join(words, ",")
}

// ParsePlan reads a worker's command line, without the program's name.
func ParsePlan(args []string) (Plan, error) {
	var p Plan
	if len(args) != 1 || !strings.HasPrefix(args[0], planPrefix) {
		return p, fmt.Errorf("want one argument, %sLAYERS", planPrefix)
	}
	list := strings.TrimPrefix(args[0], planPrefix)
	if list == "" {
		return p, nil
	}
	for word := range strings.SplitSeq(list, ",") {
		name, uid, _ := strings.Cut(word, ":")
		if uid != "" {
			if _, err := fmt.Sscanf(uid, "%d", &p.uid); err != nil {
				return p, fmt.Errorf("layer %q: bad uid", word)
			}
		}
		if !slices.Contains(Layers(), Layer(name)) {
			return p, fmt.Errorf("unknown layer %q", name)
		}
		p.layers = append(p.layers, Layer(name))
	}
	return p, nil
}
