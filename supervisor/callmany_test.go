package supervisor_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/petri-lab/petri/supervisor"
)

const moody = `package candidate

import "fmt"

var seen int

func f(n int) int { return f(n+1) + 1 }

func F(what string) string {
	seen++
	switch what {
	case "panic":
		panic("told to")
	case "loop":
		for {
		}
	case "crash":
		go func() { panic("told to crash") }()
		select {}
	case "stack":
		f(0)
	case "print":
		fmt.Print("printed")
	}
	return fmt.Sprint(what, " ", seen)
}
`

func TestCallMany(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Grace: ample, Limits: supervisor.Limits{Wall: patient(3 * time.Second), Memory: 64 << 20}})
	ctx := testContext(t)
	b := create(t, sup, "a")
	load(t, b, moody)
	whats := []string{"a", "b", "panic", "c", "loop", "d", "crash", "e", "print", "stack", "crash", "f"}
	var inputs []supervisor.Args
	for _, w := range whats {
		inputs = append(inputs, supervisor.Args{w})
	}
	inputs = append(inputs, supervisor.Args{1}, supervisor.Args{"g"})
	outcomes, err := b.CallMany(ctx, "F", inputs)
	if err != nil || len(outcomes) != len(inputs) {
		t.Fatalf("%d outcomes, %v", len(outcomes), err)
	}
	want := []supervisor.Verdict{"ok", "ok", "panic", "ok", "timeout", "ok", "crashed", "ok", "ok", "crashed", "crashed", "ok", "", "ok"}
	for i, o := range outcomes {
		if want[i] == "" {
			wantErr(t, o.Err, supervisor.ErrBadArguments)
			continue
		}
		if o.Err != nil || o.Result.Verdict != want[i] {
			t.Errorf("outcome %d: %+v %v, want %s", i, o.Result, o.Err, want[i])
			continue
		}
		if o.Result.Verdict == supervisor.OK && i < len(whats) && !strings.HasPrefix(string(o.Result.Value), `"`+whats[i]) {
			t.Errorf("outcome %d is another input's: %s", i, o.Result.Value)
		}
	}
	if got := outcomes[8].Result.Stdout; got != "printed" {
		t.Errorf("stdout %q", got)
	}
	// Without a death among them, package state lasts from input to input.
	load(t, b, moody+"\n//\n")
	outcomes, err = b.CallMany(ctx, "F", []supervisor.Args{{"a"}, {"panic"}, {"c"}})
	if err != nil || string(outcomes[2].Result.Value) != `"c 3"` {
		t.Errorf("%+v, %v", outcomes, err)
	}
	if got, err := b.CallMany(ctx, "F", nil); len(got) != 0 || err != nil {
		t.Errorf("%v, %v", got, err)
	}
}

func TestCallManyIsFast(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, "package candidate\n\nfunc F(x int) int { return x * x }\n")
	inputs := make([]supervisor.Args, 5000)
	for i := range inputs {
		inputs[i] = supervisor.Args{i}
	}
	outcomes, err := b.CallMany(testContext(t), "F", inputs)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		if o.Err != nil || string(o.Result.Value) != fmt.Sprint(i*i) {
			t.Fatalf("outcome %d: %+v", i, o)
		}
	}
}

func TestCancel(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Grace: ample, Limits: supervisor.Limits{Wall: time.Minute}})
	b := create(t, sup, "a")
	load(t, b, moody)
	pid := b.Info().PID
	events := sup.Subscribe(10)
	defer events.Close()

	ctx, cancel := context.WithCancel(testContext(t))
	go func() {
		awaitEvent(t, events, supervisor.EventRunStart)
		cancel()
	}()
	outcomes, err := b.CallMany(ctx, "F", []supervisor.Args{{"a"}, {"loop"}, {"b"}})
	if err != nil || len(outcomes) != 3 {
		t.Fatalf("%v, %v", outcomes, err)
	}
	if o := outcomes[1]; o.Result == nil || o.Result.Verdict != supervisor.Cancelled {
		t.Errorf("%+v %v", o.Result, o.Err)
	}
	if o := outcomes[2]; o.Result == nil || o.Result.Verdict != supervisor.Cancelled {
		t.Errorf("%+v %v", o.Result, o.Err)
	}

	short, cancel := context.WithTimeout(testContext(t), 100*time.Millisecond)
	defer cancel()
	r, err := b.Call(short, "F", supervisor.Args{"loop"})
	if err != nil || r.Verdict != supervisor.Timeout {
		t.Errorf("%+v %v", r, err)
	}
	if r := call(t, b, "F", "x"); r.Verdict != supervisor.OK || b.Info().PID != pid {
		t.Errorf("%+v", r)
	}
}

func TestDestroyDuringACall(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: time.Minute}})
	b := create(t, sup, "a")
	load(t, b, moody)
	events := sup.Subscribe(10)
	var wg sync.WaitGroup
	var r *supervisor.Result
	var err error
	wg.Go(func() { r, err = b.Call(testContext(t), "F", supervisor.Args{"loop"}) })
	awaitEvent(t, events, supervisor.EventRunStart)
	if err := b.Destroy(testContext(t)); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	if err != nil || r.Verdict != supervisor.Cancelled {
		t.Errorf("%+v %v", r, err)
	}
}
