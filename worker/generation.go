package worker

import (
	"bytes"
	"io"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/petri-lab/petri/genome/vet"
	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/output"
)

// A generation is one loaded program with what belongs to it. Another load
// makes another generation; nothing moves from one to the next but bytes.
type generation struct {
	modules []engine.Module
	program engine.Program
	output  *output.Pair
	stdin   *stdin
	// asked is the program's own wish to end: os.Exit, or a write past the
	// output limit. The first wish counts. wish is closed once there is one.
	asked atomic.Pointer[ending]
	wish  chan struct{}
	// mainRan says that package main has run, so that another run needs a
	// fresh program.
	mainRan bool
	// serves says that its initialisation is over.
	serves   atomic.Bool
	stopOnce sync.Once
	stopped  chan struct{} // closed by stop
}

func (w *Worker) newGeneration(modules []engine.Module) *generation {
	g := &generation{modules: modules, stdin: &stdin{}, wish: make(chan struct{}), stopped: make(chan struct{})}
	g.output = output.New(w.config.outputBytes, w.config.outputTail, func() { g.ask(ending{cause: overflow}) })
	ask := func(e ending) {
		g.ask(e)
		// At once, so that nothing after it executes: deferred calls of a
		// stopped program do nothing.
		g.stop()
		runtime.Goexit()
	}
	g.program = w.engine.New(engine.Env{
		Stdin:    g.stdin,
		Stdout:   g.output.Stdout(),
		Stderr:   g.output.Stderr(),
		Exit:     func(code int) { ask(ending{cause: exited, code: code}) },
		Overstep: func() { ask(ending{cause: overstepped}) },
		Outcall: func(module, name string, t reflect.Type, args []reflect.Value) ([]reflect.Value, error) {
			return w.outcall(g, outcallee{module, name, t}, args)
		},
		Seed:       w.config.seed,
		FixedClock: w.config.profile.FixedClock,

		FixedMapOrder: w.config.profile.FixedMapOrder,
	})
	return g
}

func (g *generation) ask(e ending) {
	if g.asked.CompareAndSwap(nil, &e) {
		close(g.wish)
	}
}

// steps is what the program has counted since Begin. Goroutines that run at the
// same time may each have passed the limit.
func (g *generation) steps(limit int64) int64 {
	n := g.program.Steps()
	if limit > 0 {
		n = min(n, limit+1)
	}
	return n
}

// isProgram tells whether there is a package main among the modules. What its
// initialisation prints is part of its run, as it is of a process's.
func (g *generation) isProgram() bool {
	return slices.ContainsFunc(g.modules, func(m engine.Module) bool { return m.Package == "main" })
}

// stop ends everything that the generation's program executes.
func (g *generation) stop() {
	g.stopOnce.Do(func() { close(g.stopped) })
	g.program.Stop()
}

// endedLate tells whether the program asked for its own end after the run that
// did it was over: from a goroutine that the run had left behind.
func (g *generation) endedLate() bool { return g.asked.Load() != nil }

// module finds a module by name; an empty name is the only module.
func (g *generation) module(name string) (engine.Module, bool) {
	if name == "" && len(g.modules) == 1 {
		return g.modules[0], true
	}
	for _, m := range g.modules {
		if m.Name == name && name != "" {
			return m, true
		}
	}
	return engine.Module{}, false
}

func engineModules(parsed []vet.Parsed, elsewhere []string) []engine.Module {
	modules := make([]engine.Module, len(parsed))
	for i, p := range parsed {
		modules[i] = engine.Module{
			Name: p.Name, Package: p.Package, Imports: p.Imports, Files: p.Files, Syntax: p.Syntax,
			Elsewhere: slices.Contains(elsewhere, p.Name),
		}
	}
	return modules
}

// stdin is a program's standard input; each run may be given another.
type stdin struct {
	mu sync.Mutex
	r  io.Reader
}

func (s *stdin) set(b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.r = bytes.NewReader(b)
}

func (s *stdin) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.r == nil {
		return 0, io.EOF
	}
	return s.r.Read(b)
}
