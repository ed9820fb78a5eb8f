package cgroup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/containerd/cgroups/v3/cgroup2"
	"golang.org/x/sys/unix"
)

// A Leaf is the cgroup of one sandbox. It is safe for concurrent use. Its
// owner must Close it; closing its tree does so too.
type Leaf struct {
	dir         string
	fd          *os.File
	manager     *cgroup2.Manager
	controllers Controllers
	watch       *watcher
	forget      func() // takes it off its tree's list

	closing chan struct{} // holds one: the Close that is under way

	observing sync.Mutex
	watches   []int32 // nil until somebody waits for a change

	mu      sync.Mutex
	changed chan struct{} // closed at the next change
	gone    bool          // removed; nothing is held any more
	last    Last
	lastErr error
}

// NewLeaf makes the leaf w-<id>, never taking over one that exists already
// (its counters would be somebody else's). No cgroup can be made inside it.
func (t *Tree) NewLeaf(id string, lim Limits) (*Leaf, error) {
	l, err := t.newLeaf(id, lim)
	if err != nil {
		return nil, fmt.Errorf("making a cgroup for %q: %w", id, err)
	}
	return l, nil
}

func (t *Tree) newLeaf(id string, lim Limits) (*Leaf, error) {
	if err := checkName(id); err != nil {
		return nil, err
	}
	if err := lim.check(t.controllers); err != nil {
		return nil, err
	}
	if err := t.begin(); err != nil {
		return nil, err
	}
	defer t.making.Done()
	l, err := t.makeLeaf(filepath.Join(t.dir, leafPrefix+id), lim)
	if err != nil {
		return nil, err
	}
	l.forget = func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.leaves, id)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.leaves[id] = l
	return l, nil
}

// begin announces a leaf, for which Close waits. Several are made at a time: the
// lock is not held meanwhile.
func (t *Tree) begin() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return ErrClosed
	}
	t.making.Add(1)
	return nil
}

func (t *Tree) makeLeaf(dir string, lim Limits) (*Leaf, error) {
	if err := os.Mkdir(dir, 0o755); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("%w: %s", ErrExists, dir)
		}
		return nil, err
	}
	l, err := openLeaf(t.mount, dir, t.watch)
	if err != nil {
		return nil, errors.Join(err, rmdir(dir))
	}
	l.controllers = t.controllers
	if err := errors.Join(write(dir, fileMaxDescendants, "0"), l.Set(lim)); err != nil {
		return nil, errors.Join(err, rmdir(dir), l.release())
	}
	return l, nil
}

// openLeaf takes hold of an existing group.
func openLeaf(m *Mount, dir string, w *watcher) (*Leaf, error) {
	rel, err := filepath.Rel(m.Point, dir)
	if err != nil {
		return nil, err
	}
	manager, err := cgroup2.Load("/"+rel, cgroup2.WithMountpoint(m.Point))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	fd, err := open(dir, unix.O_RDONLY|unix.O_DIRECTORY)
	if err != nil {
		return nil, err
	}
	l := &Leaf{
		dir:     dir,
		fd:      os.NewFile(uintptr(fd), dir),
		manager: manager,
		watch:   w,
		forget:  func() {},
		closing: make(chan struct{}, 1),
		changed: make(chan struct{}),
	}
	return l, nil
}

// Dir is the leaf's directory.
func (l *Leaf) Dir() string { return l.dir }

// FD is a descriptor of the leaf's directory, for syscall.SysProcAttr.CgroupFD
// with UseCgroupFD: the child is born in the leaf (CLONE_INTO_CGROUP, Linux
// 5.7). It is the leaf's own: valid until Close, not to be closed.
func (l *Leaf) FD() int { return int(l.fd.Fd()) }

// Add moves a process into the leaf. What it did before is not accounted or
// limited, so prefer FD, or keep the child from running until it has moved.
func (l *Leaf) Add(pid int) error {
	if l.released() {
		return fmt.Errorf("moving process %d into cgroup %s: %w", pid, l.dir, ErrClosed)
	}
	if err := l.manager.AddProc(uint64(pid)); err != nil {
		return fmt.Errorf("moving process %d into cgroup %s: %w", pid, l.dir, err)
	}
	return nil
}

// Kill kills every process in the leaf, however it was forked, and does not
// wait. It may be called at any time, also on a closed leaf.
func (l *Leaf) Kill() error {
	if l.released() {
		return nil
	}
	// Not the module's Kill: it logs, and where it falls back it waits for
	// children that have their own waiter here.
	if err := write(l.dir, fileKill, "1"); err != nil && !l.released() {
		return fmt.Errorf("killing cgroup %s: %w", l.dir, err)
	}
	return nil
}

func (l *Leaf) released() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.gone
}

// release gives back what the leaf holds, apart from its directory.
func (l *Leaf) release() error {
	l.observing.Lock()
	defer l.observing.Unlock()
	l.watch.remove(l.watches)
	l.watches = nil
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.gone {
		return nil
	}
	l.gone = true
	close(l.changed)
	return l.fd.Close()
}
