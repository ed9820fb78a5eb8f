package yaegi

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/traefik/yaegi/interp"

	"github.com/petri-lab/petri/worker/engine"
)

var (
	errLoaded  = errors.New("program is already loaded")
	errStopped = errors.New("program is stopped")
)

// A program is one interpreter with one set of modules. Its methods are safe
// for concurrent use, except that Load must return before Lookup is called.
//
// A loaded program holds two parked goroutines until Stop; one whose Load
// failed has been stopped already.
type program struct {
	env    engine.Env
	traces traces

	mu      sync.Mutex
	loading bool
	stopped bool
	stop    func() // nil until the interpreter exists

	interp  *interp.Interpreter
	sources *sources
	funcs   map[string]*function // looked up before, by module and name
}

func (p *program) Load(modules []engine.Module) error {
	src, diags := lower(modules)
	if len(diags) > 0 {
		return &engine.LoadError{Diagnostics: diags}
	}
	if err := p.start(src); err != nil {
		return err
	}
	loaded := false
	defer func() {
		// Also when this goroutine ends in runtime.Goexit.
		if !loaded {
			p.Stop()
		}
	}()
	for _, m := range src.modules {
		if err := p.loadModule(m); err != nil {
			return err
		}
	}
	loaded = true
	return nil
}

// start makes the interpreter and arms Stop.
func (p *program) start(src *sources) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.loading:
		return errLoaded
	case p.stopped:
		return errStopped
	}
	p.loading = true
	p.sources = src
	p.funcs = map[string]*function{}
	files := newMemFS(src)
	p.interp = interp.New(interp.Options{
		GoPath:               sourceRoot,
		SourcecodeFilesystem: files,
		Stdin:                p.env.Stdin,
		Stdout:               p.env.Stderr, // reached by print and println only
		Stderr:               &p.traces,    // reached by panic traces only
		Args:                 []string{},
	})
	if err := useSymbols(p.interp, src, p.env); err != nil {
		return fmt.Errorf("symbol tables: %w", err)
	}
	p.stop = armStop(p.interp, files)
	return nil
}

// loadModule compiles one module and runs its initialisation.
func (p *program) loadModule(m *module) error {
	p.sources.current = m
	if err := p.compile(m); err != nil {
		return err
	}
	for _, name := range m.inits {
		f := &function{program: p, value: m.functions[name]}
		if _, panicked := f.Call(nil); panicked != nil {
			return panicked
		}
	}
	if p.isStopped() {
		return errStopped
	}
	return nil
}

// compile has the interpreter read a module, which also runs the initialisers
// of its package variables. A panic of the genome has left a trace, because
// every interpreted function that it unwinds writes one; a panic without any
// is the interpreter's own.
func (p *program) compile(m *module) (err error) {
	p.traces.clear()
	returned := false
	defer func() {
		if returned {
			return
		}
		value := recover()
		if value == nil {
			return // runtime.Goexit goes on
		}
		if trace := p.traces.take(); len(trace) > 0 {
			err = p.sources.panicOf(value, trace)
			return
		}
		err = p.sources.interpreterFault(m, value)
	}()
	_, err = p.interp.EvalPath(m.name)
	returned = true
	if err != nil {
		return p.sources.loadError(m, err)
	}
	return nil
}

func (p *program) Lookup(module, name string) (engine.Func, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := module + "." + name
	if f := p.funcs[key]; f != nil {
		return f, nil
	}
	value, ok := p.find(module, name)
	if !ok {
		return nil, fmt.Errorf("%w: %s in module %q", engine.ErrNoFunction, name, module)
	}
	f := &function{program: p, value: value}
	p.funcs[key] = f
	return f, nil
}

func (p *program) find(module, name string) (reflect.Value, bool) {
	if p.sources == nil {
		return reflect.Value{}, false
	}
	m := p.sources.module(module)
	if m == nil || !slices.Contains(m.exports, name) {
		return reflect.Value{}, false
	}
	value, ok := m.functions[name]
	return value, ok
}

func (p *program) Stop() {
	p.mu.Lock()
	stop := p.stop
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
