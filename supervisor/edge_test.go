package supervisor_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

func TestExitIsNoValue(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	load(t, b, "package candidate\n\nimport \"os\"\n\nfunc Square(x int) int {\n\tos.Exit(0)\n\treturn x\n}\n")
	if r := call(t, b, "Square", 1); r.Verdict != supervisor.OK || len(r.Value) != 0 {
		t.Errorf("%+v", r)
	}
	r, err := b.Run(ctx, fitness("func Fitness() float64 { return float64(candidate.Square(3)) }"))
	if err != nil || r.Verdict != supervisor.Failed || r.Score != nil {
		t.Errorf("%+v %v", r, err)
	}
	r, err = b.HotReload(ctx, genome.FromString("c.go", "package candidate\n\nimport \"os\"\n\nfunc init() { os.Exit(0) }\n"))
	if err != nil || r.Verdict != supervisor.LoadError {
		t.Errorf("%+v %v", r, err)
	}
	// A genome that calls itself as the harness is called has itself to blame.
	c := create(t, sup, "c")
	load(t, c, "package fitness\n\nfunc Fitness() float64 { return 1e9 }\n")
	r, err = c.Run(ctx, fitness("func Fitness() float64 { return float64(candidate.Square(3)) }"))
	if err != nil || r.Verdict != supervisor.LoadError || !strings.Contains(r.Error.Message, "fitness") {
		t.Errorf("%+v %v", r, err)
	}
}

// What a run's goroutines do after it is no later run's doing.
func TestLateGoroutines(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Output: 1000}})
	b := create(t, sup, "a")
	load(t, b, `package candidate

import (
	"fmt"
	"os"
	"strings"
	"time"
)

var done = make(chan bool)

func late(f func()) {
	go func() {
		time.Sleep(time.Millisecond)
		f()
		done <- true
	}()
}

func Exit()  { late(func() { os.Exit(9) }) }
func Print() { late(func() { fmt.Print("late") }) }
func Flood() { late(func() { fmt.Print(strings.Repeat("x", 5000)) }) }
func Wait()  { <-done }
func G() int { return 7 }
`)
	for _, f := range []string{"Exit", "Print", "Flood"} {
		call(t, b, f)
		time.Sleep(50 * time.Millisecond) // for something that must not be noticed
		if r := call(t, b, "G"); r.Verdict != supervisor.OK || string(r.Value) != "7" || r.Stdout != "" {
			t.Errorf("after %s: %+v %+v", f, r, r.Error)
		}
	}
}

func TestMigrateIsForWhatChanges(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	stateful := func(name, extra string) genome.Module {
		return module(name, "package "+name+extra+`

var n = 1

func N() int         { n++; return n }
func Snapshot() int  { return n }
func Restore(v int)  { n = v }

func Migrate(old []byte, from, to int) (int, error) { return 100*from + to, nil }
`)
	}
	for _, unnamed := range []bool{false, true} {
		b := create(t, sup, fmt.Sprint("box", unnamed))
		if r, err := b.HotReload(ctx, genome.Genome{stateful("a", ""), stateful("b", "")}); err != nil || r.Verdict != supervisor.OK {
			t.Fatal(r, err)
		}
		call(t, b, "a.N")
		changed := stateful("b", "\n\n//")
		if unnamed {
			changed.Name = ""
		}
		asked := 0
		g := genome.Genome{changed}
		if !unnamed {
			g = append(g, stateful("a", ""))
		}
		r, err := b.HotReload(ctx, g, supervisor.WithStateHandler(func(old json.RawMessage, from, to int) (json.RawMessage, error) {
			asked++
			return old, nil
		}))
		if err != nil || r.Verdict != supervisor.OK || asked != 1 {
			t.Fatal(r, err, asked)
		}
		if r := call(t, b, "a.N"); string(r.Value) != "3" {
			t.Errorf("unnamed %v: a, which did not change, was migrated: %s", unnamed, r.Value)
		}
		if r := call(t, b, "b.N"); string(r.Value) != "103" {
			t.Errorf("unnamed %v: b was not migrated from 1 to 2: %s", unnamed, r.Value)
		}
	}
}

func TestTooMuchIsTheCallersMistake(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Caps: genome.Caps{TotalBytes: 100 << 10}})
	ctx := testContext(t)
	b := create(t, sup, "a")
	filler := "\n// " + strings.Repeat("x", 60<<10) + "\n"
	if r, err := b.HotReload(ctx, genome.Genome{module("a", "package a"+filler)}); err != nil || r.Verdict != supervisor.OK {
		t.Fatal(r, err)
	}
	_, err := b.HotReload(ctx, genome.Genome{module("b", "package b"+filler)})
	wantErr(t, err, genome.ErrTooLarge)
	_, err = b.HotReload(ctx, genome.Genome{module("a", "package a\n")}, supervisor.WithStateHandler(
		func(json.RawMessage, int, int) (json.RawMessage, error) {
			return json.RawMessage(`"` + strings.Repeat("x", 20<<20) + `"`), nil
		}))
	if err == nil || !strings.Contains(err.Error(), "state handler") {
		t.Errorf("%v", err)
	}
	if info := b.Info(); info.Restarts != 0 || len(info.Modules) != 1 {
		t.Errorf("%+v", info)
	}
}

func TestQueueCountsThoseWhoWait(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Queue: 1}})
	b := create(t, sup, "a")
	load(t, b, good)
	for range 200 {
		results := make(chan *supervisor.Result, 2)
		for range 2 {
			go func() {
				r, err := b.Call(testContext(t), "F", nil)
				if err != nil {
					t.Error(err)
				}
				results <- r
			}()
		}
		for range 2 {
			if r := <-results; r.Verdict != supervisor.OK {
				t.Fatalf("one runs and one waits, but: %s", r.Verdict)
			}
		}
	}
}

func TestDestroyTwice(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	for range 10 {
		b := create(t, sup, "a")
		errs := make(chan error, 2)
		for range 2 {
			go func() {
				err := b.Destroy(ctx)
				if _, get := sup.Get("a"); !errors.Is(get, supervisor.ErrNotFound) {
					t.Errorf("Destroy returned, but the sandbox is there: %v", get)
				}
				errs <- err
			}()
		}
		one, two := <-errs, <-errs
		if (one == nil) == (two == nil) {
			t.Errorf("%v and %v, want one success", one, two)
		}
	}
}

func TestCloseDuringCreate(t *testing.T) {
	for i := range 8 {
		sup := newSupervisor(t, supervisor.Config{})
		started := make(chan struct{})
		errs := make(chan error, 1)
		go func() {
			close(started)
			_, err := sup.Create(context.Background(), "a")
			errs <- err
		}()
		<-started
		time.Sleep(time.Duration(i) * 2 * time.Millisecond) // the moment is what varies
		if err := sup.Close(testContext(t)); err != nil {
			t.Fatal(err)
		}
		if err := <-errs; err != nil && !errors.Is(err, supervisor.ErrClosed) {
			t.Errorf("%v, want ErrClosed", err)
		}
	}
}

func TestBadLimitsAndPolicies(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	for _, opt := range []supervisor.Option{
		supervisor.WithLimits(supervisor.Limits{Wall: 1<<63 - 1}),
		supervisor.WithLimits(supervisor.Limits{CPU: -1}),
		supervisor.WithRestart(supervisor.RestartPolicy{Max: -1}),
		supervisor.WithRestart(supervisor.RestartPolicy{Max: 1, When: "sometimes"}),
		supervisor.WithRestart(supervisor.RestartPolicy{Max: 1, MaxBackoff: 1<<63 - 1}),
		supervisor.WithProfile(genome.Profile{Name: "own", Imports: []string{"unsafe"}}),
	} {
		_, err := sup.Create(testContext(t), "a", opt)
		wantErr(t, err, supervisor.ErrBadConfig)
	}
}

// A cyclic panic value must not be followed round.
func TestCyclicPanicValue(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, "package candidate\n\nfunc F() {\n\tm := map[string]any{}\n\tm[\"x\"] = m\n\tpanic(m)\n}\n")
	if r := call(t, b, "F"); r.Verdict != supervisor.Panicked || b.Info().Restarts != 0 {
		t.Errorf("%s %+v", r.Verdict, r.Error)
	}
}

func TestLargeInputs(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, "package candidate\n\nfunc F(b []byte) int { return len(b) }\n")
	inputs := make([]supervisor.Args, 12)
	for i := range inputs {
		inputs[i] = supervisor.Args{bytes.Repeat([]byte("x"), 2<<20)}
	}
	outcomes, err := b.CallMany(testContext(t), "F", inputs)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		if o.Err != nil || string(o.Result.Value) != fmt.Sprint(2<<20) {
			t.Errorf("outcome %d: %+v %v", i, o.Result, o.Err)
		}
	}
}
