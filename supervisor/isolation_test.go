package supervisor_test

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// isolationOf is what Results say of the mechanisms around the worker of a
// sandbox, by the kernel's word on where that worker is.
func isolationOf(t *testing.T, plan jail.Plan, pid int) map[string]string {
	m := map[string]string{}
	for g, mechanism := range plan.Mechanisms() {
		m[string(g)] = mechanism
	}
	leaf := cgroupOf(t, pid)
	if leaf == "" {
		return m
	}
	m["tree"] = strings.TrimSuffix("cgroup+"+m["tree"], "+none")
	for g, file := range map[string]string{"memory": "memory.max", "processes": "pids.max", "cpu": "cpu.max"} {
		if _, err := os.Stat(filepath.Join(leaf, file)); err == nil {
			m[g] = strings.TrimSuffix("cgroup+"+m[g], "+none")
		}
	}
	return m
}

// What a Result says of isolation is what the kernel says of the worker.
func TestResultsTellWhatIsInForce(t *testing.T) {
	host := jail.Detect(jail.UIDRange{})
	for name, without := range map[string][]jail.Layer{
		"all":             nil,
		"no seccomp":      {jail.Seccomp},
		"no namespaces":   {jail.UserNS, jail.MountNS, jail.PIDNS, jail.NetNS, jail.IPCNS, jail.UTSNS, jail.CgroupNS},
		"nothing at all":  jail.Layers(),
		"only namespaces": {jail.Seccomp, jail.Landlock, jail.Capabilities},
	} {
		t.Run(name, func(t *testing.T) {
			sup := newSupervisor(t, supervisor.Config{AllowDegraded: true, WithoutLayers: without})
			b := create(t, sup, "a")
			load(t, b, good)
			r := call(t, b, "F")
			plan := host.Plan(without...)
			if want := isolationOf(t, plan, b.Info().PID); !maps.Equal(r.Isolation, want) {
				t.Errorf("%v, want %v", r.Isolation, want)
			}
			missing, err := jail.Inspect(b.Info().PID, plan)
			switch {
			case err != nil && os.Geteuid() != 0:
				t.Logf("cannot be seen: %v", err)
			case err != nil || len(missing) > 0:
				t.Errorf("not in force: %v, %v", missing, err)
			}
		})
	}
}

func TestStrictByDefault(t *testing.T) {
	dir := t.TempDir()
	c := supervisor.Config{WorkerPath: workerPath, RuntimeDir: dir, WithoutLayers: []jail.Layer{jail.Seccomp}}
	_, err := supervisor.New(c)
	var unmet *jail.UnmetError
	if !errors.As(err, &unmet) || len(unmet.Missing) != 1 || unmet.Missing[0].Guarantee != jail.SyscallsLimited {
		t.Fatalf("%v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	c.Isolation = []jail.Guarantee{jail.MemoryCapped, jail.TreeDies}
	c.RuntimeDir = ""
	newSupervisor(t, c)
}

// The whole thing again as an ordinary user.
func TestAsOrdinaryUser(t *testing.T) {
	if os.Geteuid() != 0 {
		return // it has happened already
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// Where anybody may read it.
	dir, err := os.MkdirTemp("", "petri-o-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	const nobody = 65534
	tmp := filepath.Join(dir, "t")
	for _, step := range []error{
		os.Chmod(dir, 0o755),
		copyFile(filepath.Join(dir, "test"), self),
		copyFile(filepath.Join(dir, "worker"), workerPath),
		os.Mkdir(tmp, 0o700),
		os.Chown(tmp, nobody, nobody),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	cmd := exec.Command(filepath.Join(dir, "test"), "-test.v", "-test.timeout=10m",
		"-test.run=^(TestContainment|TestResultsTell.*|TestStrict.*|TestWorker.*|TestHostileWorker|TestCPULimit|TestSweep.*|TestKilled.*|TestNoRuntimeDir|TestDoctor.*)$")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), workerEnv+"="+filepath.Join(dir, "worker"), "TMPDIR="+tmp)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := cmd.CombinedOutput()
	for _, name := range []string{"TestContainment", "TestDoctorProvesEveryGuarantee"} {
		if err != nil || !strings.Contains(string(out), "--- PASS: "+name) {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
	}
}

func copyFile(to, from string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o755)
}
