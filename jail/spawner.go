package jail

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

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

	// portable has it fork as package syscall does.
	portable bool

	// Of the forking thread, which alone looks at them.
	table    *table
	nets     *nets
	program  *program // of the birth that is under way
	setUpErr error
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

		program:  &program{},
		portable: !ownFork,
	}
	go s.loop()
	return s
}

func (s *Spawner) loop() {
	runtime.LockOSThread()
	if unix.Gettid() == os.Getpid() {
		// Not on the process's first thread: it stands for the process in
		// /proc. While this goroutine has it, another one gets another.
		locked := make(chan struct{})
		go func() {
			runtime.LockOSThread()
			close(locked)
			s.fork()
		}()
		<-locked
		runtime.UnlockOSThread()
		return
	}
	s.fork()
}

// timerSlack is by how much a worker's waits may be late, so that the kernel can
// put several together (prctl(2), PR_SET_TIMERSLACK; its own is 50 us). A child
// inherits that of the thread that forks it. The monitor of a Go program sleeps
// for 20 us at a time while anything runs: a twentieth of what an evaluation
// cost, and more, was its waking up.
const timerSlack = 200 * time.Microsecond

// fork does the jobs. The thread is locked and never unlocked: it ends with the
// goroutine.
func (s *Spawner) fork() {
	defer close(s.done)
	// Without it workers cost more and do the same.
	_ = unix.Prctl(unix.PR_SET_TIMERSLACK, uintptr(timerSlack.Nanoseconds()), 0, 0, 0)
	// A working directory of its own, and not the process's: see forkExec.
	err := unix.Unshare(unix.CLONE_FS)
	if err != nil && !errors.Is(err, unix.EPERM) && !errors.Is(err, unix.ENOSYS) {
		s.setUpErr = os.NewSyscallError("unshare", err)
	} else if s.table, s.setUpErr = newTable(); s.setUpErr == nil {
		s.table.place = err == nil
		s.nets = &nets{table: s.table}
	}
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
	Path string // the executable, absolute
	// Image is executed instead, if it is of what is at Path now. Nil: there is
	// none.
	Image *Image
	Args  []string // without the program's name and the plan, which comes first
	Env   []string // the whole environment
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
		pid      int
		net      *net
		ends     = pipes.childEnds()
		finished = make(chan struct{})
	)
	job := func() {
		defer close(finished)
		if err = s.setUpErr; err == nil {
			pid, net, err = s.forkExec(spec, uid, ends)
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
	return newProcess(pid, pipes, func() {
		release()
		s.nets.give(net)
	})
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

// forkExec runs on the forking thread, whose descriptors are not the
// process's. ends are the worker's first descriptors.
//
// A worker's uid need not be able to search the directories above its
// executable and its own directory (0700 and the supervisor's, often). So the
// forking thread enters the directory, and the kernel takes a child's working
// directory along into a new mount namespace; and the executable is named by a
// descriptor. Where a container's filter forbids the thread a directory of its
// own, it forbids user namespaces too: the child is then the supervisor's user
// for as long as it takes to enter by itself.
//
// net is the worker's network namespace, if it is one of nets.
func (s *Spawner) forkExec(spec Spec, uid int, ends []end) (pid int, net *net, err error) {
	if s.nets.serves(spec.Plan) {
		if net = s.nets.enter(); net != nil {
			defer func() {
				if leaveErr := s.nets.leave(); leaveErr != nil {
					// Nothing may be started from where the thread is now.
					s.setUpErr = fmt.Errorf("returning to the supervisor's network namespace: %w", leaveErr)
				}
				if err != nil {
					s.nets.give(net)
				}
			}()
		}
	}
	b := &birth{program: s.program, env: spec.Env, plan: spec.Plan, uid: uid, net: net != nil}
	image := spec.Image.serves(spec.Path)
	pid, err = s.bear(b, spec, ends, image)
	if image && (errors.Is(err, unix.EACCES) || errors.Is(err, unix.EPERM) || errors.Is(err, unix.ETXTBSY)) {
		// Perhaps because it is in memory: then what is at the path will do.
		refused := !errors.Is(err, unix.ETXTBSY)
		if pid, err = s.bear(b, spec, ends, false); err == nil && refused {
			spec.Image.fit.Store(false)
		}
	}
	return pid, net, err
}

// bear starts a process of the image or of what is at the path.
func (s *Spawner) bear(b *birth, spec Spec, ends []end, image bool) (pid int, err error) {
	t := s.table
	b.path, b.cgroupFD, b.files = fmt.Sprintf("/proc/self/fd/%d", executableFD), -1, nil
	if !t.place {
		b.dir = spec.Dir
	} else if err := unix.Chdir(spec.Dir); err != nil {
		return 0, &os.PathError{Op: "chdir", Path: spec.Dir, Err: err}
	} else {
		// Not to keep the directory's file system busy.
		defer func() { _ = unix.Chdir("/") }()
	}
	executable, err := s.open(spec, image)
	if err != nil {
		return 0, err
	}
	defer unix.Close(executable)
	for _, e := range ends {
		fd, err := t.take(e.fd, e.flags)
		if err != nil {
			return 0, err
		}
		defer t.give(fd)
		b.files = append(b.files, fd)
	}
	b.files = append(b.files, executable)
	if spec.UseCgroupFD {
		if b.cgroupFD, err = t.take(spec.CgroupFD, unix.O_PATH|unix.O_DIRECTORY); err != nil {
			return 0, err
		}
		defer t.give(b.cgroupFD)
	}
	if !b.plan.Has(UserNS) {
		b.plan.uid = b.uid // to be changed to by the worker itself
	}
	b.args = append([]string{spec.Path, b.plan.Argument()}, spec.Args...)
	if s.portable {
		pid, err = b.portably()
	} else {
		pid, err = b.directly()
	}
	if err == nil {
		return pid, nil
	}
	err = &os.PathError{Op: "fork/exec", Path: spec.Path, Err: err}
	if b.uid != 0 && errors.Is(err, unix.EACCES) {
		err = fmt.Errorf("%w (workers have uids of their own here: the executable must be readable and executable for all, mode 0755)", err)
	}
	return 0, errors.Join(err, t.tidy())
}

// open opens what is to be executed, in the forking thread's table.
func (s *Spawner) open(spec Spec, image bool) (int, error) {
	path := spec.Path
	if image {
		path = fmt.Sprintf("/proc/self/fd/%d", spec.Image.holder.Fd())
	}
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return -1, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return fd, nil
}
