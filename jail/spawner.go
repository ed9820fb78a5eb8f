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
	jobs chan func()
	quit chan struct{}
	done chan struct{}
	once sync.Once
}

// NewSpawner starts the forking thread. Close ends it, and with it every
// process that was started and is still alive.
func NewSpawner() *Spawner {
	s := &Spawner{
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
	Path string   // the executable
	Args []string // without the program's name
	Env  []string // the whole environment
	Dir  string   // working directory
}

// Start starts a process in a session of its own. Its stdin is empty, its
// stdout and stderr are pipes that Process gives, its fourth descriptor is
// the lifeline. A cancelled ctx aborts only the wait for the forking thread.
func (s *Spawner) Start(ctx context.Context, spec Spec) (*Process, error) {
	pipes, err := newPipes()
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", spec.Path, err)
	}
	var (
		pid, pidfd int
		startErr   error
		finished   = make(chan struct{})
	)
	job := func() {
		pid, pidfd, startErr = forkExec(spec, pipes)
		close(finished)
	}
	select {
	case s.jobs <- job:
		<-finished
	case <-s.done:
		startErr = ErrSpawnerClosed
	case <-ctx.Done():
		startErr = ctx.Err()
	}
	pipes.closeChildEnds()
	if startErr != nil {
		pipes.closeParentEnds()
		return nil, fmt.Errorf("starting %s: %w", spec.Path, startErr)
	}
	return newProcess(pid, pidfd, pipes)
}

// forkExec runs on the forking thread.
func forkExec(spec Spec, p *pipes) (pid, pidfd int, err error) {
	pidfd = -1
	proc, err := os.StartProcess(spec.Path, append([]string{spec.Path}, spec.Args...), &os.ProcAttr{
		Dir:   spec.Dir,
		Env:   spec.Env,
		Files: []*os.File{p.stdin, p.stdoutW, p.stderrW, p.lifelineR},
		Sys: &syscall.SysProcAttr{
			Setsid:    true,
			Pdeathsig: syscall.SIGKILL,
			PidFD:     &pidfd,
		},
	})
	if err != nil {
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
