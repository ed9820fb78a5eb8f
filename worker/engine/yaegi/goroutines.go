package yaegi

import (
	"fmt"
	"strings"

	"github.com/petri-lab/petri/worker/engine"
)

// maxGoFrames is how many functions the last words of a process name.
const maxGoFrames = 16

// A goPanic is what an uncaught panic of a goroutine ends the process with.
type goPanic string

func (g goPanic) Error() string { return string(g) }

// lastWords are the words of a panic, and a line for each function that it
// unwound, which the supervisor reads (see its death.go).
func lastWords(e *engine.Panic) goPanic {
	var b strings.Builder
	b.WriteString(e.Message)
	for _, f := range e.Trace[:min(len(e.Trace), maxGoFrames)] {
		fmt.Fprintf(&b, "\nat %s %s (%s:%d:%d)", f.Module, f.Function, f.File, f.Line, f.Column)
	}
	return goPanic(b.String())
}

// spawn starts a goroutine of the genome. A panic that it does not recover
// takes the process down, as in a compiled program, unless the program has been
// stopped: then its code does not mean anything any more.
func (p *program) spawn(f func()) {
	p.spawned.Add(1)
	go func() {
		defer p.spawned.Add(-1)
		p.outermost(f)
	}()
}

// apart runs a function of the genome on a goroutine that compiled code has
// started for it, as that of a timer.
func (p *program) apart(f func()) {
	p.spawned.Add(1)
	defer p.spawned.Add(-1)
	p.outermost(f)
}

// outermost runs the function with which a goroutine of the genome begins.
func (p *program) outermost(f func()) {
	returned := false
	defer func() {
		if returned {
			return
		}
		value := recover()
		if value == nil || p.isStopped() {
			return
		}
		// In a goroutine of its own, because the run time would print the
		// panics that led to this one as well.
		words := lastWords(p.panicOf(value, p.traces.take()))
		go func() { panic(words) }()
		select {}
	}()
	f()
	returned = true
}

// goroutines is how many goroutines of the genome there are, the one that was
// called included.
func (p *program) goroutines() int { return 1 + int(p.spawned.Load()) }
