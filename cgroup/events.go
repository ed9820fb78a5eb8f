package cgroup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// Counts are the kernel's word on what happened in a leaf since it was made.
type Counts struct {
	Populated bool          // there is a living process in it
	Memory    *MemoryCounts // nil without the memory controller
	Pids      *PidsCounts   // nil without the pids controller
}

// MemoryCounts are from memory.events.
type MemoryCounts struct {
	Max     uint64 // times that the usage was about to pass memory.max
	OOM     uint64 // times that reclaiming was not enough
	OOMKill uint64 // processes killed for it. One may be counted twice: compare with 0
}

// PidsCounts are from pids.events.
type PidsCounts struct {
	Max uint64 // times that a fork failed because of pids.max
}

// OOMKilled says that the kernel killed a process for the memory limit.
func (c Counts) OOMKilled() bool { return c.Memory != nil && c.Memory.OOMKill > 0 }

// PidsRefused says that the kernel refused a process or thread for the limit.
func (c Counts) PidsRefused() bool { return c.Pids != nil && c.Pids.Max > 0 }

// Counts reads what happened so far.
func (l *Leaf) Counts() (Counts, error) {
	if l.released() {
		return Counts{}, fmt.Errorf("events of cgroup %s: %w", l.dir, ErrClosed)
	}
	c, err := readCounts(l.dir, l.controllers)
	if err != nil {
		return Counts{}, fmt.Errorf("events of cgroup %s: %w", l.dir, err)
	}
	return c, nil
}

func readCounts(dir string, have Controllers) (Counts, error) {
	var c Counts
	events, err := readKeyed(dir, fileEvents)
	if err != nil {
		return c, err
	}
	populated, err := key(events, dir, fileEvents, "populated")
	if err != nil {
		return c, err
	}
	c.Populated = populated != 0
	return c, errors.Join(c.readMemory(dir, have), c.readPids(dir, have))
}

func (c *Counts) readMemory(dir string, have Controllers) error {
	memory, err := readOf(dir, fileMemoryEvents, have, Memory)
	if memory == nil || err != nil {
		return err
	}
	c.Memory = new(MemoryCounts)
	var errs [3]error
	c.Memory.Max, errs[0] = key(memory, dir, fileMemoryEvents, "max")
	c.Memory.OOM, errs[1] = key(memory, dir, fileMemoryEvents, "oom")
	c.Memory.OOMKill, errs[2] = key(memory, dir, fileMemoryEvents, "oom_kill")
	return errors.Join(errs[:]...)
}

func (c *Counts) readPids(dir string, have Controllers) error {
	pids, err := readOf(dir, filePidsEvents, have, Pids)
	if pids == nil || err != nil {
		return err
	}
	c.Pids = new(PidsCounts)
	c.Pids.Max, err = key(pids, dir, filePidsEvents, "max")
	return err
}

// readOf reads a controller's file; nil if there is none.
func readOf(dir, file string, have Controllers, of Controller) (map[string]uint64, error) {
	if have.lacks(of) {
		return nil, nil
	}
	keys, err := readKeyed(dir, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return keys, err
}

// Events gives a channel that is closed at the next change of the leaf's
// Counts, when the leaf is closed, or when it cannot be watched: Await says why.
// Take the channel first and read the counts then, and no change is missed. Any
// number may wait.
func (l *Leaf) Events() <-chan struct{} {
	if err := l.observe(); err != nil {
		now := make(chan struct{})
		close(now)
		return now
	}
	return l.change()
}

// change is closed at the next change of a leaf that is observed.
func (l *Leaf) change() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changed
}

// observe begins to watch the leaf's files, once somebody wants to know of
// changes. Most leaves end unobserved, as their processes end before they are
// asked for: for each that is watched the kernel has to tell, and this process
// to wake up, when its first process comes and its last one goes.
func (l *Leaf) observe() error {
	l.observing.Lock()
	defer l.observing.Unlock()
	if l.watches != nil || l.released() {
		return nil
	}
	files := []string{fileEvents}
	if !l.controllers.lacks(Memory) {
		files = append(files, fileMemoryEvents)
	}
	if !l.controllers.lacks(Pids) {
		files = append(files, filePidsEvents)
	}
	for _, file := range files {
		wd, err := l.watch.add(filepath.Join(l.dir, file), l)
		switch {
		case err == nil:
			l.watches = append(l.watches, wd)
		case file != fileEvents && errors.Is(err, fs.ErrNotExist): // no such controller
		default:
			l.watch.remove(l.watches)
			l.watches = nil
			return err
		}
	}
	return nil
}

// wake closes the channel that Events gave. Once the leaf is released it
// stays closed.
func (l *Leaf) wake() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.gone {
		return
	}
	close(l.changed)
	l.changed = make(chan struct{})
}

// Await waits, by notification, until the leaf's counts are as wanted.
func (l *Leaf) Await(ctx context.Context, wanted func(Counts) bool) (Counts, error) {
	// Without being notified, if there is nothing to wait for.
	if c, err := l.Counts(); err != nil || wanted(c) {
		return c, err
	}
	if err := l.observe(); err != nil {
		return Counts{}, err
	}
	for {
		changed := l.change()
		if err := l.watch.broken(); err != nil {
			return Counts{}, err
		}
		c, err := l.Counts()
		if err != nil || wanted(c) {
			return c, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return c, fmt.Errorf("waiting for events of cgroup %s: %w", l.dir, ctx.Err())
		}
	}
}
