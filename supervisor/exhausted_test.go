package supervisor_test

import (
	"cmp"
	"errors"
	"fmt"
	"os"
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
	sup := newSupervisor(t, supervisor.Config{})
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
	if left := leaves(t, patient.Info().PID); len(left) > 2 {
		t.Errorf("cgroups of dead workers: %v", left)
	}
}

// A runtime directory in which nothing can be made, for each of the reasons.
func TestNoRuntimeDir(t *testing.T) {
	dir := shortTemp(t)
	sup := newSupervisor(t, supervisor.Config{RuntimeDir: dir})
	old := create(t, sup, "old")
	load(t, old, good)
	dirs, err := filepath.Glob(filepath.Join(dir, "*"))
	do(t, err)
	here, away := dirs[0], filepath.Join(dir, "away")

	// A cleaner of temporary files was there.
	do(t, os.Rename(here, away))
	wantRefused(t, sup, unix.ENOENT, "cleaners")
	do(t, os.WriteFile(here, nil, 0o600))
	wantRefused(t, sup, unix.ENOTDIR, "something else")
	do(t, os.Remove(here), os.Rename(away, here))
	if os.Geteuid() != 0 { // whom no permission stops
		do(t, os.Chmod(here, 0o500))
		wantRefused(t, sup, unix.EACCES, "name another directory")
		do(t, os.Chmod(here, 0o700))
	}
	if r := call(t, old, "F"); string(r.Value) != "7" {
		t.Errorf("%+v %+v", r, r.Error)
	}
	create(t, sup, "new")
}

// A file system for the runtime directory that is full, or becomes read-only.
func TestFullRuntimeDir(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may mount a small file system")
	}
	if !apart(t, &syscall.SysProcAttr{Unshareflags: unix.CLONE_NEWNS}) {
		return
	}
	dir := shortTemp(t)
	do(t, unix.Mount("petri-test", dir, "tmpfs", 0, "size=1m,nr_inodes=1"))
	defer func() { do(t, unix.Unmount(dir, 0)) }()
	remount := func(flags uintptr, inodes int) {
		t.Helper()
		do(t, unix.Mount("petri-test", dir, "tmpfs", unix.MS_REMOUNT|flags, fmt.Sprintf("nr_inodes=%d", inodes)))
	}
	c := supervisor.Config{WorkerPath: workerPath, RuntimeDir: dir}
	_, err := supervisor.New(c)
	if !errors.Is(err, unix.ENOSPC) || !strings.Contains(err.Error(), "df -i") {
		t.Errorf("New on a full file system: %v", err)
	}
	// The mount's root, the runtime directory, and no more.
	remount(0, 2)
	t.Run("", func(t *testing.T) {
		sup := newSupervisor(t, c)
		wantRefused(t, sup, unix.ENOSPC, "df -i")
		// The worker's directory, but not its socket.
		remount(0, 3)
		wantRefused(t, sup, unix.ENOSPC, "df -i")
		remount(0, 100)
		old := create(t, sup, "old")
		load(t, old, good)
		remount(unix.MS_RDONLY, 100)
		wantRefused(t, sup, unix.EROFS, "read-only")
		if r := call(t, old, "F"); string(r.Value) != "7" {
			t.Errorf("%+v %+v", r, r.Error)
		}
		do(t, unix.Kill(old.Info().PID, unix.SIGKILL))
		eventually(t, "the worker is replaced", func() bool { return old.Info().Status == supervisor.StatusRestarting })
		remount(0, 100)
		if r := call(t, old, "F"); string(r.Value) != "7" {
			t.Errorf("%+v %+v", r, r.Error)
		}
		create(t, sup, "new")
	})
}

// A process table that is full.
func TestFullProcessTable(t *testing.T) {
	attr := &syscall.SysProcAttr{}
	if os.Geteuid() == 0 {
		// A user of this test's own: others' processes do not count.
		id := uint32(1_700_000_000 + os.Getpid())
		attr.Credential = &syscall.Credential{Uid: id, Gid: id}
	}
	if !apart(t, attr) {
		return
	}
	sup := newSupervisor(t, supervisor.Config{})
	patient := create(t, sup, "patient", supervisor.WithRestart(patience()))
	load(t, patient, good)
	old := create(t, sup, "old")
	load(t, old, good)

	var was unix.Rlimit
	do(t, unix.Getrlimit(unix.RLIMIT_NPROC, &was))
	do(t, unix.Setrlimit(unix.RLIMIT_NPROC, &unix.Rlimit{Cur: 1, Max: was.Max}))
	descriptors := openDescriptors(t)
	var many []supervisor.CreateSpec
	for i := range 200 {
		many = append(many, supervisor.CreateSpec{ID: fmt.Sprint("refused", i)})
	}
	for _, o := range sup.BatchCreate(testContext(t), many, 100) {
		if !errors.Is(o.Err, supervisor.ErrSpawn) || !errors.Is(o.Err, unix.EAGAIN) {
			t.Errorf("%v", o.Err)
		}
	}
	wantRefused(t, sup, unix.EAGAIN, "RLIMIT_NPROC")
	eventually(t, "all descriptors are closed again", func() bool { return openDescriptors(t) <= descriptors })
	if r := call(t, old, "F"); string(r.Value) != "7" {
		t.Errorf("%+v %+v", r, r.Error)
	}
	do(t, unix.Kill(patient.Info().PID, unix.SIGKILL))
	eventually(t, "a worker cannot be replaced", func() bool { return patient.Info().Status == supervisor.StatusRestarting })

	// There is room for a process, but not for all of its threads.
	started := 0
	for room := uint64(0); started == 0 && room < 100; room++ {
		do(t, unix.Setrlimit(unix.RLIMIT_NPROC, &unix.Rlimit{Cur: tasks(t) + room, Max: was.Max}))
		b, err := sup.Create(testContext(t), "new")
		switch {
		case err == nil:
			started++
			do(t, b.Destroy(testContext(t)))
		case !errors.Is(err, supervisor.ErrSpawn) || !errors.Is(err, unix.EAGAIN):
			t.Errorf("room for %d: %v", room, err)
		default:
			t.Logf("room for %d: %v", room, err)
		}
	}

	do(t, unix.Setrlimit(unix.RLIMIT_NPROC, &was))
	create(t, sup, "new")
	if info := afterRestart(t, patient); info.Status != supervisor.StatusServing {
		t.Errorf("%+v", info)
	}
	// It may have come back when there was little room, and a worker's user
	// namespace has for its life the limit that it was made under.
	do(t, patient.Restart(testContext(t)))
	if r := call(t, patient, "F"); string(r.Value) != "7" {
		t.Errorf("%+v %+v", r, r.Error)
	}
}

// patience is a policy that does not give up within a test.
func patience() supervisor.RestartPolicy {
	return supervisor.RestartPolicy{Max: 1e6, Window: time.Hour, Backoff: time.Millisecond, MaxBackoff: 10 * time.Millisecond}
}

// tasks counts the threads of this user's processes.
func tasks(t testing.TB) (n uint64) {
	t.Helper()
	dirs, err := filepath.Glob("/proc/[0-9]*/task/*")
	do(t, err)
	for _, dir := range dirs {
		var st unix.Stat_t
		if unix.Stat(dir, &st) == nil && int(st.Uid) == os.Geteuid() {
			n++
		}
	}
	return n
}
