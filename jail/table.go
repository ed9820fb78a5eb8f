package jail

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/internal/eintr"
)

// A table is the forking thread's own table of descriptors. It has one for
// three reasons. Package syscall makes a pipe by which a child in a new user
// namespace waits for its maps, and leaves it open if clone(2) fails, which it
// does again and again on a host that has run out of processes: in a table of
// its own the thread can close what it does not know, while in the process's
// nobody could tell such descriptors from somebody else's. A child begins as a
// copy, and until it executes its program it would hold open whatever the
// supervisor does, the other ends of other workers' pipes too. And the copy of
// a short table is soon made.
type table struct {
	own  bool         // else it is the process's
	keep map[int]bool // what stays open
	// place says that the thread also has a working directory of its own.
	place bool
}

// newTable gives the calling thread a table of its own. The thread must be
// locked for good and must not be the process's first, by whose table /proc
// shows the process's. Where the kernel does not allow it, as in a container's
// filter, the thread goes on sharing: no user namespaces are allowed there
// either.
//
// The Go run time wakes its poller from any thread, by an eventfd whose number
// it remembers: such descriptors stay.
func newTable() (*table, error) {
	// The poller is there from the first pipe on.
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	closeAll(r, w)
	if _, keep, err := ownDescriptors(); err != nil || len(keep) == 0 {
		return nil, errors.Join(errors.New("looking for the Go run time's poller in /proc/thread-self/fd: it is not there"), err)
	}
	if unix.Unshare(unix.CLONE_FILES) != nil {
		return &table{}, nil
	}
	t := &table{own: true}
	if _, t.keep, err = ownDescriptors(); err != nil {
		return nil, err
	}
	for fd := range 3 {
		t.keep[fd] = true // where the run time says why it dies
	}
	return t, t.tidy()
}

// ownDescriptors lists the calling thread's descriptors, and which of them may
// be those by which the run time polls.
func ownDescriptors() (all []int, poller map[int]bool, err error) {
	const dir = "/proc/thread-self/fd"
	names, err := list(dir)
	if err != nil {
		return nil, nil, err
	}
	poller = map[int]bool{}
	for _, name := range names {
		fd, err := strconv.Atoi(name)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, fd)
		// The listing's own descriptor is closed by now.
		target, _ := os.Readlink(dir + "/" + name)
		if kind, ok := strings.CutPrefix(target, "anon_inode:"); ok && (kind == "[eventpoll]" || kind == "[eventfd]") {
			poller[fd] = true
		}
	}
	return all, poller, nil
}

// list lists a directory. It does without package os, which writes down for go
// test what is opened, in a file that the calling thread's table may not have.
func list(dir string) (names []string, err error) {
	fd, err := eintr.Retry(func() (int, error) { return unix.Open(dir, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0) })
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: dir, Err: err}
	}
	defer unix.Close(fd)
	buf := make([]byte, 4<<10)
	for {
		n, err := eintr.Retry(func() (int, error) { return unix.ReadDirent(fd, buf) })
		if err != nil {
			return nil, &os.PathError{Op: "getdents", Path: dir, Err: err}
		}
		if n == 0 {
			return names, nil
		}
		_, _, names = unix.ParseDirent(buf[:n], -1, names)
	}
}

// tidy closes what does not belong into a table of one's own.
func (t *table) tidy() error {
	if !t.own {
		return nil
	}
	all, _, err := ownDescriptors()
	if err != nil {
		return err
	}
	for _, fd := range all {
		if !t.keep[fd] {
			_ = unix.Close(fd)
		}
	}
	return nil
}

// take opens one of the process's descriptors in the table. It works for what
// has a name in /proc that can be opened: files, directories, pipes.
func (t *table) take(fd int, flags int) (int, error) {
	if !t.own {
		return fd, nil
	}
	path := fmt.Sprintf("/proc/self/fd/%d", fd)
	for {
		own, err := unix.Open(path, flags|unix.O_CLOEXEC, 0)
		switch {
		case err == nil:
			return own, nil
		case !errors.Is(err, unix.EINTR):
			return -1, &os.PathError{Op: "open", Path: path, Err: err}
		}
	}
}

// give closes what take opened.
func (t *table) give(fds ...int) {
	if !t.own {
		return
	}
	for _, fd := range fds {
		_ = unix.Close(fd)
	}
}
