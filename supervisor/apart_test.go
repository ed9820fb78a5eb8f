package supervisor_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// apartEnv names the test that a test binary was started for.
const apartEnv = "PETRI_TEST_APART"

// apart runs the test that calls it in a process of its own, started with
// attr, and returns whether this is that process. What a test does there to
// its limits, its user or its mounts is no other test's business.
func apart(t *testing.T, attr *syscall.SysProcAttr) bool {
	t.Helper()
	if os.Getenv(apartEnv) == t.Name() {
		// The run time's poller is there from the first pipe on, and with it
		// two descriptors that nobody leaks.
		r, w, err := os.Pipe()
		do(t, err)
		do(t, r.Close(), w.Close())
		return true
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// Where any user may read it.
	dir, err := os.MkdirTemp("", "petri-a-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	test, worker, tmp := filepath.Join(dir, "test"), filepath.Join(dir, "worker"), filepath.Join(dir, "t")
	do(t, os.Chmod(dir, 0o755), copyFile(test, self), copyFile(worker, workerPath), os.Mkdir(tmp, 0o700))
	if attr != nil && attr.Credential != nil {
		do(t, os.Chown(tmp, int(attr.Credential.Uid), int(attr.Credential.Gid)))
	}
	cmd := exec.Command(test, "-test.v", "-test.timeout=10m", "-test.run=^"+t.Name()+"$")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), apartEnv+"="+t.Name(), workerEnv+"="+worker, "TMPDIR="+tmp)
	cmd.SysProcAttr = attr
	out, err := cmd.CombinedOutput()
	switch {
	case err != nil || !strings.Contains(string(out), "--- "):
		t.Errorf("%v\n%s", err, out)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skipf("%s", out)
	case testing.Verbose():
		t.Logf("%s", out)
	}
	return false
}
