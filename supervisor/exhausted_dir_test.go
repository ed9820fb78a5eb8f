package supervisor_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/supervisor"
)

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
		// What could not be removed has been by now.
		create(t, sup, "new")
		if n := socketDirs(t, dir); n != 2 {
			t.Errorf("%d socket directories: %v", n, tree(t, dir))
		}
	})
}
