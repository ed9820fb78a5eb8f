package supervisor_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/supervisor"
)

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

	spareThreads(t)
	var was unix.Rlimit
	do(t, unix.Getrlimit(unix.RLIMIT_NPROC, &was))
	do(t, unix.Setrlimit(unix.RLIMIT_NPROC, &unix.Rlimit{Cur: 1, Max: was.Max}))
	descriptors := openDescriptors(t)
	for _, o := range sup.BatchCreate(testContext(t), specs(200), 100) {
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

// spareThreads has the run time start more threads than it will want while it
// can: it aborts when it is refused one. It keeps those that idle.
func spareThreads(t testing.TB) {
	t.Helper()
	var pipe [2]int
	do(t, unix.Pipe(pipe[:]))
	var blocked sync.WaitGroup
	for range 200 {
		blocked.Go(func() { _, _ = unix.Read(pipe[0], make([]byte, 1)) })
	}
	eventually(t, "all are blocked", func() bool {
		dirs, err := os.ReadDir("/proc/self/task")
		do(t, err)
		return len(dirs) > 200
	})
	do(t, unix.Close(pipe[1]))
	blocked.Wait()
	do(t, unix.Close(pipe[0]))
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
