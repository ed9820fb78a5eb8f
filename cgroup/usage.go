package cgroup

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"time"
)

// A Figure is a number that not every kernel or cgroup has.
type Figure struct {
	Value int64
	Known bool
}

// Usage is what a leaf's processes use, or have used.
type Usage struct {
	CPU        time.Duration // of all tasks, dead ones included; needs no controller
	UserCPU    time.Duration
	SystemCPU  time.Duration
	Throttled  Figure // periods of 100 ms that cpu.max ended early, with the CPU controller
	Tasks      int64  // processes and threads; needs no controller
	PeakTasks  Figure // pids.peak, Linux 6.10
	Memory     Figure // bytes, with the memory controller
	PeakMemory Figure // bytes; memory.peak, Linux 5.19
}

// Usage reads what the leaf uses now. What cannot be read is an error, never
// a zero; what this kernel does not count is not Known.
func (l *Leaf) Usage() (Usage, error) {
	if l.released() {
		return Usage{}, fmt.Errorf("usage of cgroup %s: %w", l.dir, ErrClosed)
	}
	settle(filepath.Dir(l.dir))
	u, err := readUsage(l.dir, l.controllers)
	if err != nil {
		return Usage{}, fmt.Errorf("usage of cgroup %s: %w", l.dir, err)
	}
	return u, nil
}

// settle has the kernel bring the accounts of all leaves of a tree up to date.
//
// To bring one leaf's up to date, it first looks for the leaf on the list of all
// those that have run since theirs were, with interrupts off
// (css_rstat_updated_list in kernel/cgroup/rstat.c): half a millisecond on
// average, where two thousand leaves are read in turn. The tree's own accounts
// take the list as a whole, which is short if that is done each time.
//
// It changes what the next reading costs, not what it tells: that it cannot be
// done is no error.
func settle(tree string) { _, _ = read(tree, fileCPUStat) }

// PeakMemory is Usage's figure of that name alone.
func (l *Leaf) PeakMemory() (Figure, error) {
	if l.released() {
		return Figure{}, fmt.Errorf("usage of cgroup %s: %w", l.dir, ErrClosed)
	}
	f, err := readFigure(l.dir, fileMemoryPeak, l.controllers, Memory)
	if err != nil {
		return f, fmt.Errorf("usage of cgroup %s: %w", l.dir, err)
	}
	return f, nil
}

func readUsage(dir string, have Controllers) (Usage, error) {
	var u Usage
	cpu, err := readKeyed(dir, fileCPUStat)
	if err != nil {
		return u, err
	}
	var errs [8]error
	duration := func(name string, err *error) time.Duration {
		n, e := key(cpu, dir, fileCPUStat, name)
		*err = e
		return time.Duration(n) * time.Microsecond
	}
	u.CPU = duration("usage_usec", &errs[0])
	u.UserCPU = duration("user_usec", &errs[1])
	u.SystemCPU = duration("system_usec", &errs[2])
	if n, ok := cpu["nr_throttled"]; ok {
		u.Throttled = Figure{Value: int64(n), Known: true}
	}
	u.Memory, errs[3] = readFigure(dir, fileMemoryCurrent, have, Memory)
	u.PeakMemory, errs[4] = readFigure(dir, fileMemoryPeak, have, Memory)
	u.PeakTasks, errs[5] = readFigure(dir, filePidsPeak, have, Pids)
	u.Tasks, errs[6] = readTasks(dir, have)
	return u, errors.Join(errs[:]...)
}

func readTasks(dir string, have Controllers) (int64, error) {
	tasks, err := readFigure(dir, filePidsCurrent, have, Pids)
	if err != nil || tasks.Known {
		return tasks.Value, err
	}
	// Without the controller they are listed all the same.
	ids, err := readWords(dir, fileThreads)
	return int64(len(ids)), err
}

// readFigure reads a controller's number, whose file may not exist.
func readFigure(dir, file string, have Controllers, of Controller) (Figure, error) {
	if have.lacks(of) {
		return Figure{}, nil // it is asked for at each run: not for nothing
	}
	n, err := readNumber(dir, file)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := readWords(dir, fileEvents); err != nil {
			return Figure{}, err // it is the group that does not exist
		}
		return Figure{}, nil
	}
	return Figure{Value: n, Known: err == nil}, err
}

// Processes lists the leaf's processes, in no order; those that have ended and
// wait to be reaped are not among them. It is an error if one is in a pid
// namespace that this process does not see.
func (l *Leaf) Processes() ([]int, error) {
	if l.released() {
		return nil, fmt.Errorf("processes of cgroup %s: %w", l.dir, ErrClosed)
	}
	words, err := readWords(l.dir, fileProcs)
	if err != nil {
		return nil, fmt.Errorf("processes of cgroup %s: %w", l.dir, err)
	}
	pids := make([]int, len(words))
	for i, word := range words {
		if pids[i], err = strconv.Atoi(word); err != nil || pids[i] <= 0 {
			return nil, fmt.Errorf("processes of cgroup %s: process %q is not to be seen from here", l.dir, word)
		}
	}
	return pids, nil
}
