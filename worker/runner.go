package worker

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
		growStack(false)
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

// stackAhead is how large the stack of a runner is made before it is needed, in
// bytes: a load of a small genome takes some 30 KiB.
const stackAhead = 48 << 10

// growStack makes the stack of the calling goroutine grow while there is little
// on it to be copied. It would grow all the same, by doubling, and at each step
// the run time looks up every function on it in tables that a new process has
// not read yet. What is not used of it takes no memory.
//
// The frame's size alone does it, so room must be false: true would touch it.
//
//go:noinline
func growStack(room bool) (sum int) {
	if !room {
		return 0
	}
	var frame [stackAhead]byte
	for i := range frame {
		frame[i] = byte(sum)
		sum += int(frame[i/2])
	}
	return sum
}
