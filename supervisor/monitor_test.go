package supervisor_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

func sampleAll(t testing.TB, sup *supervisor.Supervisor) supervisor.TotalUsage {
	t.Helper()
	u, err := sup.Sample(testContext(t))
	do(t, err)
	return u
}

func TestThresholds(t *testing.T) {
	unknown := math.NaN()
	for _, tc := range []struct {
		threshold supervisor.Threshold
		complete  bool
		values    []float64
		want      string
	}{
		{supervisor.Threshold{At: 10}, true, []float64{9, 10, 11, 9.5, 10, 8.9, 9.5, 10}, ".+...-.+"},
		{supervisor.Threshold{At: 10, Below: 5}, true, []float64{10, 5, 4, 10}, "+.-+"},
		{supervisor.Threshold{At: 10, Below: 10}, true, []float64{10, 9, 10, 9}, "+-+-"},
		{supervisor.Threshold{At: 10}, true, []float64{unknown, 10, unknown, 0, unknown, 10}, ".+.-.+"},
		// Of a sum of which some is not known.
		{supervisor.Threshold{At: 10}, false, []float64{9, 10, 0, 10}, ".+.."},
	} {
		tc.threshold.Resource = supervisor.ResourceQueue
		if said, err := tc.threshold.Look(tc.complete, tc.values...); said != tc.want || err != nil {
			t.Errorf("%+v, %v: %s %v, want %s", tc.threshold, tc.values, said, err, tc.want)
		}
	}
	for _, bad := range []supervisor.Threshold{
		{Resource: "luck", At: 1}, {Resource: "memory"}, {Resource: "memory", At: -1}, {Resource: "memory", At: math.NaN()},
		{Resource: "memory", At: math.Inf(1)}, {Resource: "memory", At: 1, Below: 2}, {Resource: "memory", At: 1, Below: math.NaN()},
	} {
		if _, err := bad.Look(true); !errors.Is(err, supervisor.ErrBadConfig) {
			t.Errorf("%+v: %v", bad, err)
		}
		c := supervisor.Config{WorkerPath: workerPath, Monitor: supervisor.Monitor{TotalThresholds: []supervisor.Threshold{bad}}}
		if _, err := supervisor.New(c); !errors.Is(err, supervisor.ErrBadConfig) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestThresholdsAsText(t *testing.T) {
	want := supervisor.Thresholds{{Resource: supervisor.ResourceMemory, At: 6e7}, {Resource: supervisor.ResourceQueue, At: 100, Below: 50}}
	var got, again supervisor.Thresholds
	do(t, got.UnmarshalText([]byte(" memory at 6e7,queue  at 100 below 50 ")))
	text, err := got.MarshalText()
	do(t, err, again.UnmarshalText(text))
	if !slices.Equal(got, want) || !slices.Equal(again, want) {
		t.Errorf("%+v, written %s, %+v", got, text, again)
	}
	do(t, got.UnmarshalText(nil))
	if len(got) != 0 {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"memory", "memory at", "memory at x", "memory above 1", "memory at 1 below", "memory at 1 below x", "memory at 1,"} {
		if err := got.UnmarshalText([]byte(bad)); err == nil || !strings.Contains(err.Error(), "threshold") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// Sandboxes, populations and all together are told of when they exceed what is
// set for them, once, and when they recover.
func TestMonitor(t *testing.T) {
	one := func(r supervisor.Resource, at, below float64) supervisor.Thresholds {
		return supervisor.Thresholds{{Resource: r, At: at, Below: below}}
	}
	sup := newSupervisor(t, supervisor.Config{
		Health: supervisor.Health{Interval: -1},
		Limits: supervisor.Limits{Wall: time.Minute},
		Monitor: supervisor.Monitor{
			Interval:             -1,
			SandboxThresholds:    one(supervisor.ResourceQueue, 2, 1),
			PopulationThresholds: one(supervisor.ResourceProcesses, 2, 2),
			TotalThresholds:      one(supervisor.ResourceQueue, 3, 1),
		},
	})
	a, b := create(t, sup, "a"), create(t, sup, "b", supervisor.WithThresholds())
	load(t, a, moody)
	load(t, b, moody)
	do(t, sup.Populations().Create("pair", "a", "b"), sup.Populations().Create("ignored", "a", "b"), sup.Populations().SetThresholds("ignored"))
	if u := sup.Usage(); u.Workers != 2 || u.Memory.Unknown != 2 || u.Memory.Known != 0 {
		t.Errorf("before the first sample: %+v", u)
	}
	if raw, err := json.Marshal(sup.Usage()); err != nil || !strings.Contains(string(raw), `"memory_bytes":{"value":null,"known":0,"unknown":2}`) {
		t.Errorf("%s %v", raw, err)
	}

	events := sup.Subscribe(1000)
	queue := func(b *supervisor.Sandbox, n int) (end func()) {
		stop, result := begin(t, sup, b)
		done := make(chan struct{})
		for range n {
			go func() {
				call(t, b, "F", "")
				done <- struct{}{}
			}()
		}
		awaitInfo(t, b, func(i supervisor.Info) bool { return i.Waiting == n })
		return func() {
			stop()
			<-result
			for range n {
				<-done
			}
		}
	}
	endA, endB := queue(a, 2), queue(b, 2)
	u := sampleAll(t, sup)
	sampleAll(t, sup)
	endA()
	endB()
	awaitInfo(t, a, func(i supervisor.Info) bool { return i.Waiting == 0 })
	sampleAll(t, sup)
	sampleAll(t, sup)
	if u.Sandboxes != 2 || u.Workers != 2 || u.Queue != 4 || u.Processes.Value != 2 || u.Processes.Known != 2 || u.Memory.Value < 2<<20 || u.Threads.Value < 2 || u.CPU.Value <= 0 || u.Uptime <= 0 || u.Oldest.IsZero() {
		t.Errorf("%+v", u)
	}
	if q, err := sup.Populations().Usage("pair"); err != nil || q.Sandboxes != 2 || q.Memory.Known != 2 || q.Memory.Value > sup.Usage().Memory.Value {
		t.Errorf("%+v %v", q, err)
	}
	do(t, sup.Populations().Remove("pair", "b"))
	sampleAll(t, sup)
	if s := a.Info().Usage; s == nil || !s.Memory.Known || s.Unknown != "" {
		t.Errorf("%+v", s)
	}

	events.Close()
	var said []string
	for e := range events.Events() {
		if strings.Contains(string(e.Name), ".resource.") {
			said = append(said, fmt.Sprint(e.Name, " ", e.Metadata.SandboxID, e.Metadata.Population, " ", e.Metadata.Resource, " ", *e.Measurements.Value, " ", *e.Measurements.Threshold))
		}
	}
	want := []string{
		"sandbox.resource.exceeded a queue 2 2", "population.resource.exceeded pair processes 2 2", "supervisor.resource.exceeded  queue 4 3",
		"sandbox.resource.recovered a queue 0 1", "supervisor.resource.recovered  queue 0 1", "population.resource.recovered pair processes 1 2",
	}
	if fmt.Sprint(said) != fmt.Sprint(want) {
		t.Errorf("said\n%s, want\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	_, err := sup.Populations().Usage("none")
	wantErr(t, err, supervisor.ErrPopulationNotFound)
	wantErr(t, sup.Populations().SetThresholds("none"), supervisor.ErrPopulationNotFound)
	wantErr(t, sup.Populations().SetThresholds("pair", supervisor.Threshold{Resource: "luck", At: 1}), supervisor.ErrBadConfig)
	_, err = sup.Create(testContext(t), "c", supervisor.WithThresholds(supervisor.Threshold{}))
	wantErr(t, err, supervisor.ErrBadConfig)
}

// What nobody can know is not zero, wherever it is said.
func TestUnknownUsage(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Monitor: supervisor.Monitor{Interval: -1}, WithoutCgroup: true, WithoutLayers: []jail.Layer{jail.Seccomp}, AllowDegraded: true})
	b := create(t, sup, "a", supervisor.WithRestart(supervisor.NeverRestart()))
	// A worker that may start processes, which nobody counts.
	u, err := b.Usage()
	var unknown *supervisor.UsageUnknownError
	if !errors.As(err, &unknown) || u.Memory.Known || u.CPU.Known || u.Processes.Known || u.Threads.Known || u.Uptime <= 0 {
		t.Errorf("%+v %v", u, err)
	}
	if total := sampleAll(t, sup); total.Workers != 1 || total.Memory.Unknown != 1 {
		t.Errorf("%+v", total)
	}
	events := sup.Subscribe(100)
	do(t, unix.Kill(b.Info().PID, unix.SIGKILL))
	awaitEvent(t, events, supervisor.EventGaveUp)
	total := sampleAll(t, sup)
	if total.Sandboxes != 1 || total.Workers != 0 || total.Memory.Unknown != 0 {
		t.Errorf("%+v", total)
	}
	s := b.Info().Usage
	if s == nil || s.Memory.Known || !strings.Contains(s.Unknown, "it has no worker (error)") {
		t.Fatalf("%+v", s)
	}
	raw, err := json.Marshal(s)
	if err != nil || !strings.Contains(string(raw), `"memory_bytes":null`) || !strings.Contains(string(raw), `"load":null`) {
		t.Errorf("%s %v", raw, err)
	}
	var back supervisor.Sample
	if err := json.Unmarshal(raw, &back); err != nil || back.Memory.Known || back.Uptime != s.Uptime {
		t.Errorf("%+v %v", back, err)
	}
}

// All that a worker has started is its sandbox's.
func TestUsageOfATree(t *testing.T) {
	sup := hostile(t, "family")
	b := create(t, sup, "a")
	load(t, b, good)
	if cgroupOf(t, b.Info().PID) == "" {
		t.Skip("no cgroups here, which alone count what an unsealed worker has started")
	}
	before, err := b.Usage()
	do(t, err)
	if r := call(t, b, "F"); string(r.Value) != "1" {
		t.Fatalf("%+v %s", r, r.Value)
	}
	after, err := b.Usage()
	if after.Processes.Value != 2 || after.Threads.Value <= before.Threads.Value || after.Memory.Value <= before.Memory.Value || !after.CPU.Known {
		t.Errorf("%+v, before %+v; %v", after, before, err)
	}
	if !after.PeakMemory.Known {
		wantUnknown(t, err)
	}
}

func wantUnknown(t testing.TB, err error) {
	t.Helper()
	var unknown *supervisor.UsageUnknownError
	if !errors.As(err, &unknown) {
		t.Errorf("%v does not say what is unknown", err)
	}
}

// In the background it goes on from where it was when it panicked.
func TestMonitorInTheBackground(t *testing.T) {
	panics := make(chan struct{}, 1)
	sup := newSupervisor(t, supervisor.Config{
		Health:  supervisor.Health{Interval: -1},
		Monitor: supervisor.Monitor{Interval: 10 * time.Millisecond, SandboxThresholds: []supervisor.Threshold{{Resource: supervisor.ResourceProcesses, At: 1}}},
		Random: func() float64 {
			select {
			case <-panics:
				panic("no chance")
			default:
				return 0.5
			}
		},
	})
	events := sup.Subscribe(1000)
	b := create(t, sup, "a")
	if e := awaitEvent(t, events, supervisor.EventExceeded); e.Metadata.SandboxID != "a" || *e.Measurements.Value != 1 {
		t.Errorf("%+v", e)
	}
	panics <- struct{}{}
	if e := awaitEvent(t, events, supervisor.EventServiceException); e.Metadata.Service != "monitor" || e.Metadata.Reason != "panicked: no chance" {
		t.Errorf("%+v", e)
	}
	now := time.Now()
	info := awaitInfo(t, b, func(i supervisor.Info) bool { return i.Usage != nil && i.Usage.Time.After(now) && i.Usage.Load.Known })
	if info.Usage.Processes.Value != 1 {
		t.Errorf("%+v", info.Usage)
	}
	// It has not forgotten what it had said.
	events.Close()
	for e := range events.Events() {
		if e.Name == supervisor.EventExceeded {
			t.Errorf("again: %+v", e)
		}
	}
}
