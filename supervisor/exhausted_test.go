package supervisor_test

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// wantRefused checks that Create failed for the host's reason and says what to
// do about it.
func wantRefused(t testing.TB, sup *supervisor.Supervisor, errno syscall.Errno, remedy string) {
	t.Helper()
	before := len(sup.List())
	b, err := sup.Create(testContext(t), "refused")
	switch {
	case err == nil:
		t.Errorf("created, want %v", errno)
		do(t, b.Destroy(testContext(t)))
	case !errors.Is(err, supervisor.ErrSpawn) || !errors.Is(err, errno) || !strings.Contains(err.Error(), remedy):
		t.Errorf("%v, want ErrSpawn, %q and %q", err, errno, remedy)
	}
	if now := len(sup.List()); now != before {
		t.Errorf("%d sandboxes, %d before", now, before)
	}
}

// eventually waits for what happens soon, but not at once.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for ctx := testContext(t); ctx.Err() == nil; time.Sleep(time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

// descriptors are those that a test holds so that nobody else can.
type descriptors []int

// take takes all that there are.
func (d *descriptors) take() (taken int) {
	for {
		fd, err := unix.Open("/dev/null", unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err != nil {
			return taken
		}
		*d = append(*d, fd)
		taken++
	}
}

// give gives some back.
func (d *descriptors) give(n int) {
	for _, fd := range (*d)[len(*d)-n:] {
		_ = unix.Close(fd)
	}
	*d = (*d)[:len(*d)-n]
}

// socketDirs counts the directories of workers' sockets.
func socketDirs(t testing.TB, runtimeDir string) int {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(runtimeDir, "*", "plugin-dir*"))
	do(t, err)
	return len(dirs)
}

// leaves lists the cgroups of a supervisor's workers, of which one has this
// pid; nil if there are none here.
func leaves(t testing.TB, pid int) []string {
	t.Helper()
	leaf := cgroupOf(t, pid)
	if leaf == "" {
		return nil
	}
	all, err := filepath.Glob(filepath.Join(filepath.Dir(leaf), "w-*"))
	do(t, err)
	return all
}

// However few descriptors are left when a supervisor starts, it isolates as it
// would with plenty, or says that there are none: what cannot be looked at is not
// taken for missing.
func TestNoDescriptorsAtStart(t *testing.T) {
	if !apart(t, nil) {
		return
	}
	config := supervisor.Config{WorkerPath: workerPath, RuntimeDir: shortTemp(t), AllowDegraded: true}
	isolation := func(sup *supervisor.Supervisor) map[string]string {
		all := sup.Audit().Records(supervisor.AuditFilter{Kinds: []supervisor.AuditKind{supervisor.AuditIsolation}})
		return all[0].Isolation
	}
	plenty, err := supervisor.New(config)
	do(t, err)
	want := isolation(plenty)
	do(t, plenty.Close(testContext(t)))
	var held descriptors
	do(t, unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 200, Max: 4096}))
	defer func() { held.give(len(held)) }()
	refused, started := 0, 0
	for free := range 30 {
		held.take()
		held.give(free)
		sup, err := supervisor.New(config)
		if err != nil {
			refused++
			if !errors.Is(err, unix.EMFILE) {
				t.Errorf("with %d descriptors: %v, want EMFILE", free, err)
			}
			continue
		}
		started++
		if got := isolation(sup); !maps.Equal(got, want) {
			t.Errorf("with %d descriptors: isolation %v, want %v", free, got, want)
		}
		held.give(len(held)) // to close it
		do(t, sup.Close(testContext(t)))
	}
	if refused == 0 || started == 0 {
		t.Errorf("%d starts were refused, and %d were not", refused, started)
	}
}

// However few descriptors are left, Create works or says that there are none,
// and holds none afterwards.
func TestNoDescriptors(t *testing.T) {
	if !apart(t, nil) {
		return
	}
	dir := shortTemp(t)
	sup := newSupervisor(t, supervisor.Config{RuntimeDir: dir})
	old := create(t, sup, "old")
	load(t, old, good)
	var held descriptors
	do(t, unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 200, Max: 4096}))
	held.take()
	defer func() { held.give(len(held)) }()
	enough := 0
	for free := range 30 {
		held.give(free)
		b, err := sup.Create(testContext(t), "new")
		switch {
		case err == nil:
			enough = cmp.Or(enough, free)
			load(t, b, good)
			do(t, b.Destroy(testContext(t)))
		case enough > 0 || !errors.Is(err, supervisor.ErrSpawn) || !errors.Is(err, unix.EMFILE) || !strings.Contains(err.Error(), "RLIMIT_NOFILE"):
			t.Errorf("with %d descriptors: %v", free, err)
		}
		back := 0
		eventually(t, fmt.Sprintf("%d descriptors are free again", free), func() bool {
			back += held.take()
			return back >= free
		})
		if back > free {
			t.Errorf("%d descriptors were closed, %d given", back, free)
		}
		if r := call(t, old, "F"); string(r.Value) != "7" {
			t.Errorf("with %d descriptors: %+v %+v", free, r, r.Error)
		}
		held.give(2) // to look
		if n := socketDirs(t, dir); n != 1 {
			t.Errorf("with %d descriptors: %d socket directories: %v", free, n, tree(t, dir))
		}
		if left := leaves(t, old.Info().PID); len(left) > 1 {
			t.Errorf("with %d descriptors: cgroups %v", free, left)
		}
		held.take()
	}
	if enough == 0 {
		t.Error("29 descriptors are not enough for a worker")
	}
	t.Logf("%d descriptors are enough", enough)
	held.give(len(held))
	create(t, sup, "new")
}

// A worker that dies while no other can be started is replaced once one can,
// within the policy; a sandbox that gave up says infra_error, and Restart
// brings it back.
func TestNoDescriptorsForARestart(t *testing.T) {
	if !apart(t, nil) {
		return
	}
	dir := shortTemp(t)
	sup := newSupervisor(t, supervisor.Config{RuntimeDir: dir})
	patient := create(t, sup, "patient", supervisor.WithRestart(patience()))
	load(t, patient, good)
	haste := patience()
	haste.Max = 5
	hasty := create(t, sup, "hasty", supervisor.WithRestart(haste))
	load(t, hasty, crasher)
	events := sup.Subscribe(1000)

	// Not one more, also in place of one that is closed.
	limit := func(n uint64) { do(t, unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: n, Max: 4096})) }
	limit(3)
	defer limit(4096)
	do(t, unix.Kill(patient.Info().PID, unix.SIGKILL))

	outcomes, err := hasty.CallMany(testContext(t), "F", []supervisor.Args{{true}, {false}})
	do(t, err)
	for i, o := range outcomes {
		if o.Err != nil || o.Result.Verdict != supervisor.InfraError && o.Result.Verdict != supervisor.Crashed {
			t.Errorf("outcome %d: %+v %v", i, o.Result, o.Err)
		}
	}
	wantUnspawned := func(r *supervisor.Result, err error) {
		t.Helper()
		do(t, err)
		if r.Verdict != supervisor.InfraError || !strings.Contains(r.Error.Message, "RLIMIT_NOFILE") {
			t.Errorf("%s %+v", r.Verdict, r.Error)
		}
	}
	awaitEvent(t, events, supervisor.EventGaveUp)
	wantUnspawned(hasty.Call(testContext(t), "F", supervisor.Args{false}))
	wantUnspawned(hasty.HotReload(testContext(t), genome.FromString("c.go", good)))
	wantUnspawned(hasty.Run(testContext(t), fitness("func Fitness() float64 { return 1 }")))
	if info := hasty.Info(); info.Status != supervisor.StatusError || !strings.Contains(info.Reason, "RLIMIT_NOFILE") {
		t.Errorf("%+v", info)
	}
	err = hasty.Restart(testContext(t))
	if !errors.Is(err, supervisor.ErrGaveUp) || !errors.Is(err, supervisor.ErrSpawn) || !errors.Is(err, unix.EMFILE) {
		t.Errorf("Restart: %v", err)
	}
	if info := patient.Info(); info.Status != supervisor.StatusRestarting {
		t.Errorf("%+v", info)
	}

	limit(4096)
	if r := call(t, patient, "F"); string(r.Value) != "7" {
		t.Errorf("%+v %+v", r, r.Error)
	}
	do(t, hasty.Restart(testContext(t)))
	if r := call(t, hasty, "F", false); r.Verdict != supervisor.OK {
		t.Errorf("%+v %+v", r, r.Error)
	}
	if n := socketDirs(t, dir); n != 2 {
		t.Errorf("%d socket directories: %v", n, tree(t, dir))
	}
	if left := leaves(t, patient.Info().PID); len(left) > 2 {
		t.Errorf("cgroups of dead workers: %v", left)
	}
}

// patience is a policy that does not give up within a test.
func patience() supervisor.RestartPolicy {
	return supervisor.RestartPolicy{Max: 1e6, Window: time.Hour, Backoff: time.Millisecond, MaxBackoff: 10 * time.Millisecond}
}
