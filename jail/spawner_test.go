package jail_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
)

// tryStart starts an inmate that waits, somewhere of its own.
func (w *ward) tryStart(t testing.TB, p jail.Plan) (*jail.Process, error) {
	t.Helper()
	dir, err := os.MkdirTemp("", "pj-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return w.spawner.Start(context.Background(), jail.Spec{Path: inmatePath, Args: []string{"wait"}, Dir: dir, Plan: p})
}

// descriptors lists this process's.
func descriptors(t testing.TB) []string {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func alive(p *jail.Process) bool {
	select {
	case <-p.Done():
		return false
	default:
		return true
	}
}

// Waits of workers may be a little late, those of this process may not.
func TestTimerSlack(t *testing.T) {
	w := newWard(t)
	slack := func() int {
		ns, err := unix.PrctlRetInt(unix.PR_GET_TIMERSLACK, 0, 0, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		return ns
	}
	const want = 200_000
	var forking int
	w.spawner.Do(func() { forking = slack() })
	if ours := slack(); forking != want || ours == want {
		t.Errorf("the forking thread has %d ns, others %d", forking, ours)
	}
	proc, _ := w.start(t, w.plan(t), "wait")
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/timerslack_ns", proc.PID()))
	if errors.Is(err, os.ErrPermission) && os.Geteuid() != 0 {
		return // only root may know
	}
	if err != nil || strings.TrimSpace(string(text)) != fmt.Sprint(want) {
		t.Errorf("a worker has %q ns, %v", text, err)
	}
}

// The kernel kills a worker when the thread that forked it ends, and the run
// time ends threads: those of goroutines that were locked to one and returned.
func TestWorkersOutliveThreads(t *testing.T) {
	w := newWard(t)
	proc, _ := w.start(t, w.plan(t), "wait")
	threads := map[int]bool{}
	var (
		mu sync.Mutex
		wg sync.WaitGroup
	)
	for range 300 {
		wg.Go(func() {
			runtime.LockOSThread()
			mu.Lock()
			defer mu.Unlock()
			threads[unix.Gettid()] = true
		})
	}
	wg.Wait()
	runtime.GC()
	ended := func(tid int) bool { return errors.Is(unix.Tgkill(os.Getpid(), tid, 0), unix.ESRCH) }
	for tid := range threads {
		// The first thread does not end with its goroutine.
		for tid != os.Getpid() && !ended(tid) {
			time.Sleep(time.Millisecond)
		}
	}
	if len(threads) < 2 || !alive(proc) {
		t.Errorf("%d threads have ended, and with them the worker: %s", len(threads), proc.Exit())
	}
	// And that it is the thread by which a worker lives.
	w.spawner.Close()
	<-proc.Done()
	if exit := proc.Exit(); exit.Status.Signal() != syscall.SIGKILL {
		t.Errorf("ended with %s", exit)
	}
}

// The forking thread has its own descriptors, and is never the process's first
// thread, by which /proc shows those of the process.
func TestForkingThread(t *testing.T) {
	secret, err := os.Create(filepath.Join(t.TempDir(), "secret"))
	if err != nil {
		t.Fatal(err)
	}
	defer secret.Close()
	for range 30 {
		s := jail.NewSpawner(jail.UIDRange{})
		defer s.Close()
		s.Do(func() {
			if unix.Gettid() == os.Getpid() {
				t.Error("it is the first thread")
			}
		})
		all, err := s.Descriptors()
		if err != nil {
			t.Fatal(err)
		}
		if len(all) == 0 {
			t.Fatal("it shares the process's descriptors")
		}
		if strings.Contains(strings.Join(all, "\n"), secret.Name()) {
			t.Errorf("it has what the process has: %v", all)
		}
		// The run time's poller can be woken from it.
		s.Do(func() {
			for range 100 {
				time.AfterFunc(time.Microsecond, func() {})
				runtime.Gosched()
			}
			runtime.GC()
		})
	}
}

// Whatever is missing when a process is to be started, nothing is left of the
// attempt.
func TestStartWithoutDescriptors(t *testing.T) {
	w := newWard(t)
	plan := w.plan(t)
	proc, err := w.tryStart(t, plan) // what the run time opens once is open
	if err != nil {
		t.Fatal(err)
	}
	proc.Release()
	own, err := w.spawner.Descriptors()
	if err != nil {
		t.Fatal(err)
	}
	before := descriptors(t)
	var was unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &was); err != nil {
		t.Fatal(err)
	}
	limit := func(n uint64) {
		if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: n, Max: was.Max}); err != nil {
			t.Fatal(err)
		}
	}
	defer limit(was.Cur)
	started := false
	for n := uint64(3); !started && n < 100; n++ {
		limit(n)
		proc, err := w.tryStart(t, plan)
		limit(was.Cur)
		switch {
		case err == nil:
			started = true
			proc.Release()
		case !errors.Is(err, unix.EMFILE):
			t.Errorf("%d descriptors: %v", n, err)
		}
		if now := descriptors(t); !slices.Equal(now, before) {
			t.Fatalf("%d descriptors: %v are open, %v before", n, now, before)
		}
		if now, err := w.spawner.Descriptors(); !slices.Equal(now, own) || err != nil {
			t.Fatalf("%d descriptors: %v are the forking thread's, %v before: %v", n, now, own, err)
		}
	}
	if !started {
		t.Error("never enough")
	}
}

// A kernel that cannot fork. For want of memory: it says so, too, to a thread
// whose pid namespace has lost its init, which takes root. Or for want of a
// place in the process table, from which root is exempt.
func TestStartWithoutFork(t *testing.T) {
	w := newWard(t)
	want, forkless := unix.ENOMEM, orphan
	if os.Geteuid() != 0 {
		want, forkless = unix.EAGAIN, refuseClones
	}
	var err error
	w.spawner.Do(func() { err = forkless() })
	if err != nil {
		t.Fatal(err)
	}
	own, err := w.spawner.Descriptors()
	if err != nil {
		t.Fatal(err)
	}
	before := descriptors(t)
	plan := w.host.Plan(jail.PIDNS)
	for range 20 {
		proc, err := w.tryStart(t, plan)
		if err == nil {
			proc.Release()
		}
		if !errors.Is(err, want) {
			t.Fatalf("%v, want %v", err, want)
		}
	}
	if now := descriptors(t); !slices.Equal(now, before) {
		t.Errorf("%v are open, %v before", now, before)
	}
	if now, err := w.spawner.Descriptors(); !slices.Equal(now, own) || err != nil {
		t.Errorf("%v are the forking thread's, %v before: %v", now, own, err)
	}
}

// refuseClones makes clones by the calling thread, and those alone, fail as if
// its user's process table were full. RLIMIT_NPROC would refuse the run time
// threads as well, which aborts the test if it wants one.
func refuseClones() error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	const nr = 0 // offset in struct seccomp_data
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: nr},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: 1, K: unix.SYS_CLONE},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: 1, K: unix.SYS_CLONE3},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EAGAIN)},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&program)))
	runtime.KeepAlive(filter)
	if errno != 0 {
		return fmt.Errorf("seccomp: %w", errno)
	}
	return nil
}

// orphan makes the calling thread's children members of a pid namespace whose
// first process has ended.
func orphan() error {
	if err := unix.Unshare(unix.CLONE_NEWPID); err != nil {
		return err
	}
	// Which is waited for, as there is nothing to execute.
	if _, err := syscall.ForkExec("/nowhere/init", []string{"init"}, &syscall.ProcAttr{}); !errors.Is(err, unix.ENOENT) {
		return fmt.Errorf("%w: there is /nowhere", err)
	}
	return nil
}

// In a container whose filter forbids unshare(2) there are no user namespaces,
// but there is isolation by the rest.
func TestStartWithoutUnshare(t *testing.T) {
	w := newWard(t)
	w.need(t, jail.Seccomp)
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	w.spawner.Homeless()
	plan := jail.NewPlan(jail.Seccomp)
	if got := w.probe(t, plan, "fork"); got != "SIGSYS" {
		t.Errorf("fork: %s", got)
	}
	if after, err := os.Getwd(); err != nil || after != before {
		t.Errorf("the process is in %s, was in %s: %v", after, before, err)
	}
}
