package yaegi

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"reflect"
	"sync"
	"sync/atomic"

	"github.com/traefik/yaegi/interp"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/core"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/nodes"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

var (
	errLoaded  = errors.New("program is already loaded")
	errStopped = errors.New("program is stopped")
)

// A program is one interpreter with one set of modules. Its methods are safe
// for concurrent use, except that Load must return before Lookup is called.
//
// One whose Load failed has been stopped already.
type program struct {
	env      engine.Env
	traces   traces
	universe *rt.Universe
	output   *core.Output

	mu      sync.Mutex
	loading bool
	stopped bool
	ended   chan struct{} // closed by Stop
	stop    func()        // nil until the interpreter exists
	recs    map[string]*rec

	interp    *interp.Interpreter
	functions []reflect.Value // the initialisation, then the exports
	funcs     map[string]*function

	spawned atomic.Int64 // goroutines of the genome that have not ended

	own    *int         // the steps of a program without goroutines
	shared atomic.Int64 // those of one with goroutines
	limit  atomic.Int64 // 0: none
}

func (p *program) Load(modules []engine.Module) error {
	if err := p.translate(modules); err != nil {
		return err
	}
	if err := p.start(); err != nil {
		return err
	}
	loaded := false
	defer func() {
		// Also when this goroutine ends in runtime.Goexit.
		if !loaded {
			p.Stop()
		}
	}()
	if err := p.compile(); err != nil {
		return err
	}
	if len(p.functions) == 0 {
		return errStopped // while it was compiled
	}
	f := &function{program: p, value: p.functions[0]}
	if _, panicked := f.Call(nil); panicked != nil {
		return panicked
	}
	if p.isStopped() {
		return errStopped
	}
	loaded = true
	return nil
}

// translate makes core of the modules.
func (p *program) translate(modules []engine.Module) (err error) {
	t := newTables(p.env)
	p.universe = rt.NewUniverse(rt.Options{
		Native: t.native, Symbol: t.symbol, Fatal: func(any) bool { return p.isStopped() },
		Stdin: p.env.Stdin, Stdout: p.env.Stdout, Stderr: p.env.Stderr,
		Seed: p.env.Seed, FixedClock: p.env.FixedClock, FixedMapOrder: p.env.FixedMapOrder, Done: p.ended,
		Goroutines: p.goroutines, Apart: p.apart,
	})
	in := core.Input{
		Library: theLibraries().find, Native: t.native, Universe: p.universe,
		FixedMapOrder: p.env.FixedMapOrder, Outcall: p.outcall,
	}
	for _, m := range modules {
		if m.Syntax == nil {
			return fmt.Errorf("module %s has not been vetted: its syntax is missing", m.Name)
		}
		in.Modules = append(in.Modules, core.Module{Name: m.Name, Syntax: m.Syntax, Elsewhere: m.Elsewhere})
	}
	p.output, err = core.Translate(in)
	var u *core.Unsupported
	if errors.As(err, &u) {
		return oneError(diagnosticAt(modules, u))
	}
	return err
}

// start makes the interpreter and arms Stop.
func (p *program) start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.loading:
		return errLoaded
	case p.stopped:
		return errStopped
	}
	p.loading = true
	p.funcs = map[string]*function{}
	p.interp = interp.New(interp.Options{
		GoPath:               sourceRoot,
		SourcecodeFilesystem: &memFS{text: []byte(p.output.Text)},
		Stdin:                p.env.Stdin,
		Stdout:               p.env.Stderr,
		Stderr:               &p.traces, // reached by panic traces only
		Args:                 []string{},
	})
	if err := p.interp.Use(interp.Exports{core.PetriPath + "/" + core.PetriPath: p.symbols()}); err != nil {
		return fmt.Errorf("symbol table: %w", err)
	}
	var err error
	p.stop, err = nodes.Stoppable(p.interp)
	return err
}

// compile has the interpreter read the program. What it does not take is a
// defect of the translation, which the genome brought out.
func (p *program) compile() (err error) {
	returned := false
	defer func() {
		if returned {
			return
		}
		if value := recover(); value != nil {
			err = p.fault(fmt.Sprint(value))
		}
	}()
	err = p.execute()
	returned = true
	if errors.Is(err, nodes.ErrLayout) {
		return err
	}
	if err != nil {
		return p.fault(err.Error())
	}
	if p.isStopped() {
		return errStopped // before the interpreter began, perhaps: it would not notice
	}
	return nil
}

// execute compiles the program, has its nodes watched, and runs its top level,
// which hands out its functions.
func (p *program) execute() error {
	fset := p.interp.FileSet()
	file, err := parser.ParseFile(fset, programFile, p.output.Text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	compiled, err := p.interp.CompileAST(file)
	if err != nil {
		return err
	}
	err = nodes.Watch(compiled, func(pos token.Pos, words string) {
		p.traces.note(fset.Position(pos).Line, words)
	})
	if err != nil {
		return err
	}
	_, err = p.interp.Execute(compiled)
	return err
}

func (p *program) Lookup(module, name string) (engine.Func, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := module + "." + name
	if f := p.funcs[key]; f != nil {
		return f, nil
	}
	if p.output != nil {
		for i, e := range p.output.Exports {
			if e.Module == module && e.Name == name && i+1 < len(p.functions) {
				f := newFunction(p, p.functions[i+1], e.Signature)
				p.funcs[key] = f
				return f, nil
			}
		}
	}
	return nil, fmt.Errorf("%w: %s in module %q", engine.ErrNoFunction, name, module)
}

func (p *program) Stop() {
	p.mu.Lock()
	stop := p.stop
	if !p.stopped {
		close(p.ended)
	}
	p.stopped, p.stop = true, nil
	p.mu.Unlock()
	if stop != nil {
		stop()
	}
}

func (p *program) isStopped() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stopped
}

// Begin implements engine.Program.
func (p *program) Begin(limit int64) {
	p.limit.Store(limit)
	p.shared.Store(0)
	if p.own != nil {
		*p.own = 0
	}
	if p.universe != nil {
		p.universe.Begin()
	}
}

// Steps implements engine.Program.
func (p *program) Steps() int64 {
	n := p.shared.Load()
	if p.own != nil {
		n += readSteps(p.own)
	}
	if limit := p.limit.Load(); limit > 0 && n > limit {
		return limit + 1
	}
	return n
}

func oneError(d genome.Diagnostic) *engine.LoadError {
	return &engine.LoadError{Diagnostics: []genome.Diagnostic{d}}
}
