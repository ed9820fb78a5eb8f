package worker

import (
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/petri-lab/petri/ipc/wire"
)

// What must be gained for a worker to give back memory, in bytes. It costs a
// collection, a few milliseconds.
const (
	restGain = 1 << 20
	// The first collection of a process has the run time make tables for each
	// size of object (runtime/mspanset.go), some 800 kB that it never gives
	// back: what a few loads have left is not worth that.
	firstRestGain = 3 << 19
)

// A rest gives back what an idle worker holds for its next run. Its fields are
// guarded by Worker.mu.
type rest struct {
	timer *time.Timer // nil before the first operation
	armed bool
	used  time.Time // when the last operation ended
	left  uint64    // what the heap held after the last rest, in bytes
}

// end ends an operation that begin began. A worker that has nothing to do from
// then on rests.
//
// The timer is not set anew by each operation: it goes off once in a while, if
// the worker is used all the time, and looks at when that was.
func (w *Worker) end() {
	r := &w.rest
	r.used = time.Now()
	if !r.armed {
		r.armed = true
		if r.timer == nil {
			r.timer = time.AfterFunc(wire.RestAfter, w.restIfIdle)
		} else {
			r.timer.Reset(wire.RestAfter)
		}
	}
	w.mu.Unlock()
}

// restIfIdle is the timer's.
func (w *Worker) restIfIdle() {
	if !w.prepareRest() {
		return
	}
	// Whoever comes meanwhile does not wait for it.
	debug.FreeOSMemory()
	objects, _, _ := heap()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rest.left = objects
}

// prepareRest tells whether the worker is idle and holds much; it lets go then
// of what can be made again.
func (w *Worker) prepareRest() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := &w.rest
	if !r.armed {
		return false // closed
	}
	if left := wire.RestAfter - time.Since(r.used); left > 0 {
		r.timer.Reset(left)
		return false
	}
	r.armed = false
	if !r.worthwhile() {
		return false
	}
	w.dropRunner()
	w.vetted.forget()
	return true
}

// worthwhile tells whether the heap has grown enough since the last rest.
func (r *rest) worthwhile() bool {
	objects, free, collections := heap()
	if collections == 0 {
		return objects+free >= firstRestGain
	}
	return objects+free >= r.left+restGain
}

// heap tells how many bytes of the heap objects take, those that are garbage
// included, how many are free but not given back, and how often it has been
// collected. It is not asked by runtime.ReadMemStats, after which the run time
// has the tables of firstRestGain.
func heap() (objects, free, collections uint64) {
	samples := []metrics.Sample{
		{Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/free:bytes"},
		{Name: "/gc/cycles/total:gc-cycles"},
	}
	metrics.Read(samples)
	return samples[0].Value.Uint64(), samples[1].Value.Uint64(), samples[2].Value.Uint64()
}

// cancel lets the worker rest no more.
func (r *rest) cancel() {
	r.armed = false
	if r.timer != nil {
		r.timer.Stop()
	}
}
