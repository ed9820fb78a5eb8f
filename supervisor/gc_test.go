package supervisor_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

// A fakeClock stands still until it is told.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	panic bool                // at the next question
	asked chan chan time.Time // by After
}

func newClock() *fakeClock {
	return &fakeClock{now: time.Unix(1e9, 0), asked: make(chan chan time.Time, 16)}
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.panic {
		c.panic = false
		panic("the clock is broken")
	}
	return c.now
}

func (c *fakeClock) After(time.Duration) <-chan time.Time {
	rings := make(chan time.Time, 1)
	c.asked <- rings
	return rings
}

func (c *fakeClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func collect(t testing.TB, sup *supervisor.Supervisor) string {
	t.Helper()
	done, err := sup.Collect(testContext(t))
	if err != nil || len(done.Failed) != 0 {
		t.Fatalf("%+v %v", done, err)
	}
	var words []string
	for _, c := range done.Collected {
		words = append(words, c.ID+" "+string(c.Reason))
	}
	return strings.Join(words, ", ")
}

// crash makes a sandbox give up.
func crash(t testing.TB, sup *supervisor.Supervisor, b *supervisor.Sandbox) {
	t.Helper()
	events := sup.Subscribe(100)
	defer events.Close()
	if err := unix.Kill(b.Info().PID, unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
	awaitEvent(t, events, supervisor.EventGaveUp)
}

func TestCollect(t *testing.T) {
	clock := newClock()
	sup := newSupervisor(t, supervisor.Config{GC: supervisor.GC{Interval: -1, IdleTTL: time.Hour}, Clock: clock})
	once := supervisor.WithRestart(supervisor.NeverRestart())
	protected := supervisor.WithProtected()
	lease, end := context.WithCancelCause(context.Background())

	create(t, sup, "warm-up")
	load(t, create(t, sup, "idle"), good)
	load(t, create(t, sup, "idle-but-protected", protected), good)
	clock.advance(time.Hour)
	if got := collect(t, sup); got != "" {
		t.Errorf("after no more than the TTL: %s", got)
	}
	used, _ := sup.Get("warm-up")
	load(t, used, good)
	goroutines, descriptors := goleak.IgnoreCurrent(), openDescriptors(t)
	groups := filepath.Join(filepath.Dir(cgroupOf(t, used.Info().PID)), "w-*")
	clock.advance(time.Minute)

	crash(t, sup, create(t, sup, "crashed", once))
	crash(t, sup, create(t, sup, "crashed-but-protected", once, protected))
	create(t, sup, "leased", supervisor.WithLease(lease))
	create(t, sup, "leased-but-protected", supervisor.WithLease(lease), protected)
	create(t, sup, "no-lineage")
	for g := range 6 {
		create(t, sup, fmt.Sprint("gen", g), child(g))
	}
	create(t, sup, "gen0-but-protected", child(0), protected)
	if err := sup.Populations().Create("all", "crashed", "leased", "gen0", "gen5"); err != nil {
		t.Fatal(err)
	}
	end(errors.New("owner went home"))

	events := sup.Subscribe(100)
	if got := collect(t, sup); got != "crashed crashed, gen0 old_generation, gen1 old_generation, idle idle, leased lease_ended" {
		t.Errorf("collected: %s", got)
	}
	if got := collect(t, sup); got != "" {
		t.Errorf("the second time: %s", got)
	}
	said, destroyed := map[string]string{}, 0
	for range 10 {
		switch e := <-events.Events(); e.Name {
		case supervisor.EventCollected:
			said[e.Metadata.SandboxID] = fmt.Sprint(e.Metadata.Reason, e.Metadata.Populations)
		case supervisor.EventDestroyed:
			destroyed++
		}
	}
	if destroyed != 5 || fmt.Sprint(said) != "map[crashed:crashed[all] gen0:old_generation[all] gen1:old_generation[] idle:idle[] leased:lease_ended[all]]" {
		t.Errorf("%d destroyed; %v", destroyed, said)
	}
	if got := ids(sup.List()); got != "crashed-but-protected gen0-but-protected gen2 gen3 gen4 gen5 idle-but-protected leased-but-protected no-lineage warm-up" {
		t.Errorf("living: %s", got)
	}
	if q, _ := sup.Populations().Get("all"); q.Departed != 3 || len(q.Members) != 1 {
		t.Errorf("%+v", q)
	}
	for id, want := range map[string]string{
		"idle": "collected: not used for 1h1m0s, longer than 1h0m0s", "gen0": "collected: of generation 0, and the newest is 5",
		"leased": "collected: its owner's lease ended: owner went home", "crashed": "collected: worker was killed by SIGKILL",
	} {
		if r, err := sup.Lineage().Record(id); err != nil || r.Alive() || !strings.HasPrefix(r.Cause, want) {
			t.Errorf("%s: %q, %v", id, r.Cause, err)
		}
	}

	// Who is not protected any more is collected, and the other way round.
	if b, err := sup.Get("idle-but-protected"); err != nil || !b.Info().Protected || b.Protect(false) != nil || b.Info().Protected {
		t.Error(err)
	}
	if got := collect(t, sup); got != "idle-but-protected idle" {
		t.Errorf("collected: %s", got)
	}
	events.Close()

	// Nothing is left of what was collected, and of what is destroyed.
	for _, info := range sup.List() {
		if b, err := sup.Get(info.ID); err == nil && info.ID != "warm-up" {
			destroy(t, b)
		}
	}
	if pids, err := testworker.Living(workerPath); err != nil || len(pids) != 1 {
		t.Errorf("workers: %v %v", pids, err)
	}
	if left, err := filepath.Glob(groups); err != nil || len(left) > 1 {
		t.Errorf("cgroups: %v %v", left, err)
	}
	if dirs, err := os.ReadDir(sup.Dir()); err != nil || len(dirs) != 1 {
		t.Errorf("directories: %v %v", dirs, err)
	}
	if n := openDescriptors(t); n > descriptors {
		t.Errorf("%d descriptors open, %d before", n, descriptors)
	}
	if err := goleak.Find(goroutines); err != nil {
		t.Error(err)
	}
}

func ids(infos []supervisor.Info) string {
	var ids []string
	for _, info := range infos {
		ids = append(ids, info.ID)
	}
	return strings.Join(ids, " ")
}

// begin starts a call that lasts until stop is called, and waits for its start.
func begin(t *testing.T, sup *supervisor.Supervisor, b *supervisor.Sandbox) (stop func(), result <-chan *supervisor.Result) {
	t.Helper()
	events := sup.Subscribe(100)
	defer events.Close()
	ctx, cancel := context.WithCancel(testContext(t))
	results := make(chan *supervisor.Result, 1)
	go func() {
		r, err := b.Call(ctx, "F", supervisor.Args{"loop"})
		if err != nil {
			t.Error(err)
		}
		results <- r
	}()
	awaitEvent(t, events, supervisor.EventRunStart)
	return cancel, results
}

func TestCollectLeavesWhatIsInUse(t *testing.T) {
	clock := newClock()
	sup := newSupervisor(t, supervisor.Config{
		GC: supervisor.GC{Interval: -1, IdleTTL: time.Hour, RetainGenerations: 1}, Clock: clock,
		Limits: supervisor.Limits{Wall: time.Minute},
	})
	idle, old := create(t, sup, "idle"), create(t, sup, "old", child(0))
	load(t, idle, moody)
	load(t, old, moody)
	stopIdle, idled := begin(t, sup, idle)
	stopOld, olded := begin(t, sup, old)
	load(t, create(t, sup, "new", child(2)), good)
	clock.advance(2 * time.Hour)
	if got := collect(t, sup); got != "new idle" {
		t.Errorf("collected: %s", got)
	}
	load(t, create(t, sup, "newer", child(2)), good)
	if got := collect(t, sup); got != "" {
		t.Errorf("collected: %s", got)
	}
	stopIdle()
	stopOld()
	if r := <-idled; r.Verdict != supervisor.Cancelled {
		t.Errorf("%+v", r)
	}
	<-olded
	// The end of a call is a use.
	call(t, idle, "F", "")
	call(t, old, "F", "")
	if got := collect(t, sup); got != "old old_generation" {
		t.Errorf("collected: %s", got)
	}
	_, err := old.Call(testContext(t), "F", supervisor.Args{""})
	wantErr(t, err, supervisor.ErrDestroyed)
	wantErr(t, old.Protect(true), supervisor.ErrDestroyed)
}

// Nobody waits for what an owner who is gone had begun.
func TestCollectEndsWhatALeaseBegan(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{GC: supervisor.GC{Interval: -1}, Limits: supervisor.Limits{Wall: time.Minute}})
	lease, end := context.WithCancel(context.Background())
	b := create(t, sup, "a", supervisor.WithLease(lease))
	load(t, b, moody)
	_, result := begin(t, sup, b)
	if got := collect(t, sup); got != "" {
		t.Errorf("collected: %s", got)
	}
	end()
	if got := collect(t, sup); got != "a lease_ended" {
		t.Errorf("collected: %s", got)
	}
	if r := <-result; r.Verdict != supervisor.Cancelled {
		t.Errorf("%+v %+v", r, r.Error)
	}
	_, err := sup.Create(testContext(t), "b", supervisor.WithLease(lease))
	wantErr(t, err, context.Canceled)
}

// Several collections and owners that destroy: each sandbox ends once.
func TestCollectConcurrently(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{GC: supervisor.GC{Interval: -1}})
	lease, end := context.WithCancel(context.Background())
	const n = 9
	for i := range n {
		create(t, sup, fmt.Sprint(i), supervisor.WithLease(lease))
	}
	end()
	var mu sync.Mutex
	ended := map[string]int{}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			done, err := sup.Collect(testContext(t))
			if err != nil || len(done.Failed) > 0 {
				t.Error(done, err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, c := range done.Collected {
				ended[c.ID]++
			}
		})
	}
	for i := range n {
		if b, err := sup.Get(fmt.Sprint(i)); err == nil && b.Destroy(testContext(t)) == nil {
			mu.Lock()
			ended[b.ID()]++
			mu.Unlock()
		}
	}
	wg.Wait()
	for i := range n {
		if ended[fmt.Sprint(i)] != 1 {
			t.Errorf("%d ended %d times", i, ended[fmt.Sprint(i)])
		}
	}
	if len(sup.List()) != 0 {
		t.Error(sup.List())
	}
}

func TestCollectSaysWhatItDidNotDo(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{GC: supervisor.GC{Interval: -1}})
	lease, end := context.WithCancel(context.Background())
	create(t, sup, "a", supervisor.WithLease(lease))
	end()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	done, err := sup.Collect(ctx)
	if err != nil || len(done.Failed)+len(done.Collected) != 1 {
		t.Errorf("%+v %v", done, err)
	}
	for _, f := range done.Failed {
		if f.ID != "a" || f.Reason != supervisor.CollectLeaseEnded || !errors.Is(f.Err, context.Canceled) {
			t.Errorf("%+v", f)
		}
	}
	if err := sup.Close(testContext(t)); err != nil {
		t.Fatal(err)
	}
	_, err = sup.Collect(ctx)
	wantErr(t, err, supervisor.ErrClosed)
}

// The collection in the background keeps its hours, and survives a panic: what
// it was at is done when it is there again.
func TestCollectInTheBackground(t *testing.T) {
	clock := newClock()
	sup := newSupervisor(t, supervisor.Config{GC: supervisor.GC{Interval: time.Hour, IdleTTL: time.Minute}, Health: supervisor.Health{Interval: -1}, Monitor: supervisor.Monitor{Interval: -1}, Clock: clock})
	events := sup.Subscribe(1000)
	b := create(t, sup, "a")
	rings := <-clock.asked
	tick := func() {
		rings <- clock.Now()
		rings = <-clock.asked // it has done its round
	}
	tick()
	if b.Info().Status != supervisor.StatusServing {
		t.Fatalf("%+v", b.Info())
	}
	clock.advance(time.Hour)
	clock.mu.Lock()
	clock.panic = true
	clock.mu.Unlock()
	rings <- time.Time{}
	rings = <-clock.asked
	if info := b.Info(); info.Status != supervisor.StatusDestroyed || info.Reason != "collected: not used for 1h0m0s, longer than 1m0s" {
		t.Errorf("%+v", info)
	}
	seen := events
	if e := awaitEvent(t, seen, supervisor.EventServiceException); e.Metadata.Service != "collector" || e.Metadata.Reason != "panicked: the clock is broken" || !strings.Contains(e.Metadata.Stack, "Collect") {
		t.Errorf("%+v", e)
	}
	if e := awaitEvent(t, events, supervisor.EventCollected); e.Metadata.SandboxID != "a" || e.Metadata.Reason != string(supervisor.CollectIdle) {
		t.Errorf("%+v", e)
	}
}

// By default there is a collection every minute.
func TestCollectEveryMinute(t *testing.T) {
	clock := &pacingClock{pauses: make(chan time.Duration), goOn: make(chan time.Time)}
	newSupervisor(t, supervisor.Config{Health: supervisor.Health{Interval: -1}, Monitor: supervisor.Monitor{Interval: -1}, Clock: clock})
	for range 3 {
		if d := <-clock.pauses; d != time.Minute {
			t.Errorf("%v from one to the next", d)
		}
		clock.goOn <- time.Time{}
	}
	<-clock.pauses
}

func TestBadGC(t *testing.T) {
	for name, c := range map[string]supervisor.Config{
		"interval":    {GC: supervisor.GC{Interval: 1}},
		"TTL":         {GC: supervisor.GC{IdleTTL: -1}},
		"records":     {LineageRecords: -1},
		"populations": {MaxPopulations: -1},
	} {
		c.WorkerPath = workerPath
		if _, err := supervisor.New(c); !errors.Is(err, supervisor.ErrBadConfig) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
