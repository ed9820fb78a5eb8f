package supervisor_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/supervisor"
)

// awaitInfo waits until a sandbox is as it should be.
func awaitInfo(t testing.TB, b *supervisor.Sandbox, as func(supervisor.Info) bool) supervisor.Info {
	t.Helper()
	for ctx := testContext(t); ctx.Err() == nil; time.Sleep(time.Millisecond) {
		if info := b.Info(); as(info) {
			return info
		}
	}
	t.Fatalf("it never comes to be so: %+v", b.Info())
	return supervisor.Info{}
}

func healthy(info supervisor.Info) bool { return info.Health != nil && info.Health.Healthy }

func quick(timeout time.Duration) supervisor.Health {
	return supervisor.Health{Interval: 20 * time.Millisecond, Timeout: timeout}
}

// An idle worker that does not answer is replaced, and what it served serves
// again; its siblings notice nothing.
func TestFrozenIdleWorkerIsReplaced(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Health: quick(patient(3 * time.Second))})
	events := sup.Subscribe(1000)
	b, sibling := create(t, sup, "a"), create(t, sup, "b")
	load(t, b, good)
	awaitInfo(t, b, healthy)
	awaitInfo(t, sibling, healthy)
	frozen := b.Info().PID
	do(t, unix.Kill(frozen, unix.SIGSTOP))
	e := awaitEvent(t, events, supervisor.EventUnhealthy)
	if m := e.Metadata; m.SandboxID != "a" || m.PID != frozen || !strings.HasPrefix(m.Reason, "did not answer a ping within") {
		t.Errorf("%+v", e)
	}
	awaitEvent(t, events, supervisor.EventDied)
	awaitEvent(t, events, supervisor.EventRestarted)
	info := awaitInfo(t, b, healthy)
	if info.PID == frozen || info.Status != supervisor.StatusServing || info.Restarts != 1 ||
		info.Death.Verdict != supervisor.Crashed || !strings.Contains(info.Death.Cause, "while nobody used it, and was killed") {
		t.Errorf("%+v %+v", info, info.Death)
	}
	if r := call(t, b, "F"); string(r.Value) != "7" {
		t.Errorf("%+v %+v", r, r.Error)
	}
	if info := sibling.Info(); info.Restarts != 0 {
		t.Errorf("%+v", info)
	}
}

// One that is frozen in the midst of a run is the run's affair.
func TestBusyWorkerIsNotChecked(t *testing.T) {
	const timeout = 2 * time.Second
	sup := newSupervisor(t, supervisor.Config{
		Health: quick(timeout), Limits: supervisor.Limits{Wall: time.Minute},
	})
	b := create(t, sup, "a", supervisor.WithRestart(supervisor.NeverRestart()))
	load(t, b, moody)
	events := sup.Subscribe(1000)
	stop, result := begin(t, sup, b)
	pid := b.Info().PID
	do(t, unix.Kill(pid, unix.SIGSTOP))
	// Its siblings are checked meanwhile, for longer than a check may take.
	sibling := create(t, sup, "b")
	for begun, last := time.Now(), time.Now(); last.Sub(begun) < timeout+time.Second; {
		last = awaitInfo(t, sibling, func(i supervisor.Info) bool { return i.Health != nil && i.Health.Time.After(last) }).Health.Time
	}
	if info := b.Info(); info.PID != pid || info.Death != nil {
		t.Errorf("%+v", info)
	}
	do(t, unix.Kill(pid, unix.SIGCONT))
	stop()
	if r := <-result; r.Verdict != supervisor.Cancelled {
		t.Errorf("%+v", r)
	}
	events.Close()
	for e := range events.Events() {
		if e.Name == supervisor.EventUnhealthy && e.Metadata.SandboxID == "a" {
			t.Errorf("%+v", e)
		}
	}
}

// Nor is one killed whose genome left goroutines behind that keep its processors
// busy.
func TestWorkerThatIsNeverAtRest(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Health: quick(patient(5 * time.Second))})
	b := create(t, sup, "a")
	load(t, b, "package candidate\n\nfunc F() int {\n\tfor i := 0; i < 4; i++ {\n\t\tgo func() {\n\t\t\tfor {\n\t\t\t}\n\t\t}()\n\t}\n\treturn 7\n}\n")
	if r := call(t, b, "F"); string(r.Value) != "7" {
		t.Fatalf("%+v %+v", r, r.Error)
	}
	for range 5 {
		last := time.Now()
		awaitInfo(t, b, func(i supervisor.Info) bool { return i.Restarts > 0 || healthy(i) && i.Health.Time.After(last) })
	}
	if info := b.Info(); info.Restarts != 0 {
		t.Errorf("%+v", info.Death)
	}
}

// A worker that answers with nonsense is found out before anybody needs it.
func TestIdleWorkerThatRefuses(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{WorkerPath: hostileWorkerPath(t, "ping-refuses"), Health: quick(5 * time.Second)})
	events := sup.Subscribe(1000)
	create(t, sup, "a", supervisor.WithRestart(supervisor.NeverRestart()))
	e := awaitEvent(t, events, supervisor.EventUnhealthy)
	if !strings.HasPrefix(e.Metadata.Reason, "could not be pinged: ") {
		t.Errorf("%+v", e)
	}
	if e := awaitEvent(t, events, supervisor.EventDied); e.Measurements.Result != supervisor.ProtocolError || !strings.Contains(e.Metadata.Reason, "leave me alone") {
		t.Errorf("%+v", e)
	}
	awaitEvent(t, events, supervisor.EventGaveUp)
}

// Checks are spread: the pauses between them are what their number makes of the
// interval, and chance makes of that.
func TestChecksArePaced(t *testing.T) {
	clock := &pacingClock{pauses: make(chan time.Duration), goOn: make(chan time.Time)}
	const interval = 10 * time.Second
	sup := newSupervisor(t, supervisor.Config{
		GC: supervisor.GC{Interval: -1}, Health: supervisor.Health{Interval: interval}, Monitor: supervisor.Monitor{Interval: -1},
		Clock: clock, Random: func() float64 { return 0.25 },
	})
	if d := <-clock.pauses; d != interval*3/4 {
		t.Errorf("without any sandbox: %v", d)
	}
	const n = 5
	boxes := make([]*supervisor.Sandbox, n)
	for i := range boxes {
		boxes[i] = create(t, sup, fmt.Sprint(i))
	}
	clock.goOn <- time.Time{}
	for range 2 * n {
		if d := <-clock.pauses; d != interval/n*3/4 {
			t.Errorf("with %d: %v", n, d)
		}
		clock.goOn <- time.Time{}
	}
	<-clock.pauses // the last: nothing asks while Close ends it
	for _, b := range boxes {
		awaitInfo(t, b, healthy)
	}
}

// A pacingClock tells how long it is to wait.
type pacingClock struct {
	pauses chan time.Duration
	goOn   chan time.Time
}

func (c *pacingClock) Now() time.Time { return time.Now() }

func (c *pacingClock) After(d time.Duration) <-chan time.Time {
	c.pauses <- d
	return c.goOn
}

func TestBadHealth(t *testing.T) {
	for _, h := range []supervisor.Health{{Interval: 1}, {Timeout: -1}, {Timeout: 1 << 62}} {
		if _, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, Health: h}); !errors.Is(err, supervisor.ErrBadConfig) {
			t.Errorf("%+v: %v", h, err)
		}
	}
}
