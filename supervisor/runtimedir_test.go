package supervisor_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/supervisor"
)

// shortTemp is a temporary directory for sockets: with a long test's name in
// its path none would fit.
func shortTemp(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "petri-rt-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// tree lists what is below a directory, with the modes.
func tree(t testing.TB, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil && !errors.Is(err, fs.ErrPermission) {
			return err
		}
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		all = append(all, fmt.Sprintf("%s %v", path, info.Mode()))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// do fails the test at the first step that failed.
func do(t testing.TB, steps ...error) {
	t.Helper()
	for _, err := range steps {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// deadDir is what a supervisor that was killed leaves.
func deadDir(t testing.TB, parent, name string) string {
	t.Helper()
	dir := filepath.Join(parent, name)
	workers := filepath.Join(dir, "plugin-dir123")
	do(t, os.Mkdir(dir, 0o700), os.Mkdir(workers, 0o700))
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	do(t, err)
	do(t, unix.Bind(fd, &unix.SockaddrUnix{Name: filepath.Join(workers, "plugin456")}), unix.Close(fd))
	return dir
}

// What dead supervisors left goes, and nothing else, whatever lies beside it.
func TestSweepTakesOnlyWhatIsDeadAndOurs(t *testing.T) {
	parent, elsewhere := shortTemp(t), shortTemp(t)
	precious := deadDir(t, elsewhere, "petri-run-PRECIOUS")
	in := func(name string) string { return filepath.Join(parent, name) }

	dead := []string{
		deadDir(t, parent, "petri-run-AAAAAAA2"),
		deadDir(t, parent, "petri-run-AAAAAAA3"),
		in("petri-run-AAAAAAA4"),
		in("petri-run-AAAAAAA5"),
	}
	// Killed before it had a worker.
	do(t, os.Mkdir(dead[2], 0o700))
	// A worker that could, in degraded mode, left a way out.
	deadDir(t, parent, filepath.Base(dead[3]))
	do(t, os.Symlink(precious, filepath.Join(dead[3], "plugin-dir123", "out")),
		os.Symlink("..", filepath.Join(dead[3], "plugin-dir123", "up")))

	// Nobody's of these are a dead supervisor's.
	do(t,
		os.Mkdir(in("petri-run-aaaaaaaa"), 0o700), os.Mkdir(in("petri-run-AAAAAAAAA"), 0o700),
		os.Mkdir(in("petri-1234567890"), 0o700), os.Mkdir(in("x-petri-run-AAAAAAAA"), 0o700),
		os.WriteFile(in("petri-run-BBBBBBB2"), nil, 0o700),
		os.Symlink(precious, in("petri-run-BBBBBBB3")),
		os.Symlink("petri-run-AAAAAAA2", in("petri-run-BBBBBBB4")),
		unix.Mkfifo(in("petri-run-BBBBBBB5"), 0o700),
	)
	// Others may enter.
	closed := deadDir(t, parent, "petri-run-CCCCCCC3")
	do(t, os.Chmod(deadDir(t, parent, "petri-run-CCCCCCC2"), 0o755), os.Chmod(closed, 0o000))
	t.Cleanup(func() { _ = os.Chmod(closed, 0o700) })
	alive := deadDir(t, parent, "petri-run-DDDDDDD2")
	lock, err := os.Open(alive)
	do(t, err)
	defer lock.Close()
	do(t, unix.Flock(int(lock.Fd()), unix.LOCK_SH))
	// These are, but hold what no supervisor makes.
	for i, name := range []string{"petri-run-EEEEEEE2", "petri-run-EEEEEEE3"} {
		dir := deadDir(t, parent, name)
		do(t, []func() error{
			func() error { return os.WriteFile(filepath.Join(dir, "thesis.tex"), []byte("\\end"), 0o600) },
			func() error { return os.Symlink(precious, filepath.Join(dir, "plugin-dir999")) },
		}[i]())
	}
	if os.Geteuid() == 0 {
		theirs, mounted := deadDir(t, parent, "petri-run-FFFFFFF2"), in("petri-run-FFFFFFF3")
		do(t, os.Chown(theirs, 65534, 65534), os.Mkdir(mounted, 0o700))
		do(t, unix.Mount("petri-test", mounted, "tmpfs", 0, "mode=0700"))
		t.Cleanup(func() { do(t, unix.Unmount(mounted, unix.MNT_DETACH)) })
	}

	before := append(tree(t, parent), tree(t, elsewhere)...)
	c := supervisor.Config{WorkerPath: workerPath, RuntimeDir: parent}
	sup, err := supervisor.New(c)
	do(t, err)
	swept, err := sup.Swept()
	// Other tests may have left cgroups.
	swept = slices.DeleteFunc(swept, func(dir string) bool { return !strings.HasPrefix(dir, parent) })
	slices.Sort(swept)
	if !slices.Equal(swept, dead) {
		t.Errorf("swept %q, want %q", swept, dead)
	}
	for _, said := range []string{"petri-run-EEEEEEE2", "thesis.tex", "petri-run-EEEEEEE3", "plugin-dir999"} {
		if err == nil || !strings.Contains(err.Error(), said) {
			t.Errorf("%v does not say %s", err, said)
		}
	}
	create(t, sup, "a")
	do(t, sup.Close(testContext(t)))
	want := slices.DeleteFunc(before, func(line string) bool {
		return slices.ContainsFunc(dead, func(dir string) bool { return strings.HasPrefix(line, dir) })
	})
	if after := append(tree(t, parent), tree(t, elsewhere)...); !slices.Equal(after, want) {
		t.Errorf("afterwards there is\n%s\nwant\n%s", strings.Join(after, "\n"), strings.Join(want, "\n"))
	}
}

// Supervisors that start, sweep and end at the same time do not take one
// another's directory, and leave none.
func TestRuntimeDirsRace(t *testing.T) {
	parent := shortTemp(t)
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			for i := range 100 {
				if _, err := supervisor.SweepRuntimeDirs(parent); err != nil {
					t.Errorf("sweeping: %v", err)
				}
				path, remove, err := supervisor.MakeRuntimeDir(parent)
				if err != nil {
					t.Error(err)
					return
				}
				socket := filepath.Join(path, fmt.Sprint("plugin-dir", n))
				if err := os.Mkdir(socket, 0o700); err != nil {
					t.Errorf("round %d: %v", i, err)
				}
				if _, err := supervisor.SweepRuntimeDirs(parent); err != nil {
					t.Errorf("sweeping: %v", err)
				}
				if _, err := os.Stat(socket); err != nil {
					t.Errorf("round %d: taken from its living owner: %v", i, err)
				}
				if err := remove(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if left := tree(t, parent); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}

// The same with whole supervisors, which find what dead ones left: each
// directory is swept by one of them.
func TestSupervisorsStartTogether(t *testing.T) {
	parent := shortTemp(t)
	var dead []string
	for i := range 20 {
		dead = append(dead, deadDir(t, parent, fmt.Sprintf("petri-run-AAAAAA%c%c", 'A'+i, 'A'+i)))
	}
	var (
		mu    sync.Mutex
		swept []string
		wg    sync.WaitGroup
	)
	for range 8 {
		wg.Go(func() {
			sup, err := supervisor.New(supervisor.Config{WorkerPath: workerPath, RuntimeDir: parent, MaxSpawns: 1})
			if err != nil {
				t.Error(err)
				return
			}
			removed, err := sup.Swept()
			if err != nil && strings.Contains(err.Error(), parent) {
				t.Errorf("sweeping: %v", err)
			}
			mu.Lock()
			swept = append(swept, removed...)
			mu.Unlock()
			for i := range 3 {
				if _, err := sup.Create(testContext(t), fmt.Sprint("box", i)); err != nil {
					t.Error(err)
				}
			}
			if err := sup.Close(testContext(t)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	slices.Sort(swept)
	// Directories of the others, which they had not locked yet, may be among
	// them.
	for _, dir := range dead {
		if i, found := slices.BinarySearch(swept, dir); !found || i+1 < len(swept) && swept[i+1] == dir {
			t.Errorf("%s was not swept by exactly one: %q", dir, swept)
		}
	}
	if left := tree(t, parent); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}

// A directory in which everybody may replace everything is no place for a
// supervisor.
func TestRuntimeDirOfEverybody(t *testing.T) {
	parent := shortTemp(t)
	do(t, os.Chmod(parent, 0o777))
	c := supervisor.Config{WorkerPath: workerPath, RuntimeDir: parent}
	_, err := supervisor.New(c)
	wantErr(t, err, supervisor.ErrBadConfig)
	do(t, os.Chmod(parent, 0o777|os.ModeSticky))
	sup, err := supervisor.New(c)
	do(t, err)
	do(t, sup.Close(testContext(t)))
}
