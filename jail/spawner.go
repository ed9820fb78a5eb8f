package jail

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// LifelineFD is the descriptor number of the lifeline in a worker: a pipe that
// nobody writes to. It reads as end-of-file once the supervisor is gone,
// however it went.
const LifelineFD = 3

// ErrSpawnerClosed says that a Spawner was asked to start a process after
// Close.
var ErrSpawnerClosed = errors.New("spawner is closed")

// A Spawner starts worker processes. It is safe for concurrent use.
//
// All of them are forked from one OS thread that lives as long as the Spawner:
// the parent-death signal fires when the forking *thread* ends (prctl(2),
// PR_SET_PDEATHSIG), and a goroutine's thread may end at any time.
type Spawner struct {
	uids *uidPool
	jobs chan func()
	quit chan struct{}
	done chan struct{}
	once sync.Once

	unshareErr error // of the forking thread, which alone looks at it
}

// NewSpawner starts the forking thread. Close ends it, and with it every
// process that was started and is still alive. Workers whose plan has
// DistinctUID get theirs from uids.
func NewSpawner(uids UIDRange) *Spawner {
	s := &Spawner{
		uids: newUIDPool(uids),
		jobs: make(chan func()),
		quit: make(chan struct{}),
		done: make(chan struct{}),
	}
	go s.loop()
	return s
}

func (s *Spawner) loop() {
	defer close(s.done)
	// Never unlocked: the thread ends with the goroutine.
	runtime.LockOSThread()
	// A working directory of its own, and not the process's: see forkExec.
	// This takes no privilege, only memory.
	s.unshareErr = unix.Unshare(unix.CLONE_FS)
	for {
		select {
		case job := <-s.jobs:
			job()
		case <-s.quit:
			return
		}
	}
}

// Close ends the forking thread. Every process of this Spawner that still
// lives is killed by the kernel then; their owners still have to Release them.
func (s *Spawner) Close() {
	s.once.Do(func() { close(s.quit) })
	<-s.done
}

// Spec says what to start.
type Spec struct {
	Path string   // the executable, absolute
	Args []string // without the program's name and the plan, which comes first
	Env  []string // the whole environment
	// Dir becomes the worker's working directory, and its own: its owner is
	// changed if the worker gets a uid. Nobody needs the right to search the
	// directories above it.
	Dir  string
	Plan Plan
	// With UseCgroupFD the worker is born in the cgroup whose directory
	// CgroupFD is an open descriptor of (CLONE_INTO_CGROUP, Linux 5.7).
	UseCgroupFD bool
	CgroupFD    int
}

// Start starts a process in a session of its own. Its stdin is empty, its
// stdout and stderr are pipes that Process gives, its fourth descriptor is
// the lifeline. A cancelled ctx aborts only the wait for the forking thread.
func (s *Spawner) Start(ctx context.Context, spec Spec) (_ *Process, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("starting %s: %w", spec.Path, err)
		}
	}()
	pipes, err := newPipes()
	if err != nil {
		return nil, err
	}
	uid, release, err := s.lendUID(spec)
	if err != nil {
		pipes.closeChildEnds()
		pipes.closeParentEnds()
		return nil, err
	}
	var (
		pid, pidfd int
		finished   = make(chan struct{})
	)
	job := func() {
		defer close(finished)
		if err = s.unshareErr; err == nil {
			pid, pidfd, err = forkExec(spec, uid, pipes)
		}
	}
	select {
	case s.jobs <- job:
		<-finished
	case <-s.done:
		err = ErrSpawnerClosed
	case <-ctx.Done():
		err = ctx.Err()
	}
	pipes.closeChildEnds()
	if err != nil {
		pipes.closeParentEnds()
		release()
		return nil, err
	}
	return newProcess(pid, pidfd, pipes, release)
}

// lendUID finds a uid for a worker and gives it its directory; 0 without
// DistinctUID. release takes it back.
func (s *Spawner) lendUID(spec Spec) (uid int, release func(), err error) {
	if !spec.Plan.Has(DistinctUID) {
		return 0, func() {}, nil
	}
	if uid, err = s.uids.take(); err != nil {
		return 0, nil, err
	}
	release = func() { s.uids.give(uid) }
	if err := os.Chown(spec.Dir, uid, uid); err != nil {
		release()
		return 0, nil, err
	}
	return uid, release, nil
}

// executableFD is the descriptor by which a worker is executed. It closes it
// first thing (DropInherited).
const executableFD = LifelineFD + 1

// forkExec runs on the forking thread.
//
// A worker's uid need not be able to search the directories above its
// executable and its own directory (0700 and the supervisor's, often). So the
// forking thread enters the directory, and the kernel takes a child's working
// directory along into a new mount namespace; and the executable is named by a
// descriptor.
func forkExec(spec Spec, uid int, p *pipes) (pid, pidfd int, err error) {
	if err := unix.Chdir(spec.Dir); err != nil {
		return 0, -1, &os.PathError{Op: "chdir", Path: spec.Dir, Err: err}
	}
	// Not to keep the directory's file system busy.
	defer func() { _ = unix.Chdir("/") }()
	fd, err := unix.Open(spec.Path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return 0, -1, &os.PathError{Op: "open", Path: spec.Path, Err: err}
	}
	executable := os.NewFile(uintptr(fd), spec.Path)
	defer executable.Close()

	plan := spec.Plan
	if !plan.Has(UserNS) {
		plan.uid = uid // to be changed to by the worker itself
	}
	pidfd = -1
	sys := &syscall.SysProcAttr{
		Setsid:      true,
		Pdeathsig:   syscall.SIGKILL,
		PidFD:       &pidfd,
		UseCgroupFD: spec.UseCgroupFD,
		CgroupFD:    spec.CgroupFD,
	}
	setNamespaces(sys, plan, uid)
	proc, err := os.StartProcess(fmt.Sprintf("/proc/self/fd/%d", executableFD),
		append([]string{spec.Path, plan.Argument()}, spec.Args...),
		&os.ProcAttr{
			Env:   spec.Env,
			Files: []*os.File{p.stdin, p.stdoutW, p.stderrW, p.lifelineR, executable},
			Sys:   sys,
		})
	if err != nil {
		if uid != 0 && errors.Is(err, unix.EACCES) {
			err = fmt.Errorf("%w (workers have uids of their own here: the executable must be readable and executable for all, mode 0755)", err)
		}
		return 0, -1, err
	}
	pid = proc.Pid
	// This package waits by itself (Process); os keeps nothing.
	if err := proc.Release(); err != nil {
		return pid, pidfd, err
	}
	if pidfd < 0 {
		_ = unix.Kill(pid, unix.SIGKILL)
		_, _ = unix.Wait4(pid, nil, 0, nil)
		return 0, -1, errors.New("kernel gave no pidfd: Linux 5.3 or later is needed")
	}
	return pid, pidfd, nil
}
