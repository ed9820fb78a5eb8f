package worker

import (
	"errors"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/engine"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fakeEngine makes programs whose functions are written in the tests.
type fakeEngine struct {
	mu    sync.Mutex
	made  []*fakeProgram
	funcs map[string]func(p *fakeProgram) // by name; p.stopped ends them
	load  func(p *fakeProgram) error
}

func (e *fakeEngine) Packages() []string { return nil }

func (e *fakeEngine) Inner(v reflect.Value) (reflect.Value, bool) { return v, false }

func (e *fakeEngine) New(env engine.Env) engine.Program {
	p := &fakeProgram{engine: e, env: env, stopped: make(chan struct{})}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.made = append(e.made, p)
	return p
}

// programs is how many were made.
func (e *fakeEngine) programs() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.made)
}

type fakeProgram struct {
	engine  *fakeEngine
	env     engine.Env
	once    sync.Once
	stopped chan struct{}
	limit   int64
	steps   atomic.Int64
}

func (p *fakeProgram) Begin(limit int64) {
	p.limit = limit
	p.steps.Store(0)
}

func (p *fakeProgram) Steps() int64 { return p.steps.Load() }

// step is what a program does at each of its loops.
func (p *fakeProgram) step() {
	if n := p.steps.Add(1); p.limit > 0 && n > p.limit {
		p.env.Overstep()
	}
}

func (p *fakeProgram) Load([]engine.Module) error {
	if p.engine.load != nil {
		return p.engine.load(p)
	}
	return nil
}

func (p *fakeProgram) Stop() { p.once.Do(func() { close(p.stopped) }) }

func (p *fakeProgram) Lookup(_, name string) (engine.Func, error) {
	f, ok := p.engine.funcs[name]
	if !ok {
		return nil, engine.ErrNoFunction
	}
	return fakeFunc{p, f}, nil
}

type fakeFunc struct {
	p *fakeProgram
	f func(*fakeProgram)
}

func (f fakeFunc) Type() reflect.Type { return reflect.TypeFor[func()]() }

func (f fakeFunc) Call([]reflect.Value) ([]reflect.Value, *engine.Panic) {
	f.f(f.p)
	return nil, nil
}

// stream collects what Call sends.
type stream struct {
	replies []*workerpb.CallReply
}

func (s *stream) Send(r *workerpb.CallReply) error {
	s.replies = append(s.replies, r)
	return nil
}

func (s *stream) Finish(r *workerpb.CallReply) error { return s.Send(r) }

func (s *stream) outcomes() (all []*workerpb.Outcome) {
	for _, r := range s.replies {
		all = append(all, r.GetOutcomes()...)
	}
	return all
}

func (s *stream) health() *workerpb.Health { return s.replies[len(s.replies)-1].GetHealth() }

func refused(err error) bool {
	var e *serve.Error
	return errors.As(err, &e) && e.Code == serve.FailedPrecondition
}

// What is to meet its limits does so soon, and what is not does not, on a busy
// machine either.
const (
	wall  = time.Second
	grace = 2 * time.Second
)

func serving(t *testing.T, e *fakeEngine) *Worker {
	t.Helper()
	w := New(e)
	t.Cleanup(w.Close)
	p := genome.Standard()
	if _, err := w.Configure(&workerpb.ConfigureRequest{
		Profile:     &workerpb.Profile{Name: p.Name, Imports: p.Imports, Goroutines: true},
		MemoryBytes: 64 << 20, OutputBytes: 100, OutputTailBytes: 50, ValueBytes: 1000,
		GraceNs: int64(grace), Steps: 1000,
	}); err != nil {
		t.Fatal(err)
	}
	if r := reload(t, w); r.GetOutcome().GetVerdict() != workerpb.Verdict_VERDICT_OK {
		t.Fatal(r)
	}
	t.Cleanup(func() {
		for _, p := range e.made {
			p.Stop()
		}
	})
	return w
}

func reload(t *testing.T, w *Worker) *workerpb.LoadReply {
	t.Helper()
	r, err := w.Load(&workerpb.LoadRequest{
		Modules: []*workerpb.Module{{Files: []*workerpb.File{{Name: "c.go", Text: []byte("package candidate\n")}}}},
		WallNs:  int64(wall),
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func callIt(t *testing.T, w *Worker, function string, n int) *stream {
	t.Helper()
	s := &stream{}
	inputs := make([][]byte, n)
	for i := range inputs {
		inputs[i] = []byte("[]")
	}
	err := w.Call(&workerpb.CallRequest{Function: function, Inputs: inputs, WallNs: int64(wall), Operation: 7}, s)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEndings(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	e := &fakeEngine{funcs: map[string]func(*fakeProgram){
		"Return":   func(*fakeProgram) {},
		"Panic":    func(*fakeProgram) { panic("raw") },
		"Goexit":   func(*fakeProgram) { runtime.Goexit() },
		"Loop":     func(p *fakeProgram) { <-p.stopped },
		"Stuck":    func(*fakeProgram) { <-release },
		"Exit":     func(p *fakeProgram) { p.env.Exit(3) },
		"ExitZero": func(p *fakeProgram) { p.env.Exit(0) },
		"Overflow": func(p *fakeProgram) { _, _ = p.env.Stdout.Write(make([]byte, 101)) },
		"Exactly":  func(p *fakeProgram) { _, _ = p.env.Stderr.Write(make([]byte, 100)) },
		"Steps": func(p *fakeProgram) {
			for range 1000 {
				p.step()
			}
		},
		"TooManySteps": func(p *fakeProgram) {
			for {
				p.step()
			}
		},
		"ExitBelow": func(p *fakeProgram) { c := make(chan int); go func() { p.env.Exit(1) }(); <-p.stopped; close(c) },
	}}
	w := serving(t, e)
	for _, tc := range []struct {
		function string
		want     workerpb.Verdict
		rebuilt  bool
		serving  bool
	}{
		{"Return", workerpb.Verdict_VERDICT_OK, false, true},
		{"Panic", workerpb.Verdict_VERDICT_PANIC, false, true},
		{"Goexit", workerpb.Verdict_VERDICT_PANIC, false, true},
		{"Loop", workerpb.Verdict_VERDICT_TIMEOUT, true, true},
		{"Exit", workerpb.Verdict_VERDICT_FAILED, true, true},
		{"ExitZero", workerpb.Verdict_VERDICT_OK, true, true},
		{"ExitBelow", workerpb.Verdict_VERDICT_FAILED, true, true},
		{"Overflow", workerpb.Verdict_VERDICT_OUTPUT_LIMIT, true, true},
		{"Exactly", workerpb.Verdict_VERDICT_OK, false, true},
		{"Steps", workerpb.Verdict_VERDICT_OK, false, true},
		{"TooManySteps", workerpb.Verdict_VERDICT_STEP_LIMIT, true, true},
		{"Missing", workerpb.Verdict_VERDICT_NO_FUNCTION, false, true},
		{"Stuck", workerpb.Verdict_VERDICT_TIMEOUT, false, false}, // the last: it takes the worker
	} {
		before := e.programs()
		s := callIt(t, w, tc.function, 1)
		o := s.outcomes()
		if len(o) != 1 || o[0].GetVerdict() != tc.want {
			t.Errorf("%s: %v, want %s", tc.function, o, tc.want)
		}
		if want := map[string]int64{"Steps": 1000, "TooManySteps": 1001}[tc.function]; o[0].GetSteps() != want {
			t.Errorf("%s: %d steps, want %d", tc.function, o[0].GetSteps(), want)
		}
		if got := e.programs() > before; got != tc.rebuilt {
			t.Errorf("%s: rebuilt: %v, want %v", tc.function, got, tc.rebuilt)
		}
		if got := s.health().GetServing(); got != tc.serving {
			t.Errorf("%s: serving: %v, want %v", tc.function, got, tc.serving)
		}
	}
	// A worker that cannot serve says so instead of pretending.
	if s := callIt(t, w, "Return", 2); len(s.outcomes()) != 0 || s.health().GetServing() {
		t.Errorf("%v", s.replies)
	}
}

func TestRebuildFails(t *testing.T) {
	loads := 0
	e := &fakeEngine{
		funcs: map[string]func(*fakeProgram){"Loop": func(p *fakeProgram) { <-p.stopped }},
		load: func(*fakeProgram) error {
			if loads++; loads > 1 {
				return errors.New("not a second time")
			}
			return nil
		},
	}
	w := serving(t, e)
	s := callIt(t, w, "Loop", 3)
	if o := s.outcomes(); len(o) != 1 || o[0].GetVerdict() != workerpb.Verdict_VERDICT_TIMEOUT {
		t.Errorf("%v", o)
	}
	if h := s.health(); h.GetServing() || !strings.Contains(h.GetReason(), "not a second time") {
		t.Errorf("%v", h)
	}
}

// Stop may come before, during and after the operation that it is meant for.
func TestStop(t *testing.T) {
	started := make(chan struct{}, 1)
	e := &fakeEngine{funcs: map[string]func(*fakeProgram){
		"Loop":   func(p *fakeProgram) { started <- struct{}{}; <-p.stopped },
		"Return": func(*fakeProgram) {},
	}}
	w := serving(t, e)
	stop := func(operation uint64) {
		if _, err := w.Stop(&workerpb.StopRequest{Operation: operation}); err != nil {
			t.Error(err)
		}
	}
	stop(7) // overtakes
	if s := callIt(t, w, "Loop", 3); len(s.outcomes()) != 1 || s.outcomes()[0].GetVerdict() != workerpb.Verdict_VERDICT_CANCELLED || !s.health().GetServing() {
		t.Errorf("overtaking: %v", s.replies)
	}
	select {
	case <-started:
	default: // it was not even begun
	}
	stop(99) // meant for another
	go func() { <-started; stop(7) }()
	if s := callIt(t, w, "Loop", 1); s.outcomes()[0].GetVerdict() != workerpb.Verdict_VERDICT_CANCELLED {
		t.Errorf("during: %v", s.replies)
	}
	stop(99)
	if s := callIt(t, w, "Return", 1); s.outcomes()[0].GetVerdict() != workerpb.Verdict_VERDICT_OK {
		t.Errorf("another's stop: %v", s.replies)
	}
}

func TestOutOfOrder(t *testing.T) {
	w := New(&fakeEngine{})
	if _, err := w.Load(&workerpb.LoadRequest{}); !refused(err) {
		t.Errorf("Load before Configure: %v", err)
	}
	w = serving(t, &fakeEngine{})
	if _, err := w.Configure(&workerpb.ConfigureRequest{}); !refused(err) {
		t.Errorf("Configure twice: %v", err)
	}
	if _, err := w.Commit(&workerpb.CommitRequest{}); !refused(err) {
		t.Errorf("Commit of nothing: %v", err)
	}
}

// A failed load leaves the program that serves, and nothing of its own.
func TestFailedLoad(t *testing.T) {
	e := &fakeEngine{funcs: map[string]func(*fakeProgram){"Return": func(*fakeProgram) {}}}
	w := serving(t, e)
	serves := w.current
	for name, load := range map[string]func(*fakeProgram) error{
		"error": func(*fakeProgram) error {
			return &engine.LoadError{Diagnostics: []genome.Diagnostic{{Rule: "link", Message: "no", File: "c.go", Line: 1, Column: 1}}}
		},
		"panic":  func(*fakeProgram) error { return &engine.Panic{Message: "no"} },
		"raw":    func(*fakeProgram) error { panic("the interpreter is at a loss") },
		"loop":   func(p *fakeProgram) error { <-p.stopped; return nil },
		"output": func(p *fakeProgram) error { _, _ = p.env.Stdout.Write(make([]byte, 1000)); return nil },
	} {
		e.load = load
		r := reload(t, w)
		if v := r.GetOutcome().GetVerdict(); v == workerpb.Verdict_VERDICT_OK || v == workerpb.Verdict_VERDICT_UNSPECIFIED || r.GetOutcome().GetFailure().GetMessage() == "" {
			t.Errorf("%s: %v", name, r)
		}
		if w.current != serves || !r.GetHealth().GetServing() {
			t.Errorf("%s: another program serves", name)
		}
		last := e.made[len(e.made)-1]
		select {
		case <-last.stopped:
		default:
			t.Errorf("%s: the program that failed is not stopped", name)
		}
	}
}
