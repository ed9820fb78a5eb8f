package worker

import (
	"math"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/wire"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/engine"
)

// A Worker answers one supervisor.
type Worker struct {
	serve.Refusing
	engine engine.Engine

	mu         sync.Mutex // one operation at a time
	configured bool
	config     config
	current    *generation // nil before the first load
	held       *held       // a load that waits for Commit
	broken     string      // why the worker no longer serves; "" while it does
	runner     *runner     // nil if there is none
	vetted     vetted
	rest       rest

	outcalls atomic.Pointer[outcalls] // of the evaluation that runs

	stop    sync.Mutex    // guards the two below
	running uint64        // the operation that runs
	stopped uint64        // the one that was last asked to stop
	cancel  chan struct{} // Stop's word to the running operation
}

type config struct {
	profile     genome.Profile
	caps        genome.Caps
	outputBytes int64
	outputTail  int64
	valueBytes  int
	grace       time.Duration
	steps       int64   // of one run; 0: no limit
	seed        *uint64 // nil: none
}

// New returns a worker without a genome.
func New(e engine.Engine) *Worker {
	return &Worker{engine: e, cancel: make(chan struct{}, 1)}
}

// Close stops the programs and gives back the goroutine that runs them. A worker
// that serves a supervisor ends with its process instead.
func (w *Worker) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.abort()
	if w.current != nil {
		w.current.stop()
		w.current = nil
	}
	w.dropRunner()
	w.rest.cancel()
	w.broken = "closed"
}

// Serve serves a supervisor until the process ends. seal and fail are those of
// serve.Worker.
//
// With rehearsed it first evaluates a genome of its own, once it is sealed, so
// that what the first evaluation has to make is made before it is waited for.
func Serve(e engine.Engine, rehearsed bool, seal func() error, fail func(error)) {
	serve.Worker(New(e), func() error {
		if err := seal(); err != nil || !rehearsed {
			return err
		}
		return rehearse(e)
	}, fail)
}

// begin takes the worker for one operation, which end ends.
func (w *Worker) begin(operation uint64) error {
	// The supervisor begins nothing before it has the last word of what came
	// before; that one's handler may still be on its way out.
	w.mu.Lock()
	if !w.configured {
		w.mu.Unlock()
		return serve.Errorf(serve.FailedPrecondition, "not configured")
	}
	w.stop.Lock()
	defer w.stop.Unlock()
	w.running = operation
	select {
	case <-w.cancel: // meant for the operation before
	default:
	}
	if w.stopped == operation && operation != 0 {
		w.cancel <- struct{}{}
	}
	return nil
}

// Configure fixes limits and profile.
func (w *Worker) Configure(r *workerpb.ConfigureRequest) (*workerpb.ConfigureReply, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.configured {
		return nil, serve.Errorf(serve.FailedPrecondition, "configured already")
	}
	c := r.GetCaps()
	w.config = config{
		profile: profileFromWire(r.GetProfile(), r.Seed != nil),
		caps: genome.Caps{
			FileBytes:  int(c.GetFileBytes()),
			TotalBytes: int(c.GetTotalBytes()),
			Files:      int(c.GetFiles()),
			Modules:    int(c.GetModules()),
			Nesting:    int(c.GetNesting()),
			Imports:    int(c.GetImports()),
		},
		outputBytes: r.GetOutputBytes(),
		outputTail:  r.GetOutputTailBytes(),
		valueBytes:  int(r.GetValueBytes()),
		grace:       time.Duration(r.GetGraceNs()),
		steps:       r.GetSteps(),
		seed:        r.Seed,
	}
	runtime.GOMAXPROCS(wire.WorkerProcessors) // it has started with one
	tuneRuntime(r.GetMemoryBytes())
	w.configured = true
	return &workerpb.ConfigureReply{}, nil
}

// tuneRuntime makes the Go run time live within a memory limit of its own
// before the kernel's kills it.
func tuneRuntime(memory int64) {
	// A load of a small genome makes 300 kB of garbage, and the run time's
	// smallest heap of 4 MB, half of which lives, had it collect after some
	// ten: a sixth of a worker's CPU time.
	debug.SetGCPercent(gcPercent)
	// Collect harder near the limit: a genome that makes garbage quickly is
	// not one that needs much memory.
	debug.SetMemoryLimit(memory / 10 * 9)
	// Endless recursion must end as a stack overflow, not as a lack of
	// memory: a stack grows by copying itself to one twice as large, so the
	// largest needs one and a half times its size.
	debug.SetMaxStack(int(min(memory/4, math.MaxInt32)))
}

// gcPercent is by how much a worker's heap may grow before it is collected: it
// is twice Go's usual one.
const gcPercent = 200

// Stop asks an operation to end, also one that is still on its way.
func (w *Worker) Stop(r *workerpb.StopRequest) (*workerpb.StopReply, error) {
	w.stop.Lock()
	defer w.stop.Unlock()
	w.stopped = r.GetOperation()
	if w.running == w.stopped {
		select {
		case w.cancel <- struct{}{}:
		default:
		}
	}
	return &workerpb.StopReply{}, nil
}

// Ping tells that the worker's own goroutines still run.
func (w *Worker) Ping(*workerpb.PingRequest) (*workerpb.PingReply, error) {
	return &workerpb.PingReply{}, nil
}
