package cgroup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// A Controller is one of the kernel's controllers that limits need.
type Controller string

// The controllers.
const (
	Memory Controller = "memory"
	Pids   Controller = "pids"
	CPU    Controller = "cpu"
)

func allControllers() []Controller { return []Controller{Memory, Pids, CPU} }

// Controllers says which controllers are usable for us: nil is yes, an error
// (a *Problem) is why not and what to do.
type Controllers map[Controller]error

// Missing lists what is not usable, as one error; nil if everything is.
func (c Controllers) Missing() error {
	var errs []error
	for _, name := range allControllers() {
		if err := c[name]; err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
	}
	return errors.Join(errs...)
}

// Has says whether a controller is usable.
func (c Controllers) Has(name Controller) bool {
	err, ok := c[name]
	return ok && err == nil
}

// lacks says that a leaf is known not to have a controller: its files need not
// be looked for. The nil Controllers, of a group that somebody else made, are not
// known.
func (c Controllers) lacks(name Controller) bool { return c != nil && !c.Has(name) }

func (c Controllers) count() int {
	n := 0
	for name := range c {
		if c.Has(name) {
			n++
		}
	}
	return n
}

// Available says which controllers a tree made now would have. It changes
// nothing; what a tree really got is Tree.Controllers.
func (m *Mount) Available() Controllers {
	_, c := m.place()
	return c
}

// place chooses the cgroup in which a tree is made: our own, or the one above,
// which is where a supervisor belongs that a unit's DelegateSubgroup= (or an
// earlier tree of the same process) has put into a group of its own.
func (m *Mount) place() (string, Controllers) {
	home := m.home()
	best, have := home, m.assess(home)
	if above := filepath.Dir(home); home != m.Point && have.count() < len(allControllers()) {
		if c := m.assess(above); c.count() > have.count() {
			best, have = above, c
		}
	}
	return best, have
}

// home is our own cgroup, or, if that is the group of a supervisor in a tree,
// the cgroup that the tree is in: trees do not nest.
func (m *Mount) home() string {
	dir := m.Own
	for filepath.Base(dir) == supName && isTree(filepath.Dir(dir)) && dir != m.Point {
		dir = filepath.Dir(filepath.Dir(dir))
	}
	return dir
}

// assess says which controllers the children of a tree in dir could have.
func (m *Mount) assess(dir string) Controllers {
	c := make(Controllers)
	for _, name := range allControllers() {
		c[name] = m.check(dir, name)
	}
	return c
}

func (m *Mount) check(dir string, name Controller) error {
	if err := m.writable(dir); err != nil {
		return err
	}
	tried := fmt.Sprintf("using the %s controller in %s", name, dir)
	offered, err := readWords(dir, fileControllers)
	if err != nil {
		return fmt.Errorf("%s: %w", tried, err)
	}
	if !slices.Contains(offered, string(name)) {
		p := &Problem{Kind: ErrNoController, Tried: tried,
			Found: fmt.Sprintf("%s lists %q", fileControllers, strings.Join(offered, " ")), Remedy: remedyDelegate}
		if slices.Contains(m.v1, string(name)) {
			p.Found += "; " + ErrBoundToV1.Error()
			p.Cause = ErrBoundToV1
			p.Remedy = remedyUnified
		}
		return p
	}
	enabled, err := readWords(dir, fileSubtreeControl)
	if err != nil {
		return fmt.Errorf("%s: %w", tried, err)
	}
	if slices.Contains(enabled, string(name)) {
		return nil
	}
	if err := access(dir, fileSubtreeControl); err != nil {
		return notDelegated(tried, err)
	}
	return noInternalProcesses(dir, tried)
}

// writable says whether a tree could be made in dir and populated: making a
// cgroup needs write permission to the directory, moving a process (and
// CLONE_INTO_CGROUP) to cgroup.procs of the common ancestor.
func (m *Mount) writable(dir string) error {
	tried := "making a cgroup in " + dir
	if m.ReadOnly {
		return &Problem{Kind: ErrReadOnly, Tried: tried, Found: m.Point + " is read-only", Remedy: remedyContainer}
	}
	if err := errors.Join(access(dir, "."), access(dir, fileProcs)); err != nil {
		return notDelegated(tried, err)
	}
	return nil
}

func notDelegated(tried string, cause error) error {
	if errors.Is(cause, unix.EROFS) {
		return &Problem{Kind: ErrReadOnly, Tried: tried, Found: cause.Error(), Remedy: remedyContainer, Cause: cause}
	}
	return &Problem{Kind: ErrNotDelegated, Tried: tried, Remedy: remedyDelegate, Cause: cause,
		Found: fmt.Sprintf("user %d may not: %v", os.Geteuid(), cause)}
}

func access(dir, file string) error {
	path := filepath.Join(dir, file)
	if err := unix.Faccessat(unix.AT_FDCWD, path, unix.W_OK, unix.AT_EACCESS); err != nil {
		return &os.PathError{Op: "write to", Path: path, Err: err}
	}
	return nil
}

// noInternalProcesses checks that controllers can be enabled in dir: a cgroup
// that distributes memory or pids to its children must have no process of its
// own ("no internal process constraint"), but the root of the hierarchy may.
// Our own process is moved out before.
func noInternalProcesses(dir, tried string) error {
	if root, err := isRoot(dir); err != nil || root {
		return err
	}
	pids, err := readWords(dir, fileProcs)
	if err != nil {
		return fmt.Errorf("%s: %w", tried, err)
	}
	// A process in another pid namespace is listed as 0.
	self := strconv.Itoa(os.Getpid())
	others := slices.DeleteFunc(pids, func(pid string) bool { return pid == self })
	if len(others) > 0 {
		return &Problem{Kind: ErrBusy, Tried: tried, Remedy: remedyBusy,
			Found: "processes " + strings.Join(others[:min(len(others), 8)], ", ") + " are in it"}
	}
	return nil
}

// isRoot tells the root of the whole hierarchy from the root of a cgroup
// namespace: only the former has no cgroup.type.
func isRoot(dir string) (bool, error) {
	has, err := exists(dir, fileType)
	return err == nil && !has, err
}

// enable gives a controller to the children of dir.
func enable(dir string, name Controller) error {
	tried := fmt.Sprintf("enabling the %s controller in %s", name, dir)
	err := write(dir, fileSubtreeControl, "+"+string(name))
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.EBUSY):
		return &Problem{Kind: ErrBusy, Tried: tried, Found: err.Error(), Remedy: remedyBusy, Cause: err}
	case errors.Is(err, unix.EACCES), errors.Is(err, unix.EPERM), errors.Is(err, unix.EROFS):
		return notDelegated(tried, err)
	}
	return &Problem{Kind: ErrNoController, Tried: tried, Found: err.Error(), Remedy: remedyDelegate, Cause: err}
}
