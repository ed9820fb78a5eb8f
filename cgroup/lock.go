package cgroup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// makeTree makes a tree's directory and locks it. The lock is an flock on the
// directory itself: it ends with the process that holds it, however that
// went, and no number can be taken for a living process's by mistake.
func makeTree(parent, name string) (*os.File, error) {
	start, err := startTime()
	if err != nil {
		return nil, err
	}
	for n := 0; ; n++ {
		base := fmt.Sprintf("%s%s-%d-%d", treePrefix, name, os.Getpid(), start)
		if n > 0 {
			base += fmt.Sprintf("-%d", n)
		}
		dir := filepath.Join(parent, base)
		err := os.Mkdir(dir, 0o755)
		switch {
		case errors.Is(err, fs.ErrExist):
			continue // another tree of this process, or of its namesake in another pid namespace
		case errors.Is(err, fs.ErrPermission), errors.Is(err, unix.EROFS):
			return nil, notDelegated("making "+dir, err)
		case err != nil:
			return nil, err
		}
		lock, err := openLocked(dir, unix.LOCK_EX)
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) {
				return nil, errors.Join(err, unix.Rmdir(dir))
			}
			continue // swept by another supervisor before it was locked
		}
		return lock, nil
	}
}

// openLocked opens and locks a directory. It fails with fs.ErrNotExist if the
// directory was removed meanwhile.
func openLocked(dir string, how int) (*os.File, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := flock(f, how); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	locked, err1 := f.Stat()
	there, err2 := os.Stat(dir)
	if err := errors.Join(err1, err2); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if !os.SameFile(locked, there) {
		return nil, errors.Join(&os.PathError{Op: "lock", Path: dir, Err: fs.ErrNotExist}, f.Close())
	}
	return f, nil
}

func flock(f *os.File, how int) error {
	for {
		err := unix.Flock(int(f.Fd()), how)
		if !errors.Is(err, unix.EINTR) {
			return os.NewSyscallError("flock", err)
		}
	}
}
