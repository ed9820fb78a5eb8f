package cgroup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// How the groups are named. Whatever has the prefix of a tree and is not
// locked is taken for what a dead supervisor left.
const (
	treePrefix = "petri-"
	supName    = "sup"
	leafPrefix = "w-"
)

// Options say what tree to make. The zero value will do.
type Options struct {
	Name   string // the supervisor's name, part of the tree's; for people
	Mount  *Mount // nil: Find
	Parent string // directory of the cgroup to make the tree in; "": choose
}

// A Tree is the cgroup of one supervisor: <parent>/petri-<name>-<pid>-<start>
// with the supervisor itself in sup and every sandbox in a leaf w-<id>. It is
// safe for concurrent use. Its owner must Close it.
type Tree struct {
	mount       *Mount
	parent, dir string
	lock        *os.File // the tree's directory, flocked: the sign that its owner lives
	origin      string   // where this process was before it moved into sup; "" if it did not
	lent        []Controller
	controllers Controllers
	watch       *watcher
	swept       []string
	sweepErr    error

	closing sync.Mutex     // held by the Close that is under way
	making  sync.WaitGroup // leaves that are being made
	mu      sync.Mutex
	leaves  map[string]*Leaf
	closed  bool
}

// NewTree removes what dead supervisors left beside it, makes a tree, moves
// this process into its group sup, and gives its leaves the controllers that
// can be had. That some cannot is no error: see Controllers.
//
// A process that has several trees stays in the first one's sup.
//
// Trees may be made and closed concurrently; each waits for the others.
func NewTree(ctx context.Context, o Options) (*Tree, error) {
	membership.Lock()
	defer membership.Unlock()
	t, err := newTree(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("making the supervisor's cgroup tree: %w", err)
	}
	return t, nil
}

// membership is held while this process's place in the hierarchy, of which it
// has one, is looked at and changed.
var membership sync.Mutex

func newTree(ctx context.Context, o Options) (_ *Tree, err error) {
	if o.Mount == nil {
		if o.Mount, err = Find(); err != nil {
			return nil, err
		}
	}
	if o.Name == "" {
		o.Name = "supervisor"
	}
	if err := checkName(o.Name); err != nil {
		return nil, err
	}
	t := &Tree{mount: o.Mount, parent: o.Parent, leaves: make(map[string]*Leaf)}
	if t.parent == "" {
		t.parent, _ = t.mount.place()
	}
	if err := t.mount.writable(t.parent); err != nil {
		return nil, err
	}
	if t.watch, err = newWatcher(); err != nil {
		return nil, err
	}
	t.swept, t.sweepErr = sweep(ctx, t.mount, t.parent, t.watch)
	if t.lock, err = makeTree(t.parent, o.Name); err != nil {
		return nil, errors.Join(err, t.watch.close())
	}
	t.dir = t.lock.Name()
	if err := t.furnish(); err != nil {
		return nil, errors.Join(err, t.dismantle())
	}
	return t, nil
}

// furnish makes a tree's inside.
func (t *Tree) furnish() error {
	if has, err := exists(t.dir, fileKill); err != nil || !has {
		return errors.Join(err, &Problem{Kind: ErrNoKill, Tried: "looking for " + fileKill + " in " + t.dir,
			Found: "it is not there", Remedy: "use Linux 5.14 or later"})
	}
	sup := filepath.Join(t.dir, supName)
	if err := os.Mkdir(sup, 0o755); err != nil {
		return err
	}
	if t.mount.home() == t.mount.Own { // else it is in the sup of another tree
		if err := write(sup, fileProcs, "0"); err != nil {
			return notDelegated("moving this process into "+sup, err)
		}
		t.origin = t.mount.Own
	}
	t.controllers = make(Controllers)
	for _, name := range allControllers() {
		t.controllers[name] = t.enable(name)
	}
	return nil
}

// enable gives the leaves a controller. Controllers go from the top down, one
// level at a time.
func (t *Tree) enable(name Controller) error {
	if err := t.mount.check(t.parent, name); err != nil {
		return err
	}
	offered, err := readWords(t.dir, fileControllers)
	if err != nil {
		return err
	}
	if !slices.Contains(offered, string(name)) {
		if err := enable(t.parent, name); err != nil {
			return err
		}
		t.lent = append(t.lent, name)
	}
	return enable(t.dir, name)
}

// Dir is the tree's directory.
func (t *Tree) Dir() string { return t.dir }

// Controllers says which controllers the leaves have.
func (t *Tree) Controllers() Controllers { return t.controllers }

// Swept lists the trees of dead supervisors that NewTree removed, and what it
// could not remove.
func (t *Tree) Swept() (removed []string, err error) { return t.swept, t.sweepErr }

// Close closes every leaf, moves this process back to where it was, and
// removes the tree. If it fails, for ctx ended before a process had died for
// instance, it may be called again.
//
// Where the process cannot go back, because the cgroup that it came from now
// distributes controllers to another tree, the tree's empty shell stays until
// the process has ended; the next supervisor removes it.
func (t *Tree) Close(ctx context.Context) error {
	t.closing.Lock()
	defer t.closing.Unlock()
	t.mu.Lock()
	t.closed = true
	t.mu.Unlock()
	t.making.Wait()
	t.mu.Lock()
	var wg sync.WaitGroup
	errs := make(chan error, len(t.leaves))
	for _, l := range t.leaves {
		wg.Go(func() {
			_, err := l.Close(ctx)
			if l.released() {
				err = nil // its figures are its owner's concern
			}
			errs <- err
		})
	}
	t.mu.Unlock()
	wg.Wait()
	close(errs)
	var all []error
	for err := range errs {
		all = append(all, err)
	}
	if err := errors.Join(all...); err != nil {
		return fmt.Errorf("closing cgroup tree %s: %w", t.dir, err)
	}
	membership.Lock()
	defer membership.Unlock()
	if err := t.dismantle(); err != nil {
		return fmt.Errorf("closing cgroup tree %s: %w", t.dir, err)
	}
	return nil
}

// dismantle undoes newTree. It may be called again if it fails.
func (t *Tree) dismantle() error {
	if t.lock == nil {
		return nil
	}
	sup := filepath.Join(t.dir, supName)
	stays := false
	if now, err := Find(); err == nil && now.Own == sup {
		stays = t.leave() != nil
	}
	var err error
	if !stays {
		err = errors.Join(rmdir(sup), rmdir(t.dir))
	}
	if err != nil {
		return err
	}
	err = errors.Join(t.watch.close(), t.lock.Close())
	t.lock = nil
	return err
}

// leave moves this process back to where it came from. Controllers that this
// tree has enabled there must go first; the kernel refuses that (EBUSY) while
// another child uses them.
func (t *Tree) leave() error {
	if root, err := isRoot(t.origin); err == nil && !root && t.origin == t.parent {
		for _, name := range t.lent {
			_ = write(t.dir, fileSubtreeControl, "-"+string(name))
			_ = write(t.parent, fileSubtreeControl, "-"+string(name))
		}
	}
	return write(t.origin, fileProcs, "0")
}

func isTree(dir string) bool { return strings.HasPrefix(filepath.Base(dir), treePrefix) }
