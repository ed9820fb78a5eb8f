package supervisor_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

func wantErr(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

func TestIDs(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	for _, id := range []string{"", ".", "..", "a/b", "../x", "/abs", "-x", ".hidden", "a..b", "a b", "a\x00b", "ü", "a\n", strings.Repeat("x", 65)} {
		if _, err := sup.Create(ctx, id); !errors.Is(err, supervisor.ErrBadID) {
			t.Errorf("%q: %v, want ErrBadID", id, err)
		}
	}
	b := create(t, sup, "evo-gen1.001_A")
	_, err := sup.Create(ctx, "evo-gen1.001_A")
	wantErr(t, err, supervisor.ErrExists)
	if err := b.Destroy(ctx); err != nil {
		t.Fatal(err)
	}
	create(t, sup, "evo-gen1.001_A")
}

func TestLifecycle(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "b")
	a := create(t, sup, "a")
	load(t, a, good)

	got, err := sup.Get("a")
	if err != nil || got != a {
		t.Fatalf("Get: %v", err)
	}
	_, err = sup.Get("c")
	wantErr(t, err, supervisor.ErrNotFound)

	list := sup.List()
	if len(list) != 2 || list[0].ID != "a" || list[1].ID != "b" {
		t.Fatalf("List: %+v", list)
	}
	if list[0].Status != supervisor.StatusServing || list[0].PID == 0 || len(list[0].Modules) != 1 || list[0].Modules[0].Name != "candidate" {
		t.Errorf("Info: %+v", list[0])
	}
	u, err := a.Usage()
	if err != nil || u.Memory.Value <= 0 || u.PeakMemory.Value < u.Memory.Value || u.CPU.Value <= 0 || u.Processes.Value != 1 || u.Threads.Value <= 0 || u.Uptime <= 0 {
		t.Errorf("Usage: %+v, %v", u, err)
	}

	pid := a.Info().PID
	if err := a.Restart(ctx); err != nil {
		t.Fatal(err)
	}
	if info := a.Info(); info.PID == pid || info.Restarts != 1 || info.Modules[0].Version != 1 {
		t.Errorf("after Restart: %+v", info)
	}
	if r := call(t, a, "F"); string(r.Value) != "7" {
		t.Errorf("after Restart: %+v", r)
	}

	if err := a.Destroy(ctx); err != nil {
		t.Fatal(err)
	}
	wantErr(t, a.Destroy(ctx), supervisor.ErrDestroyed)
	wantErr(t, a.Restart(ctx), supervisor.ErrDestroyed)
	_, err = a.Call(ctx, "F", nil)
	wantErr(t, err, supervisor.ErrDestroyed)
	_, err = a.HotReload(ctx, genome.FromString("candidate.go", good))
	wantErr(t, err, supervisor.ErrDestroyed)
	if _, err := a.Usage(); err == nil {
		t.Error("usage of a destroyed sandbox is known")
	}
	if unix.Kill(pid, 0) == nil {
		t.Error("the worker lives")
	}

	if err := sup.Close(ctx); err != nil {
		t.Fatal(err)
	}
	_, err = sup.Create(ctx, "new")
	wantErr(t, err, supervisor.ErrClosed)
	_, err = sup.Get("b")
	wantErr(t, err, supervisor.ErrClosed)
	_, err = b.Call(ctx, "F", nil)
	wantErr(t, err, supervisor.ErrDestroyed)
}

func TestBadConfig(t *testing.T) {
	for name, c := range map[string]supervisor.Config{
		"memory":   {Limits: supervisor.Limits{Memory: 1 << 20}},
		"wall":     {Limits: supervisor.Limits{Wall: time.Microsecond}},
		"output":   {Limits: supervisor.Limits{OutputTail: 1 << 30}},
		"caps":     {Caps: genome.Caps{TotalBytes: 1 << 30}},
		"spawns":   {MaxSpawns: -1},
		"long dir": {RuntimeDir: "/" + strings.Repeat("d", 90)},
	} {
		c.WorkerPath = workerPath
		if _, err := supervisor.New(c); !errors.Is(err, supervisor.ErrBadConfig) {
			t.Errorf("%s: %v, want ErrBadConfig", name, err)
		}
	}
	_, err := supervisor.New(supervisor.Config{WorkerPath: "/nowhere/worker"})
	wantErr(t, err, supervisor.ErrWorkerNotFound)
	_, err = supervisor.New(supervisor.Config{})
	wantErr(t, err, supervisor.ErrWorkerNotFound)
	if !strings.Contains(err.Error(), "go build") {
		t.Errorf("%v does not say how to build it", err)
	}
	_, err = supervisor.New(supervisor.Config{WorkerPath: workerPath, RuntimeDir: "/nowhere"})
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v, want not-exist", err)
	}
}

func TestTooMany(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{MaxSandboxes: 1})
	create(t, sup, "a")
	_, err := sup.Create(testContext(t), "b")
	wantErr(t, err, supervisor.ErrTooMany)
}

func TestAWorkerThatIsNone(t *testing.T) {
	for _, program := range []string{"/bin/true", "/bin/cat", "/bin/sleep"} {
		sup, err := supervisor.New(supervisor.Config{WorkerPath: program, StartTimeout: time.Second})
		if err != nil {
			t.Fatal(err)
		}
		_, err = sup.Create(testContext(t), "a")
		wantErr(t, err, supervisor.ErrSpawn)
		if len(sup.List()) != 0 {
			t.Errorf("%s: listed", program)
		}
		if err := sup.Close(testContext(t)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCancelledCreate(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := sup.Create(ctx, "a")
	wantErr(t, err, context.Canceled)
	create(t, sup, "a")
}

// A worker that dies while nobody uses it is replaced all the same.
func TestIdleDeath(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	events := sup.Subscribe(100)
	b := create(t, sup, "a")
	load(t, b, good)
	if err := unix.Kill(b.Info().PID, unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
	awaitEvent(t, events, supervisor.EventRestarted)
	info := b.Info()
	if info.Restarts != 1 || info.Death == nil || info.Death.Verdict != supervisor.InfraError {
		t.Errorf("%+v", info)
	}
	if r := call(t, b, "F"); string(r.Value) != "7" {
		t.Errorf("%+v", r)
	}
}

func awaitEvent(t testing.TB, s *supervisor.Subscription, name supervisor.EventName) supervisor.Event {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		select {
		case e, ok := <-s.Events():
			if !ok {
				t.Fatalf("no event %s", name)
			}
			if e.Name == name {
				return e
			}
		case <-deadline:
			t.Fatalf("no event %s", name)
		}
	}
}

// freeze stops a process and waits until all of it stands: its threads notice
// the signal when they get to run.
func freeze(t testing.TB, pid int) {
	t.Helper()
	if err := unix.Kill(pid, unix.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	eventually(t, "all threads stand still", func() bool {
		files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
		if err != nil || len(files) == 0 {
			t.Fatalf("threads of %d: %v %v", pid, files, err)
		}
		return !slices.ContainsFunc(files, func(file string) bool {
			text, err := os.ReadFile(file)
			return err == nil && !strings.Contains(string(text), "State:\tT")
		})
	})
}

// What a frozen worker cannot hold up.
func TestFrozenWorker(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: 3 * time.Second}})
	b := create(t, sup, "a")
	load(t, b, good)
	freeze(t, b.Info().PID)
	r := call(t, b, "F")
	if r.Verdict != supervisor.Timeout {
		t.Fatalf("%s %+v", r.Verdict, r.Error)
	}
	if r := call(t, b, "F"); string(r.Value) != "7" {
		t.Errorf("%+v %+v", r, r.Error)
	}
	freeze(t, b.Info().PID)
	if err := b.Destroy(testContext(t)); err != nil {
		t.Fatal(err)
	}
}
