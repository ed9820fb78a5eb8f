package jail

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// A Finding says whether a host offers a layer.
type Finding struct {
	Layer     Layer  `json:"layer"`
	Available bool   `json:"available"`
	Found     string `json:"found"`            // what the kernel said
	Remedy    string `json:"remedy,omitempty"` // what to do if it is not available
}

// A Host is what Detect found out about the machine and about this process's
// rights on it. It does not change.
type Host struct {
	around   Surroundings
	findings []Finding
	uids     UIDRange
	root     bool
	resource bool // CAP_SYS_RESOURCE
	exempt   bool // from RLIMIT_NPROC, as the kernel's own root
	starved  error
}

// Detect asks the kernel, by trying, which layers a worker of this process can
// have. It starts a few processes that never get to run a program. Workers'
// uids are to come from uids; the zero range means DefaultUIDs.
//
// What it has found out is of no use if Starved says so.
func Detect(uids UIDRange) Host {
	text, mapErr := os.ReadFile("/proc/self/uid_map")
	idMap := string(bytes.TrimSpace(text))
	if uids == (UIDRange{}) {
		uids = DefaultUIDs().fit(idMap)
	}
	around := LookAround()
	h := Host{around: around, uids: uids, root: around.Root}
	if Exhausted(mapErr) {
		h.starved = mapErr
	}
	h.exempt = h.root && outsideRoot(idMap)
	h.resource, _ = hasCapability(unix.CAP_SYS_RESOURCE)
	h.detectNamespaces()
	h.detectThreadLimit()
	var err error
	if able, capErr := hasCapability(unix.CAP_SETPCAP); !h.Finding(UserNS).Available && !able {
		err = errors.Join(errors.New("CAP_SETPCAP is needed outside a user namespace"), capErr)
	}
	h.add(BoundingSet, err, "prctl(PR_CAPBSET_DROP)", h.around.UserNamespaces())
	h.add(Capabilities, nil, "capset", "")
	h.detectLandlock()
	h.add(Seccomp, seccompAvailable(), "SECCOMP_RET_KILL_PROCESS",
		"a kernel with CONFIG_SECCOMP_FILTER, Linux 4.14 or later")
	return h
}

func (h *Host) add(l Layer, err error, found, remedy string) {
	f := Finding{Layer: l, Available: err == nil, Found: found, Remedy: remedy}
	if err == nil {
		f.Remedy = ""
	} else {
		f.Found = err.Error()
	}
	if Exhausted(err) {
		h.starved = errors.Join(h.starved, fmt.Errorf("looking for the layer %s: %w", l, err))
	}
	h.findings = append(h.findings, f)
}

// Exhausted tells whether the kernel refused something because there was not
// enough for the moment, of descriptors, processes or memory: that says nothing
// about what the host offers.
func Exhausted(err error) bool {
	return errors.Is(err, unix.EMFILE) || errors.Is(err, unix.ENFILE) || errors.Is(err, unix.EAGAIN) || errors.Is(err, unix.ENOMEM)
}

// Starved says what Detect had not enough of to find out about every layer; nil
// if it had. A plan that was made all the same would be weaker than the host.
func (h Host) Starved() error { return h.starved }

// Findings lists what was found out about each layer.
func (h Host) Findings() []Finding { return append([]Finding(nil), h.findings...) }

// Finding is what was found out about a layer.
func (h Host) Finding(l Layer) Finding {
	for _, f := range h.findings {
		if f.Layer == l {
			return f
		}
	}
	return Finding{Layer: l, Found: "not looked for"}
}

// Surroundings are where Detect was called.
func (h Host) Surroundings() Surroundings { return h.around }

// UIDs is the range that workers' uids come from.
func (h Host) UIDs() UIDRange { return h.uids }

// Plan is every layer that this host offers, without some and what stands on
// them: an ordinary user has namespaces only in a user namespace of its own,
// and root without CAP_SYS_RESOURCE may limit the memory of another user's
// process only if that is in a user namespace that root has made (prlimit(2)).
func (h Host) Plan(without ...Layer) Plan {
	if slices.Contains(without, UserNS) {
		without = slices.Clone(without)
		switch {
		case !h.root:
			without = append(without, ThreadLimit, BoundingSet)
			for _, ns := range namespaces() {
				without = append(without, ns.layer)
			}
		case !h.resource:
			without = append(without, DistinctUID, ThreadLimit)
		}
	}
	var layers []Layer
	for _, f := range h.findings {
		if f.Available && !slices.Contains(without, f.Layer) {
			layers = append(layers, f.Layer)
		}
	}
	return NewPlan(layers...)
}

func (h *Host) detectNamespaces() {
	uidErr := errors.New("only root may give uids to its workers")
	switch {
	case h.root && h.uids.Count == 0:
		uidErr = errors.New("this user namespace has no uids to give")
	case h.root:
		uidErr = try(NewPlan(UserNS), h.uids.Base)
	}
	base, uid := NewPlan(UserNS), 0
	if uidErr == nil {
		uid = h.uids.Base
	}
	userErr := uidErr
	if userErr != nil {
		userErr = try(base, 0)
	}
	if userErr != nil {
		// Root can have the other namespaces without it, and change its uid.
		base, uid = Plan{}, 0
		switch {
		case h.uids.Count == 0:
		case h.root && h.resource:
			uidErr = tryChangeUID(h.uids.Base)
		case h.root:
			uidErr = errors.New("without a user namespace CAP_SYS_RESOURCE is needed to limit another user's process")
		}
	}
	h.add(UserNS, userErr, "clone(CLONE_NEWUSER)", h.around.UserNamespaces())
	h.add(DistinctUID, uidErr, fmt.Sprintf("%d uids from %d", h.uids.Count, h.uids.Base), "run as root with CAP_SETUID, CAP_SETGID and CAP_CHOWN, in a user namespace that has the range")

	// At once, as workers will have them; one by one only to find the culprit.
	rest := namespaces()[1:]
	whole := NewPlan(base.layers...)
	for _, ns := range rest {
		whole.layers = append(whole.layers, ns.layer)
	}
	err := try(whole, uid)
	for _, ns := range rest {
		one := err
		if err != nil {
			one = try(NewPlan(append(base.Layers(), ns.layer)...), uid)
		}
		remedy := "a kernel with this namespace, and CAP_SYS_ADMIN or user namespaces"
		if userErr != nil {
			remedy = h.around.UserNamespaces()
		}
		h.add(ns.layer, one, "clone", remedy)
	}
}

// try clones a process with the plan's namespaces, maps its ids, becomes its
// root and, with a mount namespace, mounts something. It gets as far as a
// program that cannot exist: the error for that is success.
func try(p Plan, uid int) error {
	sys := &syscall.SysProcAttr{}
	setNamespaces(sys, p, uid)
	if p.Has(MountNS) {
		// A second one, because the syscall package then remounts the root,
		// which is what a worker must be able to do. (AppArmor lets a user
		// namespace be made and then denies the mount.)
		sys.Unshareflags = unix.CLONE_NEWNS
	}
	return startImpossible(sys)
}

func tryChangeUID(uid int) error {
	return startImpossible(&syscall.SysProcAttr{
		Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(uid)},
	})
}

// startImpossible goes all the way to execve(2) and fails there, because the
// path is longer than any (PATH_MAX); nil if nothing failed before.
func startImpossible(sys *syscall.SysProcAttr) error {
	_, err := syscall.ForkExec("/"+strings.Repeat("x", 2*unix.PathMax), []string{"none"}, &syscall.ProcAttr{Sys: sys})
	if errors.Is(err, unix.ENAMETOOLONG) {
		return nil
	}
	return err
}

// detectThreadLimit: see limitThreads.
func (h *Host) detectThreadLimit() {
	var err error
	if !h.Finding(DistinctUID).Available && (!h.Finding(UserNS).Available || h.exempt || !kernelAtLeast(5, 14)) {
		err = errors.New("RLIMIT_NPROC would count other processes of this user, or, for root, not hold")
	}
	h.add(ThreadLimit, err, "RLIMIT_NPROC", "run as an ordinary user, or as root with uids to give (in a container: a wider uid map); with user namespaces, on Linux 5.14 or later")
}

func (h *Host) detectLandlock() {
	var err error
	abi, _ := landlockABI()
	if abi == 0 {
		err = errors.New("landlock_create_ruleset: not supported, or disabled")
	}
	h.add(Landlock, err, fmt.Sprintf("ABI %d", abi), "Linux 5.13 or later with CONFIG_SECURITY_LANDLOCK and `landlock` in the kernel's lsm= list")
}
