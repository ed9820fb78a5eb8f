package supervisor_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/internal/testvm"
	"github.com/petri-lab/petri/supervisor"
)

// The test binary plays supervisors that are killed in the midst of their
// work, when this is set to the worker's path and the runtime directory.
const busyEnv = "PETRI_TEST_BUSY"

// busyLife is how many sandboxes such a supervisor creates before it closes
// and another one takes its place, and how many of them are killed: two hundred
// creates in all.
func busyLife() (creates, kills int) {
	if testvm.Here() {
		return 5, 3
	}
	return 20, 10
}

// playBusy prints a line for each sandbox that it has created.
func playBusy(arg string) {
	worker, dir, _ := strings.Cut(arg, ":")
	for {
		if err := busyOnce(worker, dir); err != nil {
			fmt.Println("failed:", err)
			return
		}
	}
}

func busyOnce(worker, dir string) error {
	ctx := context.Background()
	sup, err := supervisor.New(supervisor.Config{
		Name: "busy", WorkerPath: worker, RuntimeDir: dir,
		StartTimeout: time.Minute, Limits: supervisor.Limits{Wall: time.Hour},
	})
	if err != nil {
		return err
	}
	creates, _ := busyLife()
	errs := make(chan error, creates)
	turns := make(chan struct{}, 6)
	for i := range creates {
		go func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			b, err := sup.Create(ctx, fmt.Sprint("box", i))
			if err == nil {
				fmt.Println("created")
				_, err = b.HotReload(ctx, genome.FromString("c.go", "package candidate\n\nfunc F() {\n\tfor {\n\t}\n}\n"))
				go b.Call(ctx, "F", nil)
			}
			errs <- err
		}()
	}
	for range creates {
		if err := <-errs; err != nil {
			return err
		}
	}
	return sup.Close(ctx)
}

// remains lists the processes that run a binary, or that were forked to and
// have not come to it: those have the environment of whoever forked them.
func remains(t testing.TB, path, marker string) (pids []string) {
	t.Helper()
	procs, err := filepath.Glob("/proc/[0-9]*")
	do(t, err)
	for _, proc := range procs {
		// What cannot be read has ended, or is somebody else's; but everybody
		// may read how a process was called.
		called, _ := os.ReadFile(proc + "/cmdline")
		with, _ := os.ReadFile(proc + "/environ")
		if bytes.HasPrefix(called, []byte(path+"\x00")) || bytes.Contains(with, []byte(marker)) {
			pids = append(pids, filepath.Base(proc))
		}
	}
	return pids
}

// A supervisor is killed at any moment of starting, creating, running and
// closing. Its workers die; the next one removes the rest, and only that.
func TestKilledAtAnyMoment(t *testing.T) {
	dir, bin := shortTemp(t), shortTemp(t)
	self, err := os.Executable()
	do(t, err)
	worker := filepath.Join(bin, "worker")
	do(t, copyFile(worker, workerPath), os.Chmod(bin, 0o755))
	c := supervisor.Config{RuntimeDir: dir}
	living := newSupervisor(t, c)
	b := create(t, living, "living")
	load(t, b, good)
	ours, err := filepath.Glob(filepath.Join(dir, "*"))
	do(t, err)
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	do(t, err)

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	creates, kills := busyLife()
	for range kills {
		pid := killBusy(t, self, busyEnv+"="+worker+":"+dir, random.IntN(2*creates), time.Duration(random.IntN(int(20*time.Millisecond))))
		begun := time.Now()
		for pids := remains(t, worker, worker+":"+dir); len(pids) > 0; pids = remains(t, worker, worker+":"+dir) {
			if time.Since(begun) > patient(30*time.Second) {
				t.Fatalf("processes outlive their supervisor: %v", pids)
			}
			time.Sleep(time.Millisecond)
		}
		left, err := filepath.Glob(filepath.Join(dir, "*"))
		do(t, err)

		next, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, RuntimeDir: dir})
		do(t, err)
		swept, err := next.Swept()
		if err != nil && (strings.Contains(err.Error(), dir) || strings.Contains(err.Error(), "petri-busy-")) {
			t.Error(err)
		}
		for _, path := range left {
			if slices.Contains(swept, path) == slices.Contains(ours, path) {
				t.Errorf("%s: swept %v, the living one's %v", path, swept, ours)
			}
		}
		do(t, next.Close(testContext(t)))
		if now, _ := filepath.Glob(filepath.Join(dir, "*")); !slices.Equal(now, ours) {
			t.Errorf("left in the runtime directory: %v, want %v", now, ours)
		}
		if leaf := cgroupOf(t, b.Info().PID); leaf != "" {
			// Or another test's supervisor was first, and is at it.
			eventually(t, "nothing is left of cgroups", func() bool {
				trees, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(leaf)), fmt.Sprintf("petri-busy-%d-*", pid)))
				do(t, err)
				return len(trees) == 0
			})
		}
		if r := call(t, b, "F"); string(r.Value) != "7" || b.Info().Restarts != 0 {
			t.Errorf("the living one: %+v %+v", r, r.Error)
		}
	}
	if now, err := os.ReadFile("/proc/self/mountinfo"); err != nil || !bytes.Equal(now, mounts) {
		t.Errorf("mounts are left (%v):\n%s\nwere\n%s", err, now, mounts)
	}
}

// killBusy starts supervisors and kills the one that is there a while after
// so many sandboxes have been created.
func killBusy(t *testing.T, self, env string, created int, after time.Duration) (pid int) {
	t.Helper()
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), env)
	out, err := cmd.StdoutPipe()
	do(t, err)
	do(t, cmd.Start())
	lines := bufio.NewScanner(out)
	for n := 0; n < created && lines.Scan(); n++ {
		if lines.Text() != "created" {
			t.Error(lines.Text())
			break
		}
	}
	timer := time.NewTimer(after) // any moment, not a certain one
	<-timer.C
	do(t, cmd.Process.Kill())
	_ = cmd.Wait()
	return cmd.Process.Pid
}
