package worker

import (
	"fmt"
	"time"

	"github.com/petri-lab/petri/worker/engine"
)

// A cause is why guarded code is no longer running.
type cause int

const (
	returned    cause = iota // by itself
	panicked                 // in a way that the engine did not catch
	deadline                 // its time was up
	cancelled                // the supervisor asked for it
	overflow                 // it wrote more than it may
	exited                   // it called os.Exit
	overstepped              // it used up its steps
)

// An ending says how guarded code ended.
type ending struct {
	cause cause
	panic *engine.Panic // if panicked
	code  int           // if exited
	// stuck says that the code still runs although it was told to stop: it is
	// in a native call that cannot be interrupted.
	stuck bool
	wall  time.Duration
}

// spent tells whether the program was stopped and must not be used again.
func (e ending) spent() bool { return e.cause != returned && e.cause != panicked }

// guard runs fn, which runs g's code, and sees to it that it ends by until, or
// when cancel says so. When guard returns with a spent ending, nothing that fn
// computed may be used; when it is stuck, fn still runs.
func (w *Worker) guard(g *generation, until time.Time, cancel <-chan struct{}, fn func()) ending {
	start := time.Now()
	done := w.idleRunner().start(fn)

	timer := time.NewTimer(time.Until(until))
	defer timer.Stop()
	var e ending
	select {
	case f := <-done:
		wall := time.Since(start)
		w.keepRunner(f)
		return g.ended(f, wall)
	case <-timer.C:
		e.cause = deadline
	case <-cancel:
		e.cause = cancelled
	case <-g.wish:
		e = *g.asked.Load()
	}
	e.wall = time.Since(start)
	g.stop()
	e.stuck = w.outlasts(done)
	return e
}

// ended says how code ended that came to its own end after so long.
func (g *generation) ended(f finish, wall time.Duration) ending {
	e := ending{wall: wall}
	switch asked := g.asked.Load(); {
	case asked != nil: // and then it ended
		e.cause, e.code = asked.cause, asked.code
		g.stop()
	case f.value != nil:
		e.cause, e.panic = panicked, &engine.Panic{Message: describe(f.value)}
	case !f.normally:
		e.cause, e.panic = panicked, &engine.Panic{Message: "the goroutine of the run was ended"}
	}
	return e
}

// outlasts waits for what the runner runs, which has been told to stop, and
// tells whether it goes on when its grace is over: then the runner is left to it.
func (w *Worker) outlasts(done <-chan finish) bool {
	grace := time.NewTimer(w.config.grace)
	defer grace.Stop()
	select {
	case f := <-done:
		w.keepRunner(f)
		return false
	case <-grace.C:
		w.dropRunner()
		return true
	}
}

// idleRunner is the worker's runner, which runs nothing. w.mu is held.
func (w *Worker) idleRunner() *runner {
	if w.runner == nil {
		w.runner = newRunner()
	}
	return w.runner
}

// keepRunner keeps the runner for the next run, if its goroutine is left.
func (w *Worker) keepRunner(f finish) {
	if f.spent() {
		w.runner = nil
	}
}

// dropRunner leaves the runner to what it still runs, and to its own end.
func (w *Worker) dropRunner() {
	if w.runner != nil {
		w.runner.close()
		w.runner = nil
	}
}

// describe puts a panic value that the engine did not catch into words. What
// could be large or lead in a circle is told by its type alone.
func describe(v any) string {
	switch v := v.(type) {
	case error:
		return v.Error()
	case string:
		return v
	}
	return fmt.Sprintf("(%T)", v)
}
