package jail

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// An Image is a copy of an executable in memory, in huge pages, to be executed
// in its place: a process of it finds its code in ten large pages instead of
// some two hundred small ones, each of which costs it a page fault at its start
// and an entry to be taken off its tables at its end, and the processor has to
// look up fewer addresses. All processes share it, as they do a file's pages.
//
// It lies in a file system of its own that is mounted nowhere, so that nobody
// finds it by a name, and is read-only once it is made. It is safe for
// concurrent use.
type Image struct {
	path string
	name string      // of the copy, below the root of its file system: see make
	from unix.Stat_t // of the file, when it was copied
	// holder is a descriptor of the copy, which gives no right to read or write.
	holder *os.File
	// fit is set once the copy is made, and unset if the kernel refuses to
	// execute it, as the policy of a host may tell it to.
	fit  atomic.Bool
	quit atomic.Bool
	done chan struct{} // closed when there is nothing more to be copied
	err  error         // why there is no copy; valid then
}

// ErrNoHugePages says that this kernel has none for files in memory.
var ErrNoHugePages = errors.New("no huge pages for files in memory")

// maxHugePage is the size of huge pages up to which an image pays, in bytes:
// those of arm64 with pages of 64 KiB are 512 MiB.
const maxHugePage = 2 << 20

// NewImage begins to copy the executable at an absolute path; until that is
// done the image is of no use, and of no harm. The caller must Close it. It
// fails where a process may not mount, which is all but root.
func NewImage(path string) (*Image, error) {
	i, err := newImage(path)
	if err != nil {
		return nil, fmt.Errorf("copying %s into huge pages: %w", path, err)
	}
	return i, nil
}

func newImage(path string) (_ *Image, err error) {
	if err := hugePages(); err != nil {
		return nil, err
	}
	from, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	i := &Image{path: path, done: make(chan struct{})}
	// So that /proc/PID/exe tells the same of the copy as of the file.
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, errors.Join(err, from.Close())
	}
	i.name = strings.TrimPrefix(real, "/")
	if err := unix.Fstat(int(from.Fd()), &i.from); err != nil {
		return nil, errors.Join(os.NewSyscallError("fstat", err), from.Close())
	}
	root, err := imageRoot(i.from.Size)
	if err != nil {
		return nil, errors.Join(err, from.Close())
	}
	to, err := i.make(root)
	if err != nil {
		return nil, errors.Join(err, from.Close(), unix.Close(root))
	}
	go func() {
		defer close(i.done)
		// The holder holds the file system from now on.
		defer unix.Close(root)
		if i.err = errors.Join(i.fill(to, from), to.Close(), from.Close()); i.err == nil {
			i.err = i.finish(root)
		}
		i.fit.Store(i.err == nil)
	}()
	return i, nil
}

// hugePages tells whether the kernel may give them to files in memory.
func hugePages() error {
	const dir = "/sys/kernel/mm/transparent_hugepage/"
	text, err := os.ReadFile(dir + "hpage_pmd_size")
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoHugePages, err)
	}
	if size, err := strconv.Atoi(strings.TrimSpace(string(text))); err != nil || size > maxHugePage {
		return fmt.Errorf("%w: they have %.20q bytes", ErrNoHugePages, text)
	}
	text, err = os.ReadFile(dir + "shmem_enabled")
	if err != nil || strings.Contains(string(text), "[deny]") {
		return errors.Join(fmt.Errorf("%w: %sshmem_enabled: %.100q", ErrNoHugePages, dir, text), err)
	}
	return nil
}

// imageRoot makes a file system with room for a file of that size.
func imageRoot(size int64) (int, error) {
	const slack = 2 * maxHugePage // a huge page that is begun, and directories
	return mountTmpfs(unix.MOUNT_ATTR_NOSUID|unix.MOUNT_ATTR_NODEV,
		option{"huge", "always"}, option{"size", strconv.FormatInt(size+slack, 10)}, option{"mode", "0755"})
}

// make makes an empty file for the copy, and the directories above it.
func (i *Image) make(root int) (*os.File, error) {
	for at, c := range i.name {
		if c != '/' {
			continue
		}
		if err := unix.Mkdirat(root, i.name[:at], 0o755); err != nil {
			return nil, &os.PathError{Op: "mkdirat", Path: i.name[:at], Err: err}
		}
	}
	to, err := unix.Openat(root, i.name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return nil, &os.PathError{Op: "openat", Path: i.name, Err: err}
	}
	holder, err := unix.Openat(root, i.name, unix.O_PATH|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, errors.Join(&os.PathError{Op: "openat", Path: i.name, Err: err}, unix.Close(to))
	}
	i.holder = os.NewFile(uintptr(holder), i.path)
	return os.NewFile(uintptr(to), i.path), nil
}

// fill writes the copy.
func (i *Image) fill(to, from *os.File) error {
	buf := make([]byte, 256<<10)
	var size int64
	for !i.quit.Load() {
		n, err := from.Read(buf)
		if err == io.EOF {
			break
		}
		if err == nil {
			_, err = to.Write(buf[:n])
		}
		if err != nil {
			return err
		}
		size += int64(n)
	}
	if size != i.from.Size {
		return fmt.Errorf("%d of %d bytes were copied", size, i.from.Size)
	}
	return errors.Join(to.Chown(int(i.from.Uid), int(i.from.Gid)), to.Chmod(os.FileMode(i.from.Mode).Perm()))
}

// finish makes the copy unchangeable.
func (i *Image) finish(root int) error {
	if err := unix.MountSetattr(root, "", unix.AT_EMPTY_PATH, &unix.MountAttr{Attr_set: unix.MOUNT_ATTR_RDONLY}); err != nil {
		return os.NewSyscallError("mount_setattr", err)
	}
	if !i.current() {
		return errors.New("it was changed meanwhile")
	}
	return nil
}

// current tells whether the file is still what was copied. A worker that
// somebody has built anew is to be executed, and one that somebody has taken
// away is not to be.
func (i *Image) current() bool {
	var now unix.Stat_t
	if err := unix.Stat(i.path, &now); err != nil {
		return false
	}
	return now.Dev == i.from.Dev && now.Ino == i.from.Ino && now.Size == i.from.Size && now.Mode == i.from.Mode &&
		now.Uid == i.from.Uid && now.Gid == i.from.Gid && now.Mtim == i.from.Mtim && now.Ctim == i.from.Ctim
}

// serves tells whether the image is to be executed for what is at a path. The
// nil Image serves for nothing.
func (i *Image) serves(path string) bool {
	return i != nil && i.path == path && i.fit.Load() && i.current()
}

// Done is closed once the copy is made, or cannot be.
func (i *Image) Done() <-chan struct{} { return i.done }

// Close gives the image up. Processes of it keep it until they end. The nil
// Image does nothing.
func (i *Image) Close() {
	if i == nil {
		return
	}
	i.quit.Store(true)
	<-i.done
	_ = i.holder.Close() // nothing is written to it
}
