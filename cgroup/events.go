package cgroup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
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
	c, err := readCounts(l.dir)
	if err != nil {
		return Counts{}, fmt.Errorf("events of cgroup %s: %w", l.dir, err)
	}
	return c, nil
}

func readCounts(dir string) (Counts, error) {
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
	var errs [6]error
	if memory, err := readKeyed(dir, fileMemoryEvents); err == nil {
		c.Memory = new(MemoryCounts)
		c.Memory.Max, errs[0] = key(memory, dir, fileMemoryEvents, "max")
		c.Memory.OOM, errs[1] = key(memory, dir, fileMemoryEvents, "oom")
		c.Memory.OOMKill, errs[2] = key(memory, dir, fileMemoryEvents, "oom_kill")
	} else if !errors.Is(err, fs.ErrNotExist) {
		errs[3] = err
	}
	if pids, err := readKeyed(dir, filePidsEvents); err == nil {
		c.Pids = new(PidsCounts)
		c.Pids.Max, errs[4] = key(pids, dir, filePidsEvents, "max")
	} else if !errors.Is(err, fs.ErrNotExist) {
		errs[5] = err
	}
	return c, errors.Join(errs[:]...)
}

// Events gives a channel that is closed at the next change of the leaf's
// Counts, or when the leaf is closed. Take the channel first and read the
// counts then, and no change is missed. Any number may wait.
func (l *Leaf) Events() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changed
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
	for {
		changed := l.Events()
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
