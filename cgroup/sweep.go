package cgroup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// sweep removes the trees in parent whose owners are dead, with the processes
// in their leaves. It reports what it removed and what it could not.
func sweep(ctx context.Context, m *Mount, parent string, w *watcher) (removed []string, err error) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, e := range entries {
		dir := filepath.Join(parent, e.Name())
		if !e.IsDir() || !isTree(dir) || !ours(e) {
			continue
		}
		gone, err := sweepTree(ctx, m, dir, w)
		if gone {
			removed = append(removed, dir)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("removing dead supervisor's %s: %w", dir, err))
		}
	}
	return removed, errors.Join(errs...)
}

// ours says whether a group is this user's; root looks after everybody's.
func ours(e fs.DirEntry) bool {
	info, err := e.Info()
	if err != nil {
		return false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && (os.Geteuid() == 0 || int(st.Uid) == os.Geteuid())
}

func sweepTree(ctx context.Context, m *Mount, dir string, w *watcher) (gone bool, err error) {
	lock, err := openLocked(dir, unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case errors.Is(err, unix.EWOULDBLOCK), errors.Is(err, fs.ErrNotExist):
		return false, nil // its owner lives, or another supervisor was faster
	case err != nil:
		return false, err
	}
	// Held until the tree is gone, so that two supervisors do not sweep the
	// same one.
	defer func() { err = errors.Join(err, lock.Close()) }()
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), leafPrefix) {
			continue
		}
		l, err := openLeaf(m, filepath.Join(dir, e.Name()), w)
		if err != nil {
			return false, err
		}
		if _, err := l.Close(ctx); !l.released() {
			return false, errors.Join(err, l.release())
		}
	}
	// Whoever is in sup is no worker and is not killed: this process, if it
	// has closed a tree that it could not leave, or what a supervisor started.
	err = rmdir(filepath.Join(dir, supName))
	if errors.Is(err, unix.EBUSY) {
		return false, nil
	}
	if err := errors.Join(err, rmdir(dir)); err != nil {
		return false, err
	}
	return true, nil
}
