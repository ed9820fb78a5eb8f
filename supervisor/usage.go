package supervisor

import (
	"errors"
	"fmt"
	"time"

	"github.com/petri-lab/petri/jail"
)

// A ResourceUsage is what a sandbox uses, or has used so far: its worker with
// all processes that it may have started, from the kernel's accounts. What could
// not be read, or is nobody's because there is no worker, is not Known, never
// zero.
type ResourceUsage struct {
	// Memory is what is used now, in bytes: what the cgroup is charged where
	// there is the memory controller, else what is resident, which counts a page
	// that two processes share twice.
	Memory Reading[int64] `json:"memory_bytes"`
	// PeakMemory is the largest Memory so far. Where the cgroup does not say, it
	// is known of a single process only.
	PeakMemory Reading[int64] `json:"peak_memory_bytes"`
	// CPU is the time, user and system, of all processes and threads that this
	// worker had, those that have ended included.
	CPU       Reading[time.Duration] `json:"cpu_ns"`
	Processes Reading[int]           `json:"processes"`
	Threads   Reading[int]           `json:"threads"` // of all of them
	Queue     int                    `json:"queue"`   // operations that wait
	Uptime    time.Duration          `json:"uptime_ns"`
}

// Usage reads what the sandbox uses now. A *UsageUnknownError says why some of
// it is not known; the rest is. Queue and Uptime, which is since Create, always
// are.
func (b *Sandbox) Usage() (ResourceUsage, error) {
	u, _, err := b.usage()
	return u, err
}

// usage tells whose usage it is, too: nil if there is no worker.
func (b *Sandbox) usage() (u ResourceUsage, w *worker, err error) {
	b.mu.RLock()
	w, status := b.worker, b.status
	b.mu.RUnlock()
	if w != nil {
		// Where the kernel lets no process start another, there is just one.
		u, err = w.usage(b.sup.plan.Has(jail.Seccomp))
	}
	u.Queue, u.Uptime = int(b.waiting.Load()), time.Since(b.created)
	if w == nil || err != nil {
		return u, w, &UsageUnknownError{ID: b.id, Status: status, Err: err}
	}
	return u, w, nil
}

// A UsageUnknownError says why a sandbox's usage, or some of it, is not known.
type UsageUnknownError struct {
	ID     string
	Status Status
	Err    error // of reading the kernel's accounts, if that was it
}

func (e *UsageUnknownError) Error() string {
	if e.Err != nil {
		return "usage of sandbox " + e.ID + " is unknown: " + e.Err.Error()
	}
	return "usage of sandbox " + e.ID + " is unknown: it has no worker (" + string(e.Status) + ")"
}

func (e *UsageUnknownError) Unwrap() error { return e.Err }

var (
	errEnded      = errors.New("the worker has ended")
	errNotCounted = errors.New("nothing here counts the processes that a worker may have started")
	errPeaks      = errors.New("several processes had their peaks at different times")
)

// usage reads what the worker's processes use: their group's accounts as far as
// it has them, else each one's own. alone says that a worker cannot have other
// processes. The error says why something is not known.
func (w *worker) usage(alone bool) (ResourceUsage, error) {
	var u ResourceUsage
	groupErr := w.groupUsage(&u)
	listErr := w.listedUsage(&u, alone)
	if !w.alive() || errors.Is(listErr, errEnded) {
		// What its group is charged until it is removed is no worker's.
		return ResourceUsage{}, errEnded
	}
	if u.Memory.Known && u.PeakMemory.Known && u.CPU.Known && u.Processes.Known && u.Threads.Known {
		return u, nil
	}
	return u, errors.Join(groupErr, listErr)
}

// groupUsage fills in what the group counts.
func (w *worker) groupUsage(u *ResourceUsage) error {
	if w.group == nil {
		return nil
	}
	all, err := w.group.leaf.Usage()
	if err != nil {
		return err
	}
	u.CPU, u.Threads = known(all.CPU), known(int(all.Tasks))
	u.Memory = Reading[int64](all.Memory)
	u.PeakMemory = Reading[int64](all.PeakMemory)
	return nil
}

// listedUsage fills in what is left, from each process's own accounts.
func (w *worker) listedUsage(u *ResourceUsage, alone bool) error {
	pids, err := w.processes(alone)
	if err != nil {
		return err
	}
	u.Processes = known(len(pids))
	own, err := jail.CPUTime(w.proc.PID())
	switch {
	case err != nil && !u.CPU.Known:
		return err
	case err == nil && (u.CPU.Known || alone):
		u.CPU = known(max(u.CPU.Value, own)) // the group's comes with a scheduler tick's delay
	}
	if u.Memory.Known && u.PeakMemory.Known && u.Threads.Known {
		return nil
	}
	var sum jail.Memory
	for _, pid := range pids {
		m, err := jail.MemoryOf(pid)
		if err != nil {
			return err
		}
		sum.Resident += m.Resident
		sum.Threads += m.Threads
		sum.Peak = m.Peak
	}
	if !u.Memory.Known {
		u.Memory = known(sum.Resident)
	}
	if !u.Threads.Known {
		u.Threads = known(sum.Threads)
	}
	if u.PeakMemory.Known {
		return nil
	}
	if len(pids) > 1 {
		return errPeaks
	}
	u.PeakMemory = known(sum.Peak)
	return nil
}

// processes lists the worker's processes.
func (w *worker) processes(alone bool) ([]int, error) {
	switch {
	case w.group != nil:
		pids, err := w.group.leaf.Processes()
		if err == nil && len(pids) == 0 {
			err = errEnded
		}
		return pids, err
	case alone:
		return []int{w.proc.PID()}, nil
	}
	return nil, fmt.Errorf("processes of worker %d: %w", w.proc.PID(), errNotCounted)
}
