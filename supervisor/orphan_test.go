package supervisor_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// The test binary plays a supervisor that is going to be killed, when this is
// set to the worker's path and the runtime directory.
const doomedEnv = "PETRI_TEST_DOOMED"

// playDoomed starts sandboxes that spin, prints their pids, and waits for its
// end.
func playDoomed(arg string) {
	worker, dir, _ := strings.Cut(arg, ":")
	ctx := context.Background()
	sup, err := supervisor.New(supervisor.Config{WorkerPath: worker, RuntimeDir: dir, Limits: supervisor.Limits{Wall: time.Hour}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range 5 {
		b, err := sup.Create(ctx, fmt.Sprint("box", i))
		if err != nil {
			fmt.Println(err)
			return
		}
		if _, err := b.HotReload(ctx, genome.FromString("c.go", "package candidate\n\nfunc F() {\n\tfor {\n\t}\n}\n")); err != nil {
			fmt.Println(err)
			return
		}
		go b.Call(ctx, "F", nil)
		fmt.Println(b.Info().PID)
	}
	fmt.Println("ready")
	select {}
}

// Workers do not outlive their supervisor, however it ends.
func TestWorkersDieWithTheirSupervisor(t *testing.T) {
	for _, sig := range []unix.Signal{unix.SIGKILL, unix.SIGTERM, unix.SIGQUIT} {
		t.Run(sig.String(), func(t *testing.T) {
			self, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			dir, err := os.MkdirTemp("", "petri-d-")
			if err != nil {
				t.Fatal(err)
			}
			defer os.RemoveAll(dir)
			cmd := exec.Command(self)
			cmd.Env = append(os.Environ(), doomedEnv+"="+workerPath+":"+dir)
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			var pids []int
			lines := bufio.NewScanner(out)
			for lines.Scan() && lines.Text() != "ready" {
				pid, err := strconv.Atoi(lines.Text())
				if err != nil {
					t.Fatal(lines.Text())
				}
				pids = append(pids, pid)
			}
			if len(pids) != 5 {
				t.Fatalf("%d workers", len(pids))
			}
			var fds []int
			for _, pid := range pids {
				fd, err := unix.PidfdOpen(pid, 0)
				if err != nil {
					t.Fatal(err)
				}
				defer unix.Close(fd)
				fds = append(fds, fd)
			}
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			for i, fd := range fds {
				// Readable once the process has ended.
				poll := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
				if n, err := unix.Poll(poll, 10_000); n != 1 || err != nil {
					t.Errorf("worker %d lives: %v", pids[i], err)
				}
			}
		})
	}
}

// What a worker holds is what it was given.
func TestWorkerHasNothingElse(t *testing.T) {
	leak, err := os.Open("/dev/null")
	if err != nil {
		t.Fatal(err)
	}
	defer leak.Close()
	// As a careless parent would have left it to us.
	if _, err := unix.FcntlInt(leak.Fd(), unix.F_SETFD, 0); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PETRI_TEST_SECRET", "secret")
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	pid := b.Info().PID

	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		t.Skip("only root may look into a worker: " + err.Error())
	}
	kinds := map[string]int{}
	for _, e := range entries {
		target, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%s", pid, e.Name()))
		if err != nil {
			continue
		}
		kind, _, _ := strings.Cut(target, ":")
		kinds[kind]++
		if target == "/dev/null" && e.Name() != "0" {
			t.Errorf("descriptor %s is the leaked one", e.Name())
		}
	}
	if kinds["socket"] > 2 || kinds["/dev/null"] != 1 || len(entries) > 16 {
		t.Errorf("descriptors: %v", kinds)
	}
	env, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, kv := range strings.Split(strings.Trim(string(env), "\x00"), "\x00") {
		if name, _, _ := strings.Cut(kv, "="); !strings.HasPrefix(name, "PLUGIN_") && name != "PETRI_WORKER" && name != "GOMAXPROCS" && name != "GODEBUG" {
			t.Errorf("environment: %s", kv)
		}
	}
	sid, err := unix.Getsid(pid)
	if err != nil || sid != pid {
		t.Errorf("session %d, %v; want its own, %d", sid, err, pid)
	}
}
