package supervisor

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// How a runtime directory and what lies in it are named. Whatever is named so,
// is this user's alone, and is not locked, is taken for what a dead supervisor
// left.
const (
	runtimeDirPrefix = "petri-run-"
	runtimeDirRandom = 8            // characters behind it
	socketDirPrefix  = "plugin-dir" // go-plugin's, one for each worker
)

// maxRuntimeDirs bounds how many names are tried for a directory: another
// supervisor may sweep it before it is locked.
const maxRuntimeDirs = 1000

// isRuntimeDir knows the names that newRuntimeDir gives.
var isRuntimeDir = regexp.MustCompile(fmt.Sprintf(`^%s[A-Z2-7]{%d}$`, runtimeDirPrefix, runtimeDirRandom)).MatchString

// A runtimeDir is where one supervisor's workers have their sockets. The lock
// is an flock on the directory itself, the sign that its owner lives: it ends
// with the process, however that goes, and holds across pid namespaces.
type runtimeDir struct {
	path string
	lock *os.File

	mu     sync.Mutex
	litter []string // what is to be removed once that can be done
}

// sharedMemory is where Linux systems have a file system in memory that
// everybody may write to (shm_overview(7)).
const sharedMemory = "/dev/shm"

// usualParent is where runtime directories are made if nobody says where.
// Sockets and their directories come and go with each worker: in memory that
// costs a tenth of what it costs on a disk's file system.
func usualParent() string {
	if os.Getenv("TMPDIR") == "" && inMemory(sharedMemory) && unix.Access(sharedMemory, unix.W_OK|unix.X_OK) == nil {
		return sharedMemory
	}
	return os.TempDir()
}

// inMemory tells whether a directory is on a file system in memory on which
// nobody can take away what another made.
func inMemory(dir string) bool {
	var fs unix.Statfs_t
	info, err := os.Stat(dir)
	return err == nil && info.Mode()&os.ModeSticky != 0 && unix.Statfs(dir, &fs) == nil && fs.Type == unix.TMPFS_MAGIC
}

// runtimeParent is where runtime directories are made: told, or the usual
// place.
func runtimeParent(told string) (string, error) {
	if told == "" {
		told = usualParent()
	}
	parent, err := filepath.Abs(told)
	if err != nil {
		return "", fmt.Errorf("%w: RuntimeDir: %w", ErrBadConfig, err)
	}
	if len(parent) > maxRuntimeDir {
		return "", fmt.Errorf("%w: RuntimeDir %s has %d bytes: at most %d leave room for the path of a unix socket below it", ErrBadConfig, parent, len(parent), maxRuntimeDir)
	}
	info, err := os.Stat(parent)
	if err != nil {
		return "", fmt.Errorf("looking for RuntimeDir: %w: name an existing directory, or set TMPDIR", err)
	}
	if !info.IsDir() {
		return "", fmt.Errorf("looking for RuntimeDir: %w", &os.PathError{Op: "open", Path: parent, Err: unix.ENOTDIR})
	}
	if info.Mode().Perm()&0o002 != 0 && info.Mode()&os.ModeSticky == 0 {
		return "", fmt.Errorf("%w: RuntimeDir %s: everybody may replace what is in it (mode %v): name another, or chmod +t it", ErrBadConfig, parent, info.Mode())
	}
	return parent, nil
}

// newRuntimeDir makes a directory and locks it. Another supervisor that starts
// at this moment may take it, as long as it is not locked, for a dead one's: it
// is then given up and another one made.
func newRuntimeDir(parent string) (_ *runtimeDir, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("making the runtime directory: %w%s", err, advise(err))
		}
	}()
	p, err := openParent(parent)
	if err != nil {
		return nil, err
	}
	defer p.close()
	for range maxRuntimeDirs {
		name := runtimeDirPrefix + rand.Text()[:runtimeDirRandom]
		path := filepath.Join(parent, name)
		if err := p.root.Mkdir(name, 0o700); errors.Is(err, fs.ErrExist) {
			continue
		} else if err != nil {
			return nil, err
		}
		lock, err := p.lock(name)
		switch {
		case err == nil:
			return &runtimeDir{path: path, lock: lock}, nil
		case errors.Is(err, errForeign) || !isOthers(err):
			return nil, errors.Join(err, p.rmdir(name))
		}
	}
	return nil, fmt.Errorf("%d names below %s were tried, and each directory was taken away at once", maxRuntimeDirs, parent)
}

// leave notes a worker's directory that could not be removed.
func (d *runtimeDir) leave(dir string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !slices.Contains(d.litter, dir) {
		d.litter = append(d.litter, dir)
	}
}

// maxTidy bounds how many directories are tried again at a time.
const maxTidy = 8

// tidy tries again to remove what was left.
func (d *runtimeDir) tidy() {
	d.mu.Lock()
	again := slices.Clone(d.litter[:min(maxTidy, len(d.litter))])
	d.litter = d.litter[len(again):]
	d.mu.Unlock()
	for _, dir := range again {
		if os.RemoveAll(dir) != nil {
			d.leave(dir)
		}
	}
}

// remove removes the directory with all that is in it, and then the lock. What
// cannot be removed is left to the next supervisor's sweep.
func (d *runtimeDir) remove() error {
	if err := errors.Join(os.RemoveAll(d.path), d.lock.Close()); err != nil {
		return fmt.Errorf("removing the runtime directory: %w", err)
	}
	return nil
}

// sweepRuntimeDirs removes the directories in parent that supervisors of this
// user left when they were killed. It returns their paths, and what could not
// be removed. It never waits for anybody.
func sweepRuntimeDirs(parent string) (removed []string, err error) {
	p, err := openParent(parent)
	if err != nil {
		return nil, fmt.Errorf("looking for what dead supervisors left: %w", err)
	}
	defer p.close()
	names, err := p.candidates()
	errs := []error{err}
	for _, name := range names {
		path := filepath.Join(parent, name)
		switch err := p.sweep(name); {
		case err == nil:
			removed = append(removed, path)
		case !isOthers(err):
			errs = append(errs, fmt.Errorf("removing dead supervisor's %s: %w: look at it, and remove it by hand", path, err))
		}
	}
	return removed, errors.Join(errs...)
}

// sweep removes a directory of this user's that nobody has locked.
func (p *parentDir) sweep(name string) error {
	// Held until the directory is gone, so that no two sweep the same one.
	lock, err := p.lock(name)
	if err != nil {
		return err
	}
	defer lock.Close()
	entries, err := lock.ReadDir(-1)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), socketDirPrefix) {
			return fmt.Errorf("it holds %q, which no supervisor put there", e.Name())
		}
	}
	inside, err := p.root.OpenRoot(name)
	if err != nil {
		return err
	}
	defer inside.Close()
	there, err := inside.Stat(".")
	if err == nil {
		err = sameFile(lock, there)
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := inside.RemoveAll(e.Name()); err != nil {
			return err
		}
	}
	return p.rmdir(name)
}
