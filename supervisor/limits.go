package supervisor

import (
	"fmt"
	"time"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/jail"
)

// Limits bound what one sandbox may use. The zero value of a field means the
// supervisor's default for it; DefaultLimits is the supervisor's own.
type Limits struct {
	// Memory is in bytes, at least MinMemory. The kernel enforces it: on all
	// that the worker uses, an idle one's few MiB included, where it has a
	// cgroup with the memory controller (memory.max); elsewhere on what it
	// maps beyond what an idle worker does (RLIMIT_DATA).
	Memory int64 `json:"memory_bytes"`
	// Processes bounds the processes and threads of the worker, between
	// MinProcesses and MaxProcesses. A worker by itself has about ten threads,
	// and seccomp forbids it other processes. The kernel enforces it, by
	// pids.max or RLIMIT_NPROC, where there is either (see Result.Isolation).
	Processes int `json:"processes"`
	// CPU bounds the CPU time of one run (user and system, all threads);
	// 0 in DefaultLimits: no bound but Wall.
	CPU time.Duration `json:"cpu_ns"`
	// Steps bounds each run and each load by a count of function entries and
	// loop rounds that is the same on every machine; 0 in DefaultLimits: no
	// bound. See Usage.Steps.
	Steps int64 `json:"steps"`
	// Wall bounds each run, each load and each input of a CallMany; at least
	// MinWall.
	Wall time.Duration `json:"wall_ns"`
	// Output bounds what one run may write to its standard output and error
	// together, in bytes. A run that writes more ends with OutputLimit.
	Output int64 `json:"output_bytes"`
	// OutputTail bounds what of it a Result keeps, in bytes for each stream.
	OutputTail int64 `json:"output_tail_bytes"`
	// Queue bounds the operations that may wait for the sandbox; one more
	// ends with QueueFull.
	Queue int `json:"queue"`
}

// The smallest limits that a worker can live with.
const (
	MinMemory    int64         = cgroup.MinMemory
	MinProcesses               = cgroup.MinPids
	MaxProcesses               = jail.MaxProcesses / 2 // so that the limit of the worker's user lies above it
	MinWall      time.Duration = time.Millisecond
	// MaxWall bounds Limits.Wall and Limits.CPU.
	MaxWall time.Duration = 30 * 24 * time.Hour
)

// DefaultLimits are used where neither Config.Limits nor a sandbox says
// otherwise.
func DefaultLimits() Limits {
	return Limits{
		Memory:     256 << 20,
		Processes:  64,
		Wall:       5 * time.Second,
		Output:     1 << 20,
		OutputTail: 64 << 10,
		Queue:      1000,
	}
}

// merge returns l with its zero fields taken from base.
func (l Limits) merge(base Limits) Limits {
	if l.Memory == 0 {
		l.Memory = base.Memory
	}
	if l.Processes == 0 {
		l.Processes = base.Processes
	}
	if l.Steps == 0 {
		l.Steps = base.Steps
	}
	if l.CPU == 0 {
		l.CPU = base.CPU
	}
	if l.Wall == 0 {
		l.Wall = base.Wall
	}
	if l.Output == 0 {
		l.Output = base.Output
	}
	if l.OutputTail == 0 {
		l.OutputTail = base.OutputTail
	}
	if l.Queue == 0 {
		l.Queue = base.Queue
	}
	return l
}

func (l Limits) validate() error {
	switch {
	case l.Memory < MinMemory:
		return fmt.Errorf("%w: memory limit %d bytes: a worker needs at least %d", ErrBadConfig, l.Memory, MinMemory)
	case l.Processes < MinProcesses || l.Processes > MaxProcesses:
		return fmt.Errorf("%w: limit of %d processes: between %d and %d", ErrBadConfig, l.Processes, MinProcesses, MaxProcesses)
	case l.Steps < 0:
		return fmt.Errorf("%w: limit of %d steps: must not be negative", ErrBadConfig, l.Steps)
	case l.Wall < MinWall:
		return fmt.Errorf("%w: wall limit %v: at least %v", ErrBadConfig, l.Wall, MinWall)
	case l.Wall > MaxWall:
		return fmt.Errorf("%w: wall limit %v: at most %v", ErrBadConfig, l.Wall, MaxWall)
	case l.CPU < 0 || l.CPU > MaxWall:
		return fmt.Errorf("%w: CPU limit %v: not negative, and at most %v", ErrBadConfig, l.CPU, MaxWall)
	case l.Output < 0 || l.OutputTail < 0:
		return fmt.Errorf("%w: output limits %d and %d: must not be negative", ErrBadConfig, l.Output, l.OutputTail)
	case l.OutputTail > maxOutputTail:
		return fmt.Errorf("%w: output tail %d bytes: at most %d, so that a result fits into one message", ErrBadConfig, l.OutputTail, maxOutputTail)
	case l.Queue < 1:
		return fmt.Errorf("%w: queue %d: at least 1", ErrBadConfig, l.Queue)
	}
	return nil
}

// maxOutputTail keeps two tails and a value below the wire's message cap.
const maxOutputTail = 512 << 10
