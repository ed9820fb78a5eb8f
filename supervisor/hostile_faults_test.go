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
	if err != nil {
		x.Fatal(err)
	}
	dir, err := os.MkdirTemp(x.arena.dir, "d")
	if err != nil {
		x.Fatal(err)
	}
	defer os.RemoveAll(dir)
	before := descendants(x)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), busyEnv+"="+workerPath+":"+dir)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		x.Fatal(err)
	}
	for until := time.Now().Add(endurance()); ; time.Sleep(100 * time.Microsecond) {
		// Itself, and its workers.
		if len(without(descendants(x), before)) > workers {
			break
		}
		if time.Now().After(until) {
			x.Error("it starts no workers")
			break
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	x.settle(before)
	// The next supervisor finds the cgroups.
	next, err := supervisor.New(x.arena.config())
	if err != nil {
		x.Fatal(err)
	}
	if err := next.Close(testContext(x)); err != nil {
		x.Error(err)
	}
	if left := groupsOf(x, cmd.Process.Pid); len(left) != 0 {
		return fmt.Sprintf("cgroups left: %q", left)
	}
	return "nothing left"
}

// settle waits until no process is left that was not there before.
func (x *trial) settle(before []string) {
	x.Helper()
	for until := time.Now().Add(endurance()); ; time.Sleep(time.Millisecond) {
		reap(x)
		left := without(descendants(x), before)
		if len(left) == 0 {
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
	if err := b.Destroy(testContext(x)); err != nil {
		x.Error(err)
	}
	return got
}

// fewDescriptors leaves this process no more than so many descriptors to open
// while f runs.
func (x *trial) fewDescriptors(free int, f func()) {
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &old); err != nil {
		x.Fatal(err)
	}
	// Those that are open stay so, whatever their numbers.
	few := old
	few.Cur = uint64(openDescriptors(x) + 64)
	if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &few); err != nil {
		x.Fatal(err)
	}
	var fillers []int
	defer func() {
		for _, fd := range fillers {
			_ = unix.Close(fd)
		}
		if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &old); err != nil {
			x.Fatal(err)
		}
	}()
	for {
		fd, err := unix.Open(os.DevNull, unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err != nil {
			break
		}
		fillers = append(fillers, fd)
	}
	for _, fd := range fillers[len(fillers)-free:] {
		_ = unix.Close(fd)
	}
	fillers = fillers[:len(fillers)-free]
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
			if err := b.Destroy(testContext(x)); err != nil {
				x.Error(err)
			}
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
	b := x.sandbox(supervisor.WithRestart(supervisor.RestartPolicy{Max: 1000, Window: time.Hour, Backoff: time.Millisecond, MaxBackoff: 10 * time.Millisecond}))
	load(x, b, good)
	events := x.dish.sup.Subscribe(1000)
	defer events.Close()
	x.fewDescriptors(1, func() {
		if err := unix.Kill(b.Info().PID, unix.SIGKILL); err != nil {
			x.Fatal(err)
		}
		for until := time.Now().Add(endurance()); !strings.HasPrefix(b.Info().Reason, "restart failed"); time.Sleep(time.Millisecond) {
			if time.Now().After(until) {
				x.Errorf("no restart has failed: %+v", b.Info())
				return
			}
		}
	})
	info := afterRestart(x, b)
	return fmt.Sprintf("%s, then %s", info.Death.Verdict, x.call(b, "F"))
}

// noSpace has a runtime directory in which, as root, there is room for little
// more than one socket; others cannot mount one, and have one that they may not
// write to.
func noSpace(x *trial) string {
	dir, err := os.MkdirTemp(x.arena.dir, "n")
	if err != nil {
		x.Fatal(err)
	}
	defer os.Remove(dir)
	if x.arena.host.root {
		// The root, the supervisor's directory, a worker's, its socket.
		if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=64k,nr_inodes=5,mode=0755"); err != nil {
			x.Fatal(err)
		}
		defer func() {
			if err := unix.Unmount(dir, 0); err != nil {
				x.Error(err)
			}
		}()
	}
	c := x.arena.config()
	c.RuntimeDir = dir
	sup, err := supervisor.New(c)
	if err != nil {
		x.Fatal(err)
	}
	defer func() {
		if err := sup.Close(testContext(x)); err != nil {
			x.Error(err)
		}
	}()
	first := create(x, sup, "first")
	var inside string
	if !x.arena.host.root {
		inside = filepath.Join(dir, onlyEntry(x, dir))
		if err := os.Chmod(inside, 0o500); err != nil {
			x.Fatal(err)
		}
	}
	_, err = sup.Create(testContext(x), "second")
	if !errors.Is(err, supervisor.ErrSpawn) {
		return fmt.Sprintf("%v", err)
	}
	x.Logf("refused: %v", err)
	if inside != "" {
		if err := os.Chmod(inside, 0o700); err != nil {
			x.Fatal(err)
		}
	}
	if err := first.Destroy(testContext(x)); err != nil {
		x.Error(err)
	}
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
	if err := os.Mkdir(inner, 0o755); err != nil {
		x.Fatal(err)
	}
	gone := make(chan error, 1)
	go func() { gone <- b.Destroy(testContext(x)) }()
	// Whoever has reaped the worker tries to remove its cgroup.
	for unix.Kill(pid, 0) == nil {
		time.Sleep(time.Millisecond)
	}
	select {
	case err := <-gone:
		x.Errorf("Destroy returned before its cgroup was gone: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	if err := os.Remove(inner); err != nil {
		x.Error(err)
	}
	if err := <-gone; err != nil {
		return err.Error()
	}
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
	if err != nil {
		x.Fatal(err)
	}
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
	if err := sup.Close(testContext(x)); err != nil {
		x.Error(err)
	}
	return fmt.Sprintf("%d created, %d refused", created.Load(), refused.Load())
}
