package supervisor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// descriptorsEach is about how many descriptors a supervisor holds for each
// worker: its output, its lifeline, its pidfd, its socket.
const descriptorsEach = 6

// An advice is what to do when the host refuses something.
type advice struct {
	on    refused
	errno error
	text  string
}

// refused is what was.
type refused string

const (
	anything  refused = ""
	aProcess  refused = "process"
	directory refused = "directory"
)

// advices are what the host's refusals mean here.
func advices() []advice {
	const elsewhere = "name another directory, on a file system of this host (Config.RuntimeDir, TMPDIR)"
	return []advice{
		{anything, unix.EMFILE, fmt.Sprintf("this process has as many descriptors open as it may, and needs about %d for each worker: raise RLIMIT_NOFILE (ulimit -n, LimitNOFILE= in a systemd unit), or lower Config.MaxSandboxes", descriptorsEach)},
		{anything, unix.ENFILE, "the host has as many files open as it may: raise sysctl fs.file-max"},
		{anything, unix.ENOMEM, "the kernel has no memory for it: raise the memory limit of the supervisor's own cgroup, or of the sandbox (Limits.Memory), or lower Config.MaxSandboxes"},
		{aProcess, unix.EAGAIN, "no process can be added: raise RLIMIT_NPROC (ulimit -u, LimitNPROC=), the cgroup's pids.max (TasksMax=, docker --pids-limit), or sysctl kernel.threads-max and kernel.pid_max, or lower Config.MaxSandboxes"},
		{aProcess, unix.ENOSPC, "the host has no namespace left to give: raise sysctl user.max_user_namespaces and its like, or lower Config.MaxSandboxes"},
		{aProcess, unix.EUSERS, "the host has no user namespace left to give: raise sysctl user.max_user_namespaces, or run the supervisor in fewer containers"},
		{directory, unix.ENOSPC, "the runtime directory's file system is full, of bytes or of files (df, df -i): make room, or " + elsewhere},
		{directory, unix.EDQUOT, "the user's quota on the runtime directory's file system is used up: make room, or " + elsewhere},
		{directory, unix.EROFS, "the runtime directory's file system is read-only: " + elsewhere},
		{directory, unix.EACCES, "this user may not write there: " + elsewhere},
		{directory, unix.ENOENT, "the runtime directory has been taken away: keep cleaners of temporary files away from it, or " + elsewhere},
		{directory, unix.ENOTDIR, "something else is in the runtime directory's place: " + elsewhere},
		{directory, unix.ENOLCK, "the runtime directory cannot be locked: " + elsewhere},
		{directory, unix.EOPNOTSUPP, "the runtime directory cannot be locked: " + elsewhere},
		{directory, unix.EBADF, "the runtime directory cannot be locked: " + elsewhere},
	}
}

// advise says what to do about an error, to be put behind it; "" if the host
// is not known to be the reason.
func advise(err error) string {
	if path := (*fs.PathError)(nil); errors.As(err, &path) && path.Op == "fork/exec" {
		return adviseOn(aProcess, err)
	}
	return adviseOn(directory, err)
}

func adviseOn(what refused, err error) string {
	for _, a := range advices() {
		if errors.Is(err, a.errno) && (a.on == anything || a.on == what) {
			return " (" + a.text + ")"
		}
	}
	return ""
}

// spawnError says why a worker did not start, and puts it away.
func (s *Supervisor) spawnError(w *worker, err error) error {
	err = fmt.Errorf("%w: %s: %w", ErrSpawn, s.workerPath, err)
	if w.proc == nil {
		w.group.end()
		return fmt.Errorf("%w%s", err, advise(err))
	}
	d := w.close()
	if d.exit.Status.Signaled() { // for failing, which tells nothing
		return fmt.Errorf("%w%s", err, advise(err))
	}
	// No genome has come near it: if it ran out of something, so has the host.
	what, cause := directory, error(nil)
	switch {
	case strings.HasPrefix(d.message, noThread):
		what, cause = aProcess, unix.EAGAIN
	case d.verdict == MemoryLimit:
		cause = unix.ENOMEM
	default:
		cause = s.dir.tryRoom()
	}
	if cause == nil {
		return fmt.Errorf("%w (%s)", err, d.message)
	}
	return fmt.Errorf("%w: %s: %s: %w%s", ErrSpawn, s.workerPath, d.message, cause, adviseOn(what, cause))
}

// tryRoom makes and removes what a worker needs in the runtime directory. It
// finds out why a worker could make no socket there, which only the worker has
// seen.
func (d *runtimeDir) tryRoom() error {
	dir, err := os.MkdirTemp(d.path, socketDirPrefix)
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return os.WriteFile(filepath.Join(dir, "room"), nil, 0o600)
}
