package worker

import (
	"fmt"
	"sync"
	"time"

	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/value"
)

// A streak is runs of one function on input after input, on the runner's
// goroutine, for as long as each ends by itself: to hand each over to another
// goroutine and wait for it there cost more than a small run. The goroutine that
// began it watches meanwhile, and may end it.
type streak struct {
	mu      sync.Mutex
	running bool      // the genome's code runs
	begun   time.Time // when it began
	until   time.Time // when it must have ended
	claimed bool      // the watcher has ended the streak: no run begins or counts any more

	asked bool // the last run ended by itself, but had asked for its end
	took  time.Duration
}

// begin begins a run; false says that there must not be another.
func (s *streak) begin(wall time.Duration) bool {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.claimed {
		return false
	}
	s.running, s.begun, s.until = true, now, now.Add(wall)
	return true
}

// end ends a run; false says that what it did does not count.
func (s *streak) end() (wall time.Duration, ok bool) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.claimed {
		return 0, false
	}
	s.running = false
	return now.Sub(s.begun), true
}

// claim ends the streak for a cause, unless that is a deadline which has not
// passed. running says that it cut a run off, after so long.
func (s *streak) claim(why cause) (running bool, wall time.Duration, ok bool) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if why == deadline && (!s.running || now.Before(s.until)) {
		return false, 0, false
	}
	s.claimed = true
	return s.running, now.Sub(s.begun), true
}

// next is after what time a look at the deadline is worth it.
func (s *streak) next(wall time.Duration) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.running {
		return wall
	}
	return max(time.Until(s.until), 0)
}

// many runs inputs until the last one, or until one does not end by itself. It
// runs on the runner's goroutine.
func (c *calls) many(s *streak, g *generation, wall time.Duration) {
	w, main := c.w, c.isMain()
	for c.next < len(c.request.GetInputs()) && c.err == nil {
		f, err := c.function()
		if err != nil {
			c.add(callerOutcome(workerpb.Verdict_VERDICT_NO_FUNCTION, err), false)
			continue
		}
		args, err := value.DecodeArgs(c.request.GetInputs()[c.next], f.Type())
		if err != nil {
			c.add(callerOutcome(workerpb.Verdict_VERDICT_BAD_ARGUMENTS, fmt.Errorf("%s: %w", c.request.GetFunction(), err)), false)
			continue
		}
		g.stdin.set(c.request.GetStdin())
		if !main {
			g.output.Take() // what goroutines of earlier runs wrote belongs to no run
		}
		g.program.Begin(w.config.steps)
		if c.cpu == 0 {
			c.cpu = cpuTime()
		}
		if g.endedLate() || !s.begin(wall) {
			return
		}
		o := &workerpb.Outcome{}
		run(o, f, args, w.encoder())
		took, ok := s.end()
		if !ok {
			return
		}
		if g.endedLate() {
			s.asked, s.took = true, took
			return
		}
		c.account(o, g, took)
		c.add(o, false)
		if main {
			return
		}
	}
}

// streak runs inputs from the next one on, as far as that goes. The ending is
// that of the input which was the last one for a reason, whose outcome has been
// added; it has returned if there was no such reason.
func (c *calls) streak(wall time.Duration) ending {
	w, g, s := c.w, c.w.current, &streak{}
	done := w.idleRunner().start(func() { c.many(s, g, wall) })
	timer := time.NewTimer(wall)
	defer timer.Stop()
	for {
		var why ending
		select {
		case f := <-done:
			w.keepRunner(f)
			return c.ended(s, g, f)
		case <-timer.C:
			why.cause = deadline
		case <-w.cancel:
			why.cause = cancelled
		case <-g.wish:
			why = *g.asked.Load()
		}
		running, took, ok := s.claim(why.cause)
		if !ok {
			timer.Reset(s.next(wall)) // it is another input's turn
			continue
		}
		why.wall = took
		return c.cutOff(g, why, running, done)
	}
}

// cutOff ends a streak that has been claimed.
func (c *calls) cutOff(g *generation, why ending, running bool, done <-chan finish) ending {
	w := c.w
	if !running {
		// It is between two inputs, or past the last one.
		why.wall = 0
		w.keepRunner(<-done)
		if why.cause != cancelled || c.next == len(c.request.GetInputs()) {
			return ending{} // a wish that came too late is prepare's to see
		}
		g.stop()
	} else {
		g.stop()
		why.stuck = w.outlasts(done)
	}
	c.addEnded(why, g)
	return why
}

// ended deals with a streak that came to its own end.
func (c *calls) ended(s *streak, g *generation, f finish) ending {
	if f.normally && !s.asked {
		return ending{}
	}
	wall := s.took
	if !s.asked {
		wall = time.Since(s.begun)
	}
	e := g.ended(f, wall)
	c.addEnded(e, g)
	return e
}

// addEnded adds the outcome of an input whose run did not end by itself. One that
// costs the program is told before the program is built again: its reader does
// not wait for that.
func (c *calls) addEnded(e ending, g *generation) {
	o := &workerpb.Outcome{}
	if e.cause == panicked {
		o.Verdict = workerpb.Verdict_VERDICT_PANIC
		o.Failure = failureFromPanic("", "", e.panic)
	} else {
		c.w.endOutcome(o, e, c.request.GetFunction(), time.Duration(c.request.GetWallNs()))
		if e.cause == exited && e.code == 0 {
			o.Verdict, o.Failure = workerpb.Verdict_VERDICT_OK, nil
		}
	}
	c.account(o, g, e.wall)
	c.add(o, e.spent())
}
