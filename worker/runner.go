package worker

import "github.com/petri-lab/petri/internal/stack"

// A runner runs functions on a goroutine of its own, one after the other. It is
// kept from one run to the next: the stack of a new goroutine is small and
// grows by being copied, which cost a small genome a tenth of its time.
type runner struct {
	tasks chan task
}

type task struct {
	fn   func()
	done chan<- finish
}

// A finish says how a function ended: by itself, by a panic with a value, or
// with its goroutine (runtime.Goexit).
type finish struct {
	normally bool
	value    any
}

// spent tells whether the function took the runner's goroutine with it.
func (f finish) spent() bool { return !f.normally && f.value == nil }

func newRunner() *runner {
	r := &runner{tasks: make(chan task, 1)}
	go func() {
		stack.Grow()
		for t := range r.tasks {
			t.run()
		}
	}()
	return r
}

// start runs fn, which must not be given before the one before it has ended.
func (r *runner) start(fn func()) <-chan finish {
	done := make(chan finish, 1)
	r.tasks <- task{fn, done}
	return done
}

// close ends the goroutine, once it is done with what it runs.
func (r *runner) close() { close(r.tasks) }

func (t task) run() {
	var f finish
	defer func() {
		f.value = recover()
		t.done <- f
	}()
	t.fn()
	f.normally = true
}
