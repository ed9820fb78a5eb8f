package cgroup

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// A watcher wakes leaves when one of their event files changes. The kernel
// says so by inotify: kernfs_notify sends IN_MODIFY (at most every 10 ms for
// one file; a change in between is not lost, but late).
//
// There is one for a tree, not for a leaf: a user has 128 inotify instances by
// default (fs.inotify.max_user_instances), but watches by the ten thousand.
type watcher struct {
	inotify *os.File
	done    chan struct{}

	mu     sync.Mutex
	leaves map[int32]*Leaf // by watch descriptor
	err    error           // why it cannot watch any more
}

func newWatcher() (*watcher, error) {
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return nil, fmt.Errorf("watching cgroups: %w (if too many files: raise fs.inotify.max_user_instances)",
			os.NewSyscallError("inotify_init1", err))
	}
	w := &watcher{
		inotify: os.NewFile(uintptr(fd), "inotify"),
		done:    make(chan struct{}),
		leaves:  make(map[int32]*Leaf),
	}
	go w.loop()
	return w, nil
}

func (w *watcher) loop() {
	defer close(w.done)
	buf := make([]byte, 4096)
	for {
		n, err := w.inotify.Read(buf)
		if err == nil {
			w.dispatch(buf[:n])
			continue
		}
		w.mu.Lock()
		w.err = fmt.Errorf("watching cgroups: %w", err)
		for _, l := range w.leaves {
			l.wake()
		}
		w.mu.Unlock()
		return
	}
}

// dispatch reads events as inotify(7) lays them out: descriptor, mask, cookie
// and length of a name, which files that are watched themselves do not have.
func (w *watcher) dispatch(events []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(events) >= unix.SizeofInotifyEvent {
		wd := int32(binary.NativeEndian.Uint32(events[0:4]))
		mask := binary.NativeEndian.Uint32(events[4:8])
		size := unix.SizeofInotifyEvent + int(binary.NativeEndian.Uint32(events[12:16]))
		if mask&unix.IN_Q_OVERFLOW != 0 { // events were lost: anyone's
			for _, l := range w.leaves {
				l.wake()
			}
		} else if l := w.leaves[wd]; l != nil {
			l.wake()
		}
		events = events[min(size, len(events)):]
	}
}

// add watches a file for a leaf.
func (w *watcher) add(path string, l *Leaf) (wd int32, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.control(func(fd int) error {
		n, err := unix.InotifyAddWatch(fd, path, unix.IN_MODIFY)
		wd = int32(n)
		return err
	})
	if err != nil {
		return 0, &os.PathError{Op: "watch", Path: path, Err: err}
	}
	w.leaves[wd] = l
	return wd, nil
}

func (w *watcher) remove(wds []int32) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, wd := range wds {
		delete(w.leaves, wd)
		_ = w.control(func(fd int) error {
			_, err := unix.InotifyRmWatch(fd, uint32(wd))
			return err
		})
	}
}

// control uses the descriptor without taking it from the runtime's poller.
func (w *watcher) control(f func(fd int) error) error {
	conn, err := w.inotify.SyscallConn()
	if err != nil {
		return err
	}
	var inner error
	err = conn.Control(func(fd uintptr) { inner = f(int(fd)) })
	return errors.Join(err, inner)
}

func (w *watcher) broken() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

func (w *watcher) close() error {
	err := w.inotify.Close()
	<-w.done
	return err
}
