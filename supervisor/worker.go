package supervisor

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc"
	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/jail"
)

// Wire budgets: what a request or an outcome may hold so that it fits a
// message with room for the rest.
const (
	maxGenome = 12 << 20 // sources in one load
	maxInputs = 8 << 20  // arguments in one call
	maxValue  = 1 << 20  // one encoded result
)

// workerGoMaxProcs is how many threads run a genome's goroutines. With one, a
// spinning genome would starve the worker's own goroutines: measured 57 ms of
// latency instead of 0.09.
const workerGoMaxProcs = 2

// A killing is why the supervisor killed a worker, in its own words.
type killing struct {
	verdict Verdict
	message string
}

// A worker is one process with its connection. Whoever spawned it must call
// close, once it is of no more use; everything else may be called by anybody.
type worker struct {
	proc   *jail.Process
	host   *ipc.Host
	stderr *stderrTail
	grace  time.Duration

	operations atomic.Uint64 // how many were begun

	mu     sync.Mutex
	killed *killing // the first reason counts

	closeOnce sync.Once
	death     death
}

// spawn starts a worker, waits for its handshake, fixes its limits and makes
// the kernel enforce them. No genome has come near it when spawn returns.
func (s *Supervisor) spawn(ctx context.Context, limits Limits, profile genome.Profile) (_ *worker, err error) {
	select {
	case s.spawns <- struct{}{}:
		defer func() { <-s.spawns }()
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: waiting for a turn to start: %w", ErrSpawn, ctx.Err())
	}
	ctx, cancel := context.WithTimeout(ctx, 2*s.config.StartTimeout)
	defer cancel()

	w := &worker{grace: s.config.Grace}
	w.host, err = ipc.Connect(ctx, ipc.Options{
		Dir:          s.dir,
		StartTimeout: s.config.StartTimeout,
		Start: func(ctx context.Context, env []string, dir string) (ipc.Process, error) {
			return s.start(ctx, w, env, dir)
		},
	})
	if err == nil {
		err = w.configure(ctx, s.config, limits, profile)
	}
	if err != nil {
		err = fmt.Errorf("%w: %s: %w", ErrSpawn, s.workerPath, err)
		if w.proc != nil {
			// What it died of tells something unless it was killed for failing.
			if d := w.close(); !d.exit.Status.Signaled() {
				err = fmt.Errorf("%w (%s)", err, d.message)
			}
		}
		return nil, err
	}
	return w, nil
}

// start starts the process itself.
func (s *Supervisor) start(ctx context.Context, w *worker, env []string, dir string) (ipc.Process, error) {
	proc, err := s.spawner.Start(ctx, jail.Spec{
		Path: s.workerPath,
		Dir:  dir,
		Plan: s.plan,
		Env: append(env,
			fmt.Sprintf("GOMAXPROCS=%d", workerGoMaxProcs),
			// The run time would keep two of the cgroup's files open.
			"GODEBUG=containermaxprocs=0,updatemaxprocs=0",
		),
	})
	if err != nil {
		return nil, err
	}
	w.proc = proc
	w.stderr = drain(proc.Stderr())
	return proc, nil
}

func (w *worker) configure(ctx context.Context, c Config, limits Limits, profile genome.Profile) error {
	ctx, cancel := context.WithTimeout(ctx, c.StartTimeout)
	defer cancel()
	_, err := w.host.Worker().Configure(ctx, &petripb.ConfigureRequest{
		Profile:         profileToWire(profile),
		MemoryBytes:     limits.Memory,
		OutputBytes:     limits.Output,
		OutputTailBytes: limits.OutputTail,
		ValueBytes:      maxValue,
		GraceNs:         int64(w.grace),
		Caps: &petripb.Caps{
			FileBytes:  int64(c.Caps.FileBytes),
			TotalBytes: int64(c.Caps.TotalBytes),
			Files:      int64(c.Caps.Files),
			Modules:    int64(c.Caps.Modules),
			Nesting:    int64(c.Caps.Nesting),
			Imports:    int64(c.Caps.Imports),
		},
	})
	if err != nil {
		return fmt.Errorf("configuring: %w", err)
	}
	if _, err := jail.CapMemory(w.proc.PID(), limits.Memory); err != nil {
		return fmt.Errorf("limiting memory: %w", err)
	}
	return nil
}

// kill ends the worker for a reason of the supervisor's own. It does not wait.
func (w *worker) kill(v Verdict, format string, args ...any) {
	w.mu.Lock()
	if w.killed == nil {
		w.killed = &killing{v, fmt.Sprintf(format, args...)}
	}
	w.mu.Unlock()
	w.proc.Kill()
}

// alive tells whether the process has not ended yet.
func (w *worker) alive() bool {
	select {
	case <-w.proc.Done():
		return false
	default:
		return true
	}
}

// close kills the worker, gives back everything that it held, and says how it
// died. It may be called more than once.
func (w *worker) close() death {
	w.closeOnce.Do(func() {
		w.proc.Kill()
		if w.host != nil {
			w.host.Close()
		}
		<-w.proc.Done()
		w.mu.Lock()
		defer w.mu.Unlock()
		var text []byte
		if w.killed == nil {
			// Its last words, unless a descendant holds the pipe open.
			text = w.stderr.wait(lastWords)
		}
		w.proc.Release()
		w.death = explain(w.killed, w.proc.Exit(), text)
	})
	return w.death
}

// stop asks the worker to end an operation.
func (w *worker) stop(ctx context.Context, operation uint64) {
	ctx, cancel := context.WithTimeout(ctx, w.grace)
	defer cancel()
	// Whether it obeys is seen from the operation.
	_, _ = w.host.Worker().Stop(ctx, &petripb.StopRequest{Operation: operation})
}

// usage reads what the worker has used so far, from the kernel's accounts.
func (w *worker) usage() (cpu time.Duration, m jail.Memory, err error) {
	cpu, cpuErr := jail.CPUTime(w.proc.PID())
	m, memErr := jail.MemoryOf(w.proc.PID())
	return cpu, m, errors.Join(cpuErr, memErr)
}
