package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// DefaultQuiet is how long nothing must happen before files are looked at. It
// is longer than an editor takes to save, and too short to be waited for.
const DefaultQuiet = 100 * time.Millisecond

// patience is how many quiet times something may go on changing before it is
// looked at nevertheless.
const patience = 10

// Files tells which of some paths have changed: files, and directories with
// what genome.Read reads of them. Paths need not exist.
type Files struct {
	paths    []string // each once
	absolute []string // the same, for whoever changes the working directory
	changes  chan []string
	watcher  *fsnotify.Watcher
	stop     chan struct{}
	wg       sync.WaitGroup
	once     sync.Once
	err      error // of Close

	// Of the goroutine that looks.
	seen    map[string]string // stamps, by path
	watched map[string]dirID  // directories

	mu    sync.Mutex
	fault error // that of the last look
}

// A dirID tells a directory from another one that has its name later.
type dirID struct{ dev, inode uint64 }

// NewFiles begins to watch. Close ends it. A quiet time of zero is
// DefaultQuiet. The error says what of the host's limits to raise if they are
// the reason.
func NewFiles(quiet time.Duration, paths ...string) (*Files, error) {
	if quiet < 0 {
		return nil, fmt.Errorf("watch: a quiet time of %v: must not be negative", quiet)
	}
	if quiet == 0 {
		quiet = DefaultQuiet
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, explain(err)
	}
	f := &Files{
		changes: make(chan []string),
		watcher: w,
		stop:    make(chan struct{}),
		seen:    map[string]string{},
		watched: map[string]dirID{},
	}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("watch: %w", err), w.Close())
		}
		if _, twice := f.seen[p]; !twice {
			f.paths, f.absolute = append(f.paths, p), append(f.absolute, abs)
			f.seen[p] = ""
		}
	}
	f.look()
	if err := f.Err(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	hits, looks := make(chan struct{}), make(chan struct{}, 1)
	f.wg.Go(func() { f.listen(hits) })
	f.wg.Go(func() {
		settle(hits, quiet, patience*quiet, func() {
			select {
			case looks <- struct{}{}:
			default: // one is on its way
			}
		})
		close(looks)
	})
	f.wg.Go(func() { f.report(looks) })
	return f, nil
}

// Changes delivers the paths that have changed since the last delivery, as they
// were given, without repetition and in their order. It is closed by Close.
func (f *Files) Changes() <-chan []string { return f.changes }

// Err tells what could not be watched at the last look; changes there go
// unnoticed.
func (f *Files) Err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fault
}

// Close ends the watch. Nothing is left of it when Close returns.
func (f *Files) Close() error {
	f.once.Do(func() {
		close(f.stop)
		f.err = f.watcher.Close()
		f.wg.Wait()
	})
	return f.err
}

// listen turns the kernel's events into hits. What they say does not matter; an
// overflow, which is an error, is a hit like any other.
func (f *Files) listen(hits chan<- struct{}) {
	defer close(hits)
	for {
		select {
		case _, ok := <-f.watcher.Events:
			if !ok {
				return
			}
		case _, ok := <-f.watcher.Errors:
			if !ok {
				return
			}
		case <-f.stop:
			return
		}
		hits <- struct{}{} // settle receives until hits is closed
	}
}

// report looks when it is told to, and delivers what has changed until somebody
// takes it.
func (f *Files) report(looks <-chan struct{}) {
	defer close(f.changes)
	changed := map[string]bool{}
	for {
		var out chan<- []string
		var next []string
		for _, p := range f.paths {
			if changed[p] {
				next = append(next, p)
			}
		}
		if len(next) > 0 {
			out = f.changes
		}
		select {
		case _, ok := <-looks:
			if !ok {
				return
			}
			for _, p := range f.look() {
				changed[p] = true
			}
		case out <- next:
			clear(changed)
		}
	}
}

// look sees all paths, and returns those that have changed. It watches what
// there is to be watched before it looks for the last time, so that whatever
// changes then makes an event.
func (f *Files) look() (changed []string) {
	sights := make([]sight, len(f.paths))
	for more := true; more && !f.stopped(); {
		var dirs []string
		for i, path := range f.absolute {
			sights[i] = look(path)
			dirs = append(dirs, sights[i].dirs...)
		}
		more = f.watch(dirs)
	}
	for i, p := range f.paths {
		if sights[i].stamp != f.seen[p] {
			f.seen[p] = sights[i].stamp
			changed = append(changed, p)
		}
	}
	return changed
}

func (f *Files) stopped() bool {
	select {
	case <-f.stop:
		return true
	default:
		return false
	}
}

// watch watches these directories and no others; more says that there was a new
// one among them.
func (f *Files) watch(dirs []string) (more bool) {
	inForce := map[string]bool{} // the kernel ends the watch of a directory that is deleted
	for _, dir := range f.watcher.WatchList() {
		inForce[dir] = true
	}
	var faults []error
	wanted := map[string]bool{}
	for _, dir := range dirs {
		var st syscall.Stat_t
		if wanted[dir] || syscall.Stat(dir, &st) != nil {
			continue // if it went away, that made an event in the one above
		}
		wanted[dir] = true
		id := dirID{st.Dev, st.Ino}
		if inForce[dir] && f.watched[dir] == id {
			continue
		}
		if inForce[dir] {
			// Another directory had the name.
			_ = f.watcher.Remove(dir)
		}
		switch err := f.watcher.Add(dir); {
		case err == nil:
			f.watched[dir] = id
			more = true
		case !errors.Is(err, os.ErrNotExist):
			faults = append(faults, fmt.Errorf("watch: %s: %w", dir, explain(err)))
		}
	}
	for dir := range f.watched {
		if !wanted[dir] {
			_ = f.watcher.Remove(dir) // it may be gone
			delete(f.watched, dir)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault = errors.Join(faults...)
	return more
}

// explain adds the remedy. See inotify(7) for the limits.
func explain(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("too many directories are watched on this host: %w; raise it: sysctl fs.inotify.max_user_watches", err)
	case errors.Is(err, syscall.EMFILE):
		return fmt.Errorf("too many watchers, or open files, of this user: %w; raise it: sysctl fs.inotify.max_user_instances, ulimit -n", err)
	}
	return err
}
