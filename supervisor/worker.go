package supervisor

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/ipc"
	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/ipc/wire"
	"github.com/petri-lab/petri/jail"
)

// Wire budgets: what a request or an outcome may hold so that it fits a
// message with room for the rest.
const (
	maxGenome = 12 << 20 // sources in one load
	maxInputs = 8 << 20  // arguments in one call
	maxValue  = 1 << 20  // one encoded result
)

// workerGoMaxProcs is how many threads run a genome's goroutines.
const workerGoMaxProcs = wire.WorkerProcessors

// RestAfter is how long a sandbox must not have been used before its worker gives
// back memory that it holds for the next run. That run is a few milliseconds
// slower.
const RestAfter time.Duration = wire.RestAfter

// A killing is why the supervisor killed a worker, in its own words.
type killing struct {
	verdict Verdict
	message string
}

// A worker is one process with its connection. Whoever spawned it must call
// close, once it is of no more use; everything else may be called by anybody.
type worker struct {
	proc   *jail.Process
	group  *group // nil where workers have none
	host   *ipc.Host
	stderr *stderrTail
	grace  time.Duration

	operations atomic.Uint64          // how many were begun
	audited    atomic.Bool            // its death is on record
	broke      atomic.Pointer[string] // how it broke the protocol; nil if it did not

	mu     sync.Mutex
	killed *killing // the first reason counts

	closeOnce sync.Once
	death     death
}

// obtain gives a sandbox its worker, with its limits fixed and the kernel
// enforcing them: one of the pool's, or else a new one. No genome has come near
// it when obtain returns. ahead says that it is the pool's.
func (s *Supervisor) obtain(ctx context.Context, id string, o options) (_ *worker, ahead bool, err error) {
	for {
		w, err := s.pool.take(ctx)
		if err != nil {
			return nil, false, err
		}
		if w == nil {
			s.pool.used(false)
			w, err := s.spawn(ctx, id, o)
			s.yield()
			return w, false, err
		}
		err = w.configure(ctx, sparePatience, s, o)
		switch {
		case err == nil:
			s.pool.used(true)
			return w, true, nil
		case ctx.Err() != nil:
			return nil, false, s.spawnError(w, err)
		}
		s.pool.lose(w, err.Error())
	}
}

// yield gives a turn to start a worker back.
func (s *Supervisor) yield() { <-s.spawns }

// spawn starts a worker and configures it. The caller has a turn.
func (s *Supervisor) spawn(ctx context.Context, id string, o options) (*worker, error) {
	w, err := s.launch(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := w.configure(ctx, s.config.StartTimeout, s, o); err != nil {
		return nil, s.spawnError(w, err)
	}
	return w, nil
}

// launch starts a worker, with further arguments, and waits for its handshake.
// The caller has a turn.
func (s *Supervisor) launch(ctx context.Context, name string, args ...string) (_ *worker, err error) {
	ctx, cancel := context.WithTimeout(ctx, 2*s.config.StartTimeout)
	defer cancel()

	s.dir.tidy()
	w := &worker{grace: s.config.Grace}
	if w.group, err = s.groups.add(name); err != nil {
		return nil, s.spawnError(w, err)
	}
	w.host, err = ipc.Connect(ctx, ipc.Options{
		Dir:          s.dir.path,
		StartTimeout: s.config.StartTimeout,
		Left:         s.dir.leave,
		Start: func(ctx context.Context, env []string, dir string) (ipc.Process, error) {
			return s.start(ctx, w, env, dir, args)
		},
	})
	if err != nil {
		return nil, s.spawnError(w, err)
	}
	return w, nil
}

// start starts the process itself.
func (s *Supervisor) start(ctx context.Context, w *worker, env []string, dir string, args []string) (ipc.Process, error) {
	proc, err := w.group.start(ctx, s.spawner, jail.Spec{
		Path:  s.workerPath,
		Image: s.image,
		Args:  slices.Concat(s.workerArgs, args),
		Dir:   dir,
		Plan:  s.plan,
		Env:   workerEnv(env),
	})
	if err != nil {
		return nil, err
	}
	w.proc = proc
	w.stderr = drain(proc.Stderr())
	return proc, nil
}

// workerImage copies the worker's executable into memory that makes its start
// cheaper; nil where that cannot be had. It is of use to all but the first few
// workers.
func workerImage(path string) *jail.Image {
	if hostHasRoom() != nil {
		return nil
	}
	image, err := jail.NewImage(path)
	if err != nil {
		return nil
	}
	return image
}

// workerEnv is a worker's whole environment: the wire's, and ours.
func workerEnv(env []string) []string {
	return append(slices.Clone(env),
		// Until Configure: to start on more than one processor takes more time
		// in all, and threads that each layer of the seal has to be put on.
		"GOMAXPROCS=1",
		// The run time would keep two of the cgroup's files open.
		"GODEBUG=containermaxprocs=0,updatemaxprocs=0",
	)
}

// configure makes the worker a sandbox's: it fixes its limits and makes the
// kernel enforce them.
func (w *worker) configure(ctx context.Context, patience time.Duration, s *Supervisor, o options) error {
	c, limits := s.config, o.limits
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := w.host.Worker().Configure(ctx, &petripb.ConfigureRequest{
		Profile:         profileToWire(o.profile),
		MemoryBytes:     limits.Memory,
		OutputBytes:     limits.Output,
		OutputTailBytes: limits.OutputTail,
		ValueBytes:      maxValue,
		GraceNs:         int64(w.grace),
		Steps:           limits.Steps,
		Seed:            o.seed,
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
	if err := w.limit(s, limits); err != nil {
		return fmt.Errorf("limiting: %w", err)
	}
	return nil
}

// limit makes the kernel enforce limits on the worker. Where its group counts
// threads, the limit of its user stays a little above: the group's count is
// the one that tells afterwards.
func (w *worker) limit(s *Supervisor, limits Limits) error {
	if err := w.group.limit(limits, workerProcessors); err != nil {
		return err
	}
	if _, err := jail.CapMemory(w.proc.PID(), limits.Memory); err != nil {
		return err
	}
	if !s.plan.Has(jail.ThreadLimit) {
		return nil
	}
	threads := limits.Processes
	if s.groups.has(cgroup.Pids) {
		threads = min(2*threads, jail.MaxProcesses)
	}
	return jail.CapProcesses(w.proc.PID(), threads)
}

// kill ends the worker for a reason of the supervisor's own. It does not wait.
func (w *worker) kill(v Verdict, format string, args ...any) {
	w.mu.Lock()
	if w.killed == nil {
		w.killed = &killing{v, fmt.Sprintf(format, args...)}
	}
	w.mu.Unlock()
	w.proc.Kill()
	w.group.kill()
}

// wasKilled tells whether the supervisor had a reason to kill it.
func (w *worker) wasKilled() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.killed != nil
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
		w.group.kill()
		if w.host != nil {
			w.host.Close()
		}
		<-w.proc.Done()
		last := w.group.end()
		w.mu.Lock()
		defer w.mu.Unlock()
		var text []byte
		if w.killed == nil {
			// Its last words, unless a descendant holds the pipe open.
			text = w.stderr.wait(lastWords)
		}
		w.proc.Release()
		w.death = explain(w.killed, w.proc.Exit(), last, text)
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
