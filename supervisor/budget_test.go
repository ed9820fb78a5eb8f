package supervisor_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// promise is what every call keeps, whatever the genome or the worker does,
// with generous allowance for a busy machine.
func promise(t *testing.T, begun time.Time, limit time.Duration) {
	t.Helper()
	if late := time.Since(begun) - limit; late > 10*time.Second {
		t.Errorf("returned %v after the deadline", late)
	}
}

func TestSlowInputsAreNotStuck(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithLimits(supervisor.Limits{Wall: 4 * time.Second}))
	load(t, b, "package candidate\n\nimport \"time\"\n\nvar n int\n\nfunc F() int {\n\ttime.Sleep(1100 * time.Millisecond)\n\tn++\n\treturn n\n}\n")
	outcomes, err := b.CallMany(testContext(t), "F", make([]supervisor.Args, 6))
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		if o.Err != nil || o.Result.Verdict != supervisor.OK || string(o.Result.Value) != fmt.Sprint(i+1) {
			t.Errorf("outcome %d: %+v %v", i, o.Result, o.Err)
		}
	}
	if r := b.Info().Restarts; r != 0 {
		t.Errorf("%d restarts", r)
	}
}

const crasher = `package candidate

func F(crash bool) int {
	if crash {
		go func() { panic("told to") }()
		select {}
	}
	return 1
}
`

func TestBatchOutlivesManyDeaths(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithRestart(supervisor.RestartPolicy{Max: 2}))
	load(t, b, crasher)
	var inputs []supervisor.Args
	for i := range 24 {
		inputs = append(inputs, supervisor.Args{i%2 == 1})
	}
	outcomes, err := b.CallMany(testContext(t), "F", inputs)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		want := supervisor.OK
		if i%2 == 1 {
			want = supervisor.Crashed
		}
		if o.Err != nil || o.Result.Verdict != want {
			t.Errorf("outcome %d: %+v %v, want %s", i, o.Result, o.Err, want)
		}
	}
}

func TestBatchWithoutRestart(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithRestart(supervisor.NeverRestart()))
	load(t, b, strings.Replace(crasher, "return 1", "for i := 0; i < 300000; i++ {\n\t}\n\treturn 1", 1))
	outcomes, err := b.CallMany(testContext(t), "F", []supervisor.Args{{false}, {true}, {false}})
	if err != nil {
		t.Fatal(err)
	}
	crashed := 0
	for i, o := range outcomes {
		switch {
		case o.Err != nil:
			wantErr(t, o.Err, supervisor.ErrGaveUp)
		case o.Result.Verdict == supervisor.Crashed:
			crashed++
		case o.Result.Verdict != supervisor.OK || i == 1:
			t.Errorf("outcome %d: %+v", i, o.Result)
		}
	}
	if crashed != 1 {
		t.Errorf("%d outcomes say that it crashed, want 1", crashed)
	}
}

// A genome that takes long to be built again does not hold its answer up.
func TestTimeoutIsAnsweredBeforeTheRebuild(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Grace: ample})
	const wall, rebuild = 5 * time.Second, 2500 * time.Millisecond
	b := create(t, sup, "a", supervisor.WithLimits(supervisor.Limits{Wall: wall}))
	load(t, b, "package candidate\n\nimport \"time\"\n\nfunc init() { time.Sleep(2500 * time.Millisecond) }\n\nfunc F() {\n\tfor {\n\t}\n}\n\nfunc G() int { return 1 }\n")
	pid := b.Info().PID
	begun := time.Now()
	if r := call(t, b, "F"); r.Verdict != supervisor.Timeout {
		t.Fatalf("%+v %+v", r, r.Error)
	}
	if took := time.Since(begun); took > wall+rebuild {
		t.Errorf("answered after %v", took)
	}
	// Nor does a cancelled one cost it the worker.
	ctx, cancel := context.WithTimeout(testContext(t), 3*time.Second)
	defer cancel()
	begun = time.Now()
	r, err := b.Call(ctx, "F", nil)
	if err != nil || r.Verdict != supervisor.Timeout || !strings.Contains(r.Error.Message, "deadline") {
		t.Fatalf("%+v %+v %v", r, r.Error, err)
	}
	if took := time.Since(begun); took > 3*time.Second+rebuild {
		t.Errorf("answered after %v", took)
	}
	if r := call(t, b, "G"); string(r.Value) != "1" || b.Info().PID != pid {
		t.Errorf("%+v %+v", r, r.Error)
	}
}

func TestNobodyWaitsForABackoff(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithRestart(supervisor.RestartPolicy{Max: 100, Window: time.Hour, Backoff: time.Hour, MaxBackoff: time.Hour}))
	load(t, b, crasher)
	for range 4 {
		begun := time.Now()
		if r := call(t, b, "F", true); r.Verdict != supervisor.Crashed {
			t.Fatalf("%+v", r)
		}
		promise(t, begun, 0)
	}
	awaitInfo(t, b, func(i supervisor.Info) bool { return i.Status == supervisor.StatusRestarting })
	ctx, cancel := context.WithTimeout(testContext(t), 200*time.Millisecond)
	defer cancel()
	begun := time.Now()
	r, err := b.Call(ctx, "F", supervisor.Args{false})
	if err != nil || r.Verdict != supervisor.Timeout {
		t.Errorf("%+v %v", r, err)
	}
	promise(t, begun, 200*time.Millisecond)
	// Destroying does not wait either.
	begun = time.Now()
	if err := b.Destroy(testContext(t)); err != nil {
		t.Fatal(err)
	}
	promise(t, begun, 0)
}

func TestACancelledCallerRunsNothing(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, counter)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for range 20 {
		if r, err := b.Call(ctx, "Add", supervisor.Args{"x"}); err != nil || r.Verdict != supervisor.Cancelled {
			t.Fatalf("%+v %v", r, err)
		}
		if r, err := b.HotReload(ctx, genome.FromString("c.go", version(1))); err != nil || r.Verdict != supervisor.Cancelled {
			t.Fatalf("%+v %v", r, err)
		}
		wantErr(t, b.Restart(ctx), context.Canceled)
	}
	if r := call(t, b, "Add", "y"); string(r.Value) != "1" {
		t.Errorf("%s runs happened before this one", r.Value)
	}
}

// The steps of one load share its deadline; passing it leaves the old genome
// with its state.
func TestALoadHasOneDeadline(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Grace: ample})
	b := create(t, sup, "a", supervisor.WithLimits(supervisor.Limits{Wall: 2 * time.Second}))
	load(t, b, counter)
	call(t, b, "Add", "one")
	pid := b.Info().PID
	slow := strings.Replace(counter, "package candidate", "package candidate\n\nimport \"time\"\n\nfunc init() { time.Sleep(1500 * time.Millisecond) }", 1)
	slow = strings.Replace(slow, "s = old", "for i := 0; ; i++ {\n\t}", 1)
	begun := time.Now()
	r, err := b.HotReload(testContext(t), genome.FromString("c.go", slow))
	if err != nil || r.Verdict != supervisor.Timeout {
		t.Fatalf("%+v %v", r, err)
	}
	promise(t, begun, 2*time.Second)
	if r := call(t, b, "Add", "two"); string(r.Value) != "2" || b.Info().PID != pid {
		t.Errorf("%+v", r)
	}
}

func TestStuckSnapshotCostsTheWorker(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithLimits(supervisor.Limits{Wall: 3 * time.Second}))
	load(t, b, "package candidate\n\nimport \"time\"\n\nfunc Snapshot() int {\n\ttime.Sleep(time.Hour)\n\treturn 1\n}\n\nfunc F() int { return 7 }\n")
	r, err := b.HotReload(testContext(t), genome.FromString("c.go", version(2)))
	if err != nil || r.Verdict != supervisor.Timeout {
		t.Fatalf("%+v %v", r, err)
	}
	if r := call(t, b, "F"); string(r.Value) != "7" {
		t.Errorf("%+v %+v", r, r.Error)
	}
	if info := b.Info(); info.Restarts != 1 || info.Death.Verdict != supervisor.Timeout {
		t.Errorf("%+v", info)
	}
}

// A restart that fails for the moment is tried again.
func TestRestartTriesAgain(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, good)
	if err := os.Rename(workerPath, workerPath+".away"); err != nil {
		t.Fatal(err)
	}
	err := unix.Kill(b.Info().PID, unix.SIGKILL)
	events := sup.Subscribe(100)
	deadline := time.Now().Add(20 * time.Second)
	for b.Info().Status != supervisor.StatusRestarting || !strings.Contains(b.Info().Reason, "restart failed") {
		if time.Now().After(deadline) {
			t.Errorf("%+v", b.Info())
			break
		}
		time.Sleep(time.Millisecond) // polls a state that no event tells
	}
	if back := os.Rename(workerPath+".away", workerPath); err != nil || back != nil {
		t.Fatal(err, back)
	}
	awaitEvent(t, events, supervisor.EventRestarted)
	if r := call(t, b, "F"); string(r.Value) != "7" {
		t.Errorf("%+v", r)
	}
}
