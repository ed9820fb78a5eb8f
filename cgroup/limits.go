package cgroup

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/containerd/cgroups/v3/cgroup2"
)

// Limits of one leaf. Zero is no limit.
type Limits struct {
	// Memory in bytes: memory.max, with no swap. Page cache, tmpfs and the
	// kernel's memory for the processes count too. What passes it is killed
	// with everything else in the leaf (memory.oom.group), unless it has an
	// oom_score_adj of -1000.
	Memory int64
	// Pids is the number of tasks, threads included: pids.max. What would
	// pass it gets EAGAIN from clone.
	Pids int64
	// CPU in processors: cpu.max, a share of every 100 ms.
	CPU float64
}

// The least that a Go program starts with is 5 MB and 6 tasks; these floors
// leave it room to say what went wrong.
const (
	MinMemory = 16 << 20
	MinPids   = 16
	// MinCPU is the kernel's own: 1 ms of 100 ms.
	MinCPU = 0.01
)

// cpuPeriod in microseconds, the kernel's default.
const cpuPeriod = 100_000

func (lim Limits) check(have Controllers) error {
	var errs []error
	refuse := func(c Controller, set, enough bool, value, floor any) {
		switch {
		case !set:
		case !enough:
			errs = append(errs, fmt.Errorf("%w: %s limit %v is below %v", ErrBadLimit, c, value, floor))
		case !have.Has(c):
			errs = append(errs, fmt.Errorf("%w: %s limit: %w", ErrBadLimit, c, have[c]))
		}
	}
	refuse(Memory, lim.Memory != 0, lim.Memory >= MinMemory, lim.Memory, MinMemory)
	refuse(Pids, lim.Pids != 0, lim.Pids >= MinPids, lim.Pids, MinPids)
	refuse(CPU, lim.CPU != 0, lim.CPU >= MinCPU && lim.CPU <= 1<<16, lim.CPU, MinCPU)
	return errors.Join(errs...)
}

// resources are the limits as the cgroups module writes them. Nothing is
// written for a controller that is not there: check has refused such limits.
func (lim Limits) resources(have Controllers, swapFile bool) *cgroup2.Resources {
	r := new(cgroup2.Resources)
	if have.Has(Memory) {
		limit, zero, group := lim.Memory, int64(0), true
		if limit == 0 {
			limit = math.MaxInt64 // the kernel rounds it down to "max"
		}
		r.Memory = &cgroup2.Memory{Max: &limit, OOMGroup: &group}
		if swapFile {
			r.Memory.Swap = &zero
		}
	}
	if have.Has(Pids) {
		limit := lim.Pids
		if limit == 0 {
			limit = -1 // written as "max"; 0 would not be written
		}
		r.Pids = &cgroup2.Pids{Max: limit}
	}
	if have.Has(CPU) {
		r.CPU = &cgroup2.CPU{Max: lim.cpuMax()}
	}
	return r
}

func (lim Limits) cpuMax() cgroup2.CPUMax {
	period := uint64(cpuPeriod)
	if lim.CPU == 0 {
		return cgroup2.NewCPUMax(nil, &period)
	}
	quota := int64(math.Round(lim.CPU * cpuPeriod))
	return cgroup2.NewCPUMax(&quota, &period)
}

// Set sets all limits; processes in the leaf may be running. A memory limit
// below what is in use makes the kernel reclaim, and kill if that is not
// enough; tasks above a new limit stay. A limit that cannot be enforced here
// is refused (ErrBadLimit, and ErrNoController or another kind why), and then
// nothing is changed.
func (l *Leaf) Set(lim Limits) error {
	if err := l.set(lim); err != nil {
		return fmt.Errorf("limits of cgroup %s: %w", l.dir, err)
	}
	return nil
}

func (l *Leaf) set(lim Limits) error {
	if l.released() {
		return ErrClosed
	}
	if err := lim.check(l.controllers); err != nil {
		return err
	}
	swapFile, err := exists(l.dir, fileSwapMax)
	if err != nil {
		return err
	}
	if lim.Memory != 0 && !swapFile {
		if err := noSwap(); err != nil {
			return err
		}
	}
	return l.manager.Update(lim.resources(l.controllers, swapFile))
}

// noSwap makes sure that there is no swap where the kernel does not account it
// to cgroups: it would be memory beyond the limit.
func noSwap() error {
	swaps, err := os.ReadFile("/proc/swaps")
	if errors.Is(err, os.ErrNotExist) {
		return nil // a kernel without swap
	}
	if err != nil {
		return err
	}
	if n := strings.Count(strings.TrimSpace(string(swaps)), "\n"); n > 0 { // the first line is a heading
		return &Problem{Kind: ErrNoController, Tried: "limiting swap to nothing",
			Found: "the kernel has no " + fileSwapMax + ", but " + strconv.Itoa(n) + " swap areas", Remedy: "boot with swapaccount=1, or swapoff -a"}
	}
	return nil
}
