package jail

import (
	"errors"
	"os"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/internal/eintr"
)

// nets are network namespaces for workers, each of which one living worker is
// in. To make one and to take it apart costs a twentieth of all that a worker
// of a short life costs, so that of a dead one is used again.
//
// Nothing can have been left in it. It belongs to the supervisor's user
// namespace, not to the worker's, so that no capability of the worker's has ever
// counted there: it could bring up no interface, and change no rule, route or
// setting. And what an unprivileged process makes there, sockets and their
// names, ends with its descriptors, the last of which ended with the worker's
// pid namespace.
//
// Only root can have them so. Other workers are born into a new one that
// belongs to their own user namespace (CLONE_NEWNET).
//
// What is not said to be for everybody is the forking thread's alone.
type nets struct {
	table *table // where the descriptors are
	home  *net   // the supervisor's own; nil until it is asked for
	// off is set once the kernel has refused.
	off bool

	mu   sync.Mutex
	kept []*net // in the order of their making; only the forking thread changes it
}

// A net is one network namespace, by a descriptor.
type net struct {
	fd   int
	free bool // under the nets' lock, for everybody: nobody is in it
}

// maxNets bounds how many namespaces are remembered. A child begins with a copy
// of the forking thread's descriptors, so there must be few; and those of workers
// that live long, the oldest, are the first to be forgotten, and end with them.
const maxNets = 32

// serves tells whether a worker's namespace can be one of these: see nets.
func (n *nets) serves(p Plan) bool {
	return n.table.own && !n.off && p.Has(UserNS) && p.Has(PIDNS) && p.Has(NetNS)
}

// enter takes the forking thread, which is about to fork, into a namespace that
// nobody is in; leave takes it back. Nil if it cannot be: the thread is where it
// was. What enter gave must be given back once the process that was forked has
// ended with all that it has started.
func (n *nets) enter() *net {
	if n.home == nil {
		home, err := n.open()
		if err != nil {
			n.refused(err)
			return nil
		}
		n.home = home
		// There is a way back only to a namespace that the supervisor has rights
		// over, which its own need not be: it may be the host's, and this a
		// container.
		if err := n.leave(); err != nil {
			n.refused(err)
			return nil
		}
	}
	if one := n.take(); one != nil {
		if err := unix.Setns(one.fd, unix.CLONE_NEWNET); err == nil {
			return one
		}
		n.give(one)
		return nil
	}
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		n.refused(err)
		return nil
	}
	one, err := n.open()
	if err != nil {
		// It is as new as another one, but would not be found again.
		return &net{fd: -1}
	}
	n.keep(one)
	return one
}

// refused notes that there can be no such namespaces, unless it may be
// otherwise another time.
func (n *nets) refused(err error) {
	n.off = errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOENT)
}

// leave takes the thread back to the supervisor's namespace.
func (n *nets) leave() error {
	return os.NewSyscallError("setns", unix.Setns(n.home.fd, unix.CLONE_NEWNET))
}

// open opens the namespace that the thread is in.
func (n *nets) open() (*net, error) {
	fd, err := eintr.Retry(func() (int, error) {
		return unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	})
	if err != nil {
		return nil, err
	}
	n.table.keep[fd] = true
	return &net{fd: fd}, nil
}

// take finds a free one; nil if there is none.
func (n *nets) take() *net {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, one := range n.kept {
		if one.free {
			one.free = false
			return one
		}
	}
	return nil
}

// keep remembers a new one, and forgets another if there are too many.
func (n *nets) keep(one *net) {
	n.mu.Lock()
	n.kept = append(n.kept, one)
	var old *net
	if len(n.kept) > maxNets {
		old, n.kept = n.kept[0], n.kept[1:]
	}
	n.mu.Unlock()
	if old != nil {
		delete(n.table.keep, old.fd)
		_ = unix.Close(old.fd)
	}
}

// give says that nobody is in one any more. It may be called by everybody. The
// nil net is none.
func (n *nets) give(one *net) {
	if one == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	one.free = true
}
