package supervisor

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// maxEntries bounds how many names a sweep looks at: the directory may be
// everybody's, and anybody may fill it.
const maxEntries = 1 << 17

// Reasons not to touch a directory.
var (
	errForeign  = errors.New("it is not a directory that this user alone may enter")
	errReplaced = errors.New("it is not the directory any more that it was")
)

// isOthers tells whether a directory could not be locked because it is not
// ours to lock: it has a living owner, it is gone or about to be, or it is no
// runtime directory of this user's.
func isOthers(err error) bool {
	return errors.Is(err, unix.EWOULDBLOCK) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, errForeign) || errors.Is(err, errReplaced)
}

// A parentDir is the directory that runtime directories lie in: /tmp, usually,
// where other users may put whatever they like under any name. So everything
// is done relative to descriptors, no symbolic link is followed, no mount
// entered (a file system in user space may never answer), nothing waited for.
type parentDir struct {
	root *os.Root
	dir  *os.File
}

func openParent(path string) (*parentDir, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	dir, err := root.Open(".")
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return &parentDir{root: root, dir: dir}, nil
}

func (p *parentDir) close() {
	_ = p.dir.Close()
	_ = p.root.Close()
}

// candidates lists what has a runtime directory's name and is a directory.
func (p *parentDir) candidates() (names []string, err error) {
	for looked := 0; looked < maxEntries; {
		entries, err := p.dir.ReadDir(1024)
		for _, e := range entries {
			if e.IsDir() && isRuntimeDir(e.Name()) {
				names = append(names, e.Name())
			}
		}
		looked += len(entries)
		switch {
		case errors.Is(err, io.EOF):
			return names, nil
		case err != nil:
			return names, fmt.Errorf("listing %s: %w", p.dir.Name(), err)
		}
	}
	return names, fmt.Errorf("%s has more than %d entries: the others were not looked at", p.dir.Name(), maxEntries)
}

// lock opens and locks a directory of this user's. The error is one of isOthers
// if it is not ours.
func (p *parentDir) lock(name string) (*os.File, error) {
	fd, err := p.open(name)
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(fd), name)
	if err := p.own(f, name); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// open opens a directory without being led elsewhere.
func (p *parentDir) open(name string) (fd int, err error) {
	const flags = unix.O_RDONLY | unix.O_DIRECTORY | unix.O_NOFOLLOW | unix.O_NONBLOCK | unix.O_CLOEXEC
	how := unix.OpenHow{Flags: flags, Resolve: unix.RESOLVE_NO_SYMLINKS | unix.RESOLVE_NO_XDEV}
	at := int(p.dir.Fd())
	for {
		fd, err = unix.Openat2(at, name, &how)
		if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EPERM) {
			// Before Linux 5.6, or forbidden by a container's filter.
			fd, err = unix.Openat(at, name, flags, 0)
		}
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	switch {
	case err == nil:
		return fd, nil
	case errors.Is(err, unix.ELOOP), errors.Is(err, unix.ENOTDIR), errors.Is(err, unix.EXDEV), errors.Is(err, unix.EACCES):
		err = fmt.Errorf("%w: %w", errForeign, err)
	}
	return -1, &os.PathError{Op: "open", Path: name, Err: err}
}

// own locks an open directory if it is this user's alone and has still its
// name. The lock ends with f.
func (p *parentDir) own(f *os.File, name string) error {
	var st unix.Stat_t
	if err := unix.Fstat(int(f.Fd()), &st); err != nil {
		return os.NewSyscallError("fstat", err)
	}
	if int(st.Uid) != os.Geteuid() || st.Mode&0o777 != 0o700 {
		return fmt.Errorf("%s: %w: uid %d, mode %04o", name, errForeign, st.Uid, st.Mode&0o7777)
	}
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return os.NewSyscallError("flock", err)
		}
		break
	}
	there, err := p.root.Lstat(name)
	if err != nil {
		return err
	}
	return sameFile(f, there)
}

// sameFile checks that a name still means the open file.
func sameFile(f *os.File, there fs.FileInfo) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !os.SameFile(info, there) {
		return fmt.Errorf("%s: %w", f.Name(), errReplaced)
	}
	return nil
}

// rmdir removes an empty directory, and nothing else.
func (p *parentDir) rmdir(name string) error {
	if err := unix.Unlinkat(int(p.dir.Fd()), name, unix.AT_REMOVEDIR); err != nil {
		return &os.PathError{Op: "rmdir", Path: name, Err: err}
	}
	return nil
}
