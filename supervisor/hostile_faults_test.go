package supervisor_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// Faults: what can go wrong with a supervisor and its host.
func faultRows() []row {
	return []row{
		{number: 66, what: "supervisor killed while it starts workers", inTurn: true, attempts: []attempt{
			{name: "at the first", ends: always("nothing left"), try: func(x *trial) string { return killedAt(x, 1) }},
			{name: "at the fourth", ends: always("nothing left"), try: func(x *trial) string { return killedAt(x, 4) }},
		}},
		{number: 67, what: "thread of the caller ends", attempts: []attempt{
			{name: "after Create", ends: always("ok 7"), try: threadEnds},
		}},
		{number: 68, what: "no descriptors, no space", inTurn: true, attempts: []attempt{
			{name: "EMFILE at every step", ends: always("refused, then ok 7"), try: noDescriptors},
			{name: "EMFILE at a restart", ends: always("infra_error, then ok 7"), try: noDescriptorsForRestart},
			{name: "no space for a directory", ends: always("refused, then ok 7"), try: noSpace},
		}},
		{number: 69, what: "rmdir says EBUSY", attempts: []attempt{
			{name: "cgroup is busy", ends: always("removed").on(userWithout(), "no cgroup"), try: busyCgroup},
		}},
		{number: 70, what: "reload during calls", attempts: []attempt{
			{name: "never mixed", ends: always("never mixed"), try: reloadDuringCalls},
		}},
		{number: 71, what: "a thousand creates at once", attempts: []attempt{
			{name: "bounded", ends: always("20 created, 980 refused"), try: thousandCreates},
		}},
	}
}

// killedAt kills a busy supervisor as soon as it has so many workers, in
// whatever state they are.
func killedAt(x *trial, workers int) string {
	self, err := os.Executable()
	do(x, err)
	dir, err := os.MkdirTemp(x.arena.dir, "d")
	do(x, err)
	defer os.RemoveAll(dir)
	before := descendants(x)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), busyEnv+"="+workerPath+":"+dir)
	cmd.Stderr = os.Stderr
	do(x, cmd.Start())
	// Itself, and its workers.
	eventually(x, "there are workers", func() bool { return len(without(descendants(x), before)) > workers })
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	x.settle(before)
	// The next supervisor finds what is left.
	c := x.arena.config()
	c.RuntimeDir = dir
	next, err := supervisor.New(c)
	do(x, err)
	do(x, next.Close(testContext(x)))
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		return fmt.Sprintf("files left: %v %v", left, err)
	}
	if left := groupsOf(x, cmd.Process.Pid); len(left) != 0 {
		return fmt.Sprintf("cgroups left: %q", left)
	}
	return "nothing left"
}

// settle waits until no process is left that was not there before.
func (x *trial) settle(before []string) {
	x.Helper()
	var left []string
	for until := time.Now().Add(endurance()); ; time.Sleep(time.Millisecond) {
		reap(x)
		if left = without(descendants(x), before); len(left) == 0 {
			return
		}
		if time.Now().After(until) {
			x.Errorf("processes left: %q", left)
			return
		}
	}
}

// threadEnds creates a sandbox on a thread that ends then. A worker's
// parent-death signal comes when the thread ends that has forked it.
func threadEnds(x *trial) string {
	created := make(chan *supervisor.Sandbox)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with us
		defer close(created)
		b, err := x.dish.sup.Create(testContext(x), x.id)
		if err != nil {
			x.Error(err)
			return
		}
		created <- b
	}()
	b := <-created
	if b == nil {
		return "not created"
	}
	<-created
	pid := b.Info().PID
	load(x, b, good)
	got := x.call(b, "F")
	if now := b.Info().PID; now != pid {
		x.Errorf("its worker was replaced")
	}
	do(x, b.Destroy(testContext(x)))
	return got
}

// fewDescriptors leaves this process no more than so many descriptors to open
// while f runs.
func (x *trial) fewDescriptors(free int, f func()) {
	var old unix.Rlimit
	do(x, unix.Getrlimit(unix.RLIMIT_NOFILE, &old))
	// Those that are open stay so, whatever their numbers.
	few := unix.Rlimit{Cur: uint64(openDescriptors(x) + 64), Max: old.Max}
	do(x, unix.Setrlimit(unix.RLIMIT_NOFILE, &few))
	var held descriptors
	held.take()
	held.give(free)
	defer func() {
		held.give(len(held))
		do(x, unix.Setrlimit(unix.RLIMIT_NOFILE, &old))
	}()
	f()
}

// noDescriptors creates a sandbox with one descriptor more each time, until
// there are enough.
func noDescriptors(x *trial) string {
	refused := 0
	for free := range 64 {
		var b *supervisor.Sandbox
		var err error
		x.fewDescriptors(free, func() { b, err = x.dish.sup.Create(testContext(x), x.id) })
		if err == nil {
			do(x, b.Destroy(testContext(x)))
			break
		}
		if !errors.Is(err, supervisor.ErrSpawn) || strings.Contains(err.Error(), "no Petri worker") {
			x.Errorf("with %d descriptors: %v", free, err)
		}
		refused++
	}
	if refused == 0 {
		return "created"
	}
	return "refused, then " + x.seven()
}

// seven is what a sound sandbox answers.
func (x *trial) seven() string {
	b := x.sandbox()
	load(x, b, good)
	return x.call(b, "F")
}

// noDescriptorsForRestart kills a worker while there is no descriptor for the
// next one.
func noDescriptorsForRestart(x *trial) string {
	b := x.sandbox(supervisor.WithRestart(patience()))
	load(x, b, good)
	x.fewDescriptors(1, func() {
		do(x, unix.Kill(b.Info().PID, unix.SIGKILL))
		eventually(x, "a restart fails", func() bool { return strings.HasPrefix(b.Info().Reason, "restart failed") })
	})
	info := afterRestart(x, b)
	return fmt.Sprintf("%s, then %s", info.Death.Verdict, x.call(b, "F"))
}

// noSpace has a runtime directory in which, as root, there is room for little
// more than one socket; others cannot mount one, and have one that they may not
// write to.
func noSpace(x *trial) string {
	dir, err := os.MkdirTemp(x.arena.dir, "n")
	do(x, err)
	defer os.Remove(dir)
	if x.arena.host.root {
		// The root, the supervisor's directory, a worker's, its socket.
		do(x, unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64k,nr_inodes=5,mode=0755"))
		defer func() { do(x, unix.Unmount(dir, 0)) }()
	}
	c := x.arena.config()
	c.RuntimeDir = dir
	sup, err := supervisor.New(c)
	do(x, err)
	defer func() { do(x, sup.Close(testContext(x))) }()
	first := create(x, sup, "first")
	own := filepath.Join(dir, onlyEntry(x, dir))
	if !x.arena.host.root {
		do(x, os.Chmod(own, 0o500))
	}
	_, err = sup.Create(testContext(x), "second")
	if !errors.Is(err, supervisor.ErrSpawn) {
		return fmt.Sprintf("%v", err)
	}
	x.Logf("refused: %v", err)
	do(x, os.Chmod(own, 0o700), first.Destroy(testContext(x)))
	second := create(x, sup, "second")
	load(x, second, good)
	return "refused, then " + x.call(second, "F")
}

func onlyEntry(x *trial, dir string) string {
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		x.Fatal(entries, err)
	}
	return entries[0].Name()
}

// busyCgroup keeps a worker's cgroup from being removed for a while, by one
// inside it. On a host where the supervisor has no cgroup there is nothing to
// be busy.
func busyCgroup(x *trial) string {
	b := x.sandbox()
	pid := b.Info().PID
	leaf := cgroupOf(x, pid)
	if leaf == "" {
		return "no cgroup"
	}
	set(x, leaf, "cgroup.max.descendants", "1")
	inner := filepath.Join(leaf, "inner")
	do(x, os.Mkdir(inner, 0o755))
	gone := make(chan error, 1)
	go func() { gone <- b.Destroy(testContext(x)) }()
	// Whoever has reaped the worker tries to remove its cgroup.
	eventually(x, "the worker is reaped", func() bool { return unix.Kill(pid, 0) != nil })
	select {
	case err := <-gone:
		x.Errorf("Destroy returned before its cgroup was gone: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	do(x, os.Remove(inner), <-gone)
	if _, err := os.Stat(leaf); err == nil {
		return "left"
	}
	return "removed"
}

// reloadDuringCalls reloads a genome while calls run. Each call sees one
// version from its beginning to its end, and says which.
func reloadDuringCalls(x *trial) string {
	b := x.sandbox()
	version := func(n int) genome.Module {
		return genome.FromString("candidate.go", fmt.Sprintf(`package candidate

import "time"

func part() int { return %d }

func F() []int {
	var parts []int
	for i := 0; i < 5; i++ {
		parts = append(parts, part())
		time.Sleep(time.Millisecond)
	}
	return parts
}
`, n))[0]
	}
	load(x, b, string(version(1).Files[0].Text))
	var calls atomic.Int32
	var all sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				r := call(x, b, "F")
				v := r.Version
				if want := fmt.Sprintf("[%d,%d,%d,%d,%d]", v, v, v, v, v); r.Verdict != supervisor.OK || string(r.Value) != want {
					x.Errorf("%s %s %+v of version %d", r.Verdict, r.Value, r.Error, v)
				}
				calls.Add(1)
			}
		})
	}
	for n := 2; n < 12; n++ {
		load(x, b, string(version(n).Files[0].Text))
	}
	close(stop)
	all.Wait()
	if calls.Load() == 0 {
		return "no calls"
	}
	return "never mixed"
}

// thousandCreates asks for a thousand sandboxes at once of a supervisor that
// may have twenty. It starts no more workers at a time than it says.
func thousandCreates(x *trial) string {
	c := x.arena.config()
	c.MaxSandboxes, c.MaxSpawns = 20, 2
	sup, err := supervisor.New(c)
	do(x, err)
	var created, refused atomic.Int32
	var all sync.WaitGroup
	for i := range 1000 {
		all.Go(func() {
			_, err := sup.Create(testContext(x), fmt.Sprint("box", i))
			switch {
			case err == nil:
				created.Add(1)
			case errors.Is(err, supervisor.ErrTooMany):
				refused.Add(1)
			default:
				x.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(sup.List()); n != 20 {
		x.Errorf("%d sandboxes", n)
	}
	do(x, sup.Close(testContext(x)))
	return fmt.Sprintf("%d created, %d refused", created.Load(), refused.Load())
}
