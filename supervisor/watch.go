package supervisor

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/petri-lab/petri/jail"
)

const (
	// overtime is what a worker gets beyond its own deadline and grace before
	// it is killed: it ends late runs by itself and should be given the
	// chance to say so.
	overtime = 200 * time.Millisecond
	// lastWords is how long an answer that is already in the socket may take
	// to arrive once its sender is dead.
	lastWords = 250 * time.Millisecond
	// endPatience bounds the wait for a process that the kernel is ending.
	endPatience = 10 * time.Second
	// minCPUCheck bounds how often a CPU clock is read.
	minCPUCheck = time.Millisecond
)

// A watch sees to it that one operation of a worker ends, whatever the worker
// does: at its deadline, when its CPU time is used up, when the caller cancels,
// when the process dies.
type watch struct {
	w     *worker
	what  atomic.Pointer[string]
	wall  time.Duration
	cpu   time.Duration
	ctx   context.Context // for the operation's RPC: ends with the watch
	abort context.CancelFunc
	// operation is the number that the worker knows it by.
	operation uint64

	progress chan struct{}
	alone    chan struct{} // closed by unattended
	quit     chan struct{}
	done     chan struct{}
}

// watch begins to watch an operation. wall and cpu are for each of its steps;
// cpu 0 is no limit. The caller ends it with end.
func (w *worker) watch(caller context.Context, what string, wall, cpu time.Duration) *watch {
	x := &watch{
		w: w, wall: wall, cpu: cpu,
		operation: w.operations.Add(1),
		progress:  make(chan struct{}, 1),
		alone:     make(chan struct{}),
		quit:      make(chan struct{}),
		done:      make(chan struct{}),
	}
	x.rename(what)
	x.ctx, x.abort = context.WithCancel(context.Background())
	go x.run(caller)
	return x
}

// rename says what is going on from now on.
func (x *watch) rename(what string) { x.what.Store(&what) }

// step says that one step is done and the next one begins.
func (x *watch) step() {
	select {
	case x.progress <- struct{}{}:
	default:
	}
}

// unattended says that the caller has what it wanted: the rest of the operation
// has its time anew and cannot be cancelled any more. It is called once.
func (x *watch) unattended() { close(x.alone) }

func (x *watch) end() {
	close(x.quit)
	<-x.done
	x.abort()
}

func (x *watch) run(caller context.Context) {
	defer close(x.done)
	deadline := time.NewTimer(x.wall + x.w.grace + overtime)
	defer deadline.Stop()
	cpu := newCPUWatch(x.w.proc.PID(), x.cpu)
	defer cpu.stop()
	cancelled, alone := caller.Done(), x.alone
	for {
		select {
		case <-alone:
			caller, cancelled, alone = context.Background(), nil, nil
			deadline.Reset(x.wall + x.w.grace + overtime)
			cpu.restart()
		case <-x.quit:
			return
		case <-x.w.proc.Done():
			// A descendant could hold the connection open.
			select {
			case <-x.quit:
			case <-time.After(lastWords):
				x.abort()
			}
			return
		case <-x.progress:
			if caller.Err() == nil {
				deadline.Reset(x.wall + x.w.grace + overtime)
			}
			cpu.restart()
		case <-cancelled:
			cancelled = nil
			deadline.Reset(x.w.grace + overtime)
			x.w.stop(x.ctx, x.operation)
		case <-cpu.check():
			if used := cpu.exceeded(); used > 0 {
				x.w.kill(CPULimit, "%s used %v of CPU time, more than %v", *x.what.Load(), used.Round(time.Millisecond), x.cpu)
			}
		case <-deadline.C:
			if caller.Err() != nil {
				x.w.kill(ctxVerdict(caller), "%s did not stop when its caller gave up (%v), and its worker was killed", *x.what.Load(), caller.Err())
			} else {
				x.w.kill(Timeout, "%s did not end within %v, could not be stopped, and its worker was killed", *x.what.Load(), x.wall)
			}
		}
	}
}

// A cpuWatch looks at a process's CPU clock as rarely as can be: a process
// cannot use CPU time faster than its threads can run.
type cpuWatch struct {
	pid   int
	limit time.Duration
	base  time.Duration
	timer *time.Timer // nil if there is no limit
}

func newCPUWatch(pid int, limit time.Duration) *cpuWatch {
	c := &cpuWatch{pid: pid, limit: limit}
	if limit > 0 {
		c.timer = time.NewTimer(max(limit/workerGoMaxProcs, minCPUCheck))
		c.restart()
	}
	return c
}

func (c *cpuWatch) check() <-chan time.Time {
	if c.timer == nil {
		return nil
	}
	return c.timer.C
}

func (c *cpuWatch) restart() {
	if c.timer != nil {
		c.base, _ = jail.CPUTime(c.pid)
	}
}

// exceeded returns the CPU time used if it is past the limit, and otherwise
// sets the time of the next look.
func (c *cpuWatch) exceeded() time.Duration {
	now, err := jail.CPUTime(c.pid)
	if err != nil {
		return 0 // it has ended
	}
	used := now - c.base
	if used > c.limit {
		return used
	}
	c.timer.Reset(max((c.limit-used)/workerGoMaxProcs, minCPUCheck))
	return 0
}

func (c *cpuWatch) stop() {
	if c.timer != nil {
		c.timer.Stop()
	}
}
