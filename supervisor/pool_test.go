package supervisor_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

// filled waits until a pool has as many workers as it should, and some.
func filled(t testing.TB, sup *supervisor.Supervisor) {
	t.Helper()
	eventually(t, "the pool is full", func() bool {
		p := sup.Pool()
		return p.Wanted > 0 && p.Ready == p.Wanted
	})
}

func livingWorkers(t testing.TB) []int {
	t.Helper()
	names, err := testworker.Living(workerPath)
	if err != nil {
		t.Fatal(err)
	}
	pids := make([]int, len(names))
	for i, name := range names {
		if pids[i], err = strconv.Atoi(name); err != nil {
			t.Fatal(err)
		}
	}
	return pids
}

// eatsMemory takes 128 MiB, in small pieces.
const eatsMemory = `package candidate

func F() int {
	var all [][]byte
	for range 128 {
		all = append(all, make([]byte, 1<<20))
	}
	return len(all)
}
`

// A sandbox gets a worker that was there before, and no two the same; what the
// sandbox was created with holds all the same.
func TestPool(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Pool: supervisor.Pool{Min: 2, Max: 2}})
	filled(t, sup)
	before := livingWorkers(t)
	events := sup.Subscribe(100)
	a := create(t, sup, "a", supervisor.WithLimits(supervisor.Limits{Memory: 48 << 20}))
	b := create(t, sup, "b")
	pids := []int{a.Info().PID, b.Info().PID}
	if pids[0] == pids[1] || !slices.Contains(before, pids[0]) || !slices.Contains(before, pids[1]) {
		t.Errorf("workers %v, want two of %v", pids, before)
	}
	for range 2 {
		if e := <-events.Events(); e.Name != supervisor.EventCreated || !e.Metadata.FromPool {
			t.Errorf("event %+v", e)
		}
	}
	load(t, a, good)
	if r := call(t, a, "F"); string(r.Value) != "7" {
		t.Errorf("%+v", r)
	}
	filled(t, sup) // for the restart
	load(t, a, eatsMemory)
	if r := call(t, a, "F"); r.Verdict != supervisor.MemoryLimit {
		t.Errorf("128 MiB with a limit of 48: %s: %+v", r.Verdict, r.Error)
	}

	// A restart takes one as well.
	filled(t, sup)
	before = livingWorkers(t)
	if err := b.Restart(testContext(t)); err != nil {
		t.Fatal(err)
	}
	if pid := b.Info().PID; !slices.Contains(before, pid) || slices.Contains(pids, pid) {
		t.Errorf("restarted with worker %d, not one of the pool's", pid)
	}
	if p := sup.Pool(); p.Hits < 3 || p.Misses != 0 || p.Lost != 0 || p.Failed != 0 {
		t.Errorf("%+v", p)
	}
}

// Demand makes the pool grow to what it may have, and its end shrink.
func TestPoolFollowsDemand(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Pool: supervisor.Pool{Max: 3, Idle: supervisor.MinPoolIdle}})
	if p := sup.Pool(); p.Wanted != 0 || len(livingWorkers(t)) != 0 {
		t.Fatalf("before any demand: %+v, %v", p, livingWorkers(t))
	}
	most := 0
	for i := range 6 {
		create(t, sup, fmt.Sprint("box", i))
		p := sup.Pool()
		most = max(most, p.Wanted, p.Ready)
	}
	if p := sup.Pool(); p.Misses == 0 || p.Hits+p.Misses != 6 {
		t.Errorf("%+v", p)
	}
	if most == 0 || most > 3 {
		t.Errorf("up to %d workers were wanted, want 1 to 3", most)
	}
	eventually(t, "the pool shrinks", func() bool {
		p := sup.Pool()
		return p.Wanted == 0 && p.Ready == 0
	})
	if n := len(livingWorkers(t)); n != 6 {
		t.Errorf("%d workers for 6 sandboxes", n)
	}
}

// A shorter Idle holds at once, not when the longer one before it is over.
func TestSetPoolShortensIdle(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Pool: supervisor.Pool{Max: 2, Idle: time.Hour}})
	create(t, sup, "a")
	if p := sup.Pool(); p.Wanted == 0 {
		t.Fatalf("after demand: %+v", p)
	}
	if err := sup.SetPool(supervisor.Pool{Max: 2, Idle: supervisor.MinPoolIdle}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the pool shrinks", func() bool {
		p := sup.Pool()
		return p.Wanted == 0 && p.Ready == 0
	})
}

// What dies in the pool is replaced there, and what does not answer is not
// given out.
func TestPoolLosses(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Pool: supervisor.Pool{Min: 2, Max: 2}})
	filled(t, sup)
	events := sup.Subscribe(100)
	dead := livingWorkers(t)
	for _, pid := range dead {
		if err := unix.Kill(pid, unix.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "both are missed", func() bool { return sup.Pool().Lost == 2 })
	if e := <-events.Events(); e.Name != supervisor.EventPoolException || e.Metadata.PID == 0 || e.Metadata.Reason == "" {
		t.Errorf("event %+v", e)
	}
	filled(t, sup)
	mute := livingWorkers(t)
	for _, pid := range mute {
		freeze(t, pid)
	}
	b := create(t, sup, "b")
	if pid := b.Info().PID; slices.Contains(mute, pid) || slices.Contains(dead, pid) {
		t.Errorf("worker %d of %v and %v was given out", pid, dead, mute)
	}
	load(t, b, good)
	eventually(t, "the mute are gone", func() bool {
		now := livingWorkers(t)
		return !slices.ContainsFunc(mute, func(pid int) bool { return slices.Contains(now, pid) })
	})
}

// An empty pool is no error; everybody gets a worker of his own, and there are
// never more than may be.
func TestPoolExhausted(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Pool: supervisor.Pool{Min: 3, Max: 3}, MaxSpawns: 2, MaxSandboxes: 40})
	filled(t, sup)
	most := mostAtATime(func() int { return len(livingWorkers(t)) })
	pids := map[int]bool{}
	for _, o := range sup.BatchCreate(testContext(t), specs(40), 40) {
		if o.Err != nil {
			t.Fatal(o.Err)
		}
	}
	for _, info := range sup.List() {
		pids[info.PID] = true
	}
	if len(pids) != 40 {
		t.Errorf("%d workers for 40 sandboxes", len(pids))
	}
	filled(t, sup)
	if n := most(); n > 40+3 {
		t.Errorf("%d workers at a time, want at most 43", n)
	}
	if p := sup.Pool(); p.Hits < 3 || p.Hits+p.Misses != 40 {
		t.Errorf("%+v", p)
	}
}

// The bounds can be changed at any time, and are obeyed at once.
func TestSetPool(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Pool: supervisor.Pool{Max: -1}})
	create(t, sup, "cold")
	if p := sup.Pool(); p.Wanted != 0 || p.Misses != 1 {
		t.Errorf("without a pool: %+v", p)
	}
	for _, bad := range []supervisor.Pool{{Min: -1}, {Min: 3, Max: 2}, {Min: 1, Max: -1}, {Max: 1 << 20}, {Idle: -1}, {Idle: time.Millisecond}} {
		wantErr(t, sup.SetPool(bad), supervisor.ErrBadConfig)
		_, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, Pool: bad})
		wantErr(t, err, supervisor.ErrBadConfig)
	}
	for _, n := range []int{3, 1} {
		if err := sup.SetPool(supervisor.Pool{Min: n, Max: n}); err != nil {
			t.Fatal(err)
		}
		eventually(t, fmt.Sprintf("there are %d", n), func() bool {
			return sup.Pool().Ready == n && len(livingWorkers(t)) == 1+n
		})
	}
	if err := sup.SetPool(supervisor.Pool{Max: -1}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the pool is gone", func() bool { return len(livingWorkers(t)) == 1 })
	if err := sup.Close(testContext(t)); err != nil {
		t.Fatal(err)
	}
	wantErr(t, sup.SetPool(supervisor.Pool{}), supervisor.ErrClosed)
}

// Close leaves nothing of a pool that is being filled, taken from and shrunk;
// newSupervisor looks.
func TestCloseDuringRefill(t *testing.T) {
	for i := range 5 {
		sup := newSupervisor(t, supervisor.Config{Pool: supervisor.Pool{Min: 4, Max: 8, Idle: supervisor.MinPoolIdle}})
		ctx, cancel := context.WithCancel(testContext(t))
		var wg sync.WaitGroup
		for j := range i {
			wg.Go(func() {
				for n := 0; ctx.Err() == nil; n++ {
					b, err := sup.Create(ctx, fmt.Sprintf("box%d.%d", j, n))
					if err != nil {
						return // closed
					}
					_ = b.Destroy(ctx)
				}
			})
		}
		if i > 0 {
			eventually(t, "there is demand", func() bool { p := sup.Pool(); return p.Hits+p.Misses > uint64(i) })
		}
		if err := sup.Close(testContext(t)); err != nil {
			t.Error(err)
		}
		cancel()
		wg.Wait()
		if pids := livingWorkers(t); len(pids) != 0 {
			t.Errorf("round %d: workers left: %v", i, pids)
		}
	}
}

// Workers that have rehearsed are as others for whoever gets one: nothing
// serves, and versions and steps begin where they always do.
func TestPoolRehearses(t *testing.T) {
	const source = "package candidate\n\nfunc F() int { n := 0; for i := range 10 { n += i }; return n }\n"
	var loaded, called [2]*supervisor.Result
	for i, pool := range []supervisor.Pool{{Max: -1}, {Min: 1, Max: 1}} {
		t.Run(fmt.Sprint(pool), func(t *testing.T) {
			sup := newSupervisor(t, supervisor.Config{Pool: pool})
			if pool.Min > 0 {
				filled(t, sup)
			}
			b := create(t, sup, "b")
			if p := sup.Pool(); p.Hits != uint64(pool.Min) || p.Failed != 0 {
				t.Fatalf("%+v", p)
			}
			_, err := b.Call(testContext(t), "F", supervisor.Args{4})
			wantErr(t, err, supervisor.ErrNoGenome)
			loaded[i], called[i] = load(t, b, source), call(t, b, "F")
		})
	}
	for _, r := range [][2]*supervisor.Result{loaded, called} {
		if x, y := r[0], r[1]; x.Version != y.Version || x.Checksum != y.Checksum || x.Usage.Steps != y.Usage.Steps || string(x.Value) != string(y.Value) {
			t.Errorf("cold %+v\nwarm %+v", x, y)
		}
	}
}
