package supervisor

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/ipc"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/jail/probe"
)

// orphan has a worker make an attempt under a supervisor of its own, the
// keeper, kills the keeper, and looks whether the worker dies.
func (d *doctor) orphan(ctx context.Context, t trial) Probe {
	ctx, cancel := context.WithTimeout(ctx, 2*d.sup.config.StartTimeout)
	defer cancel()
	group, err := d.sup.groups.add("keeper")
	if err != nil {
		return t.failed(err)
	}
	defer group.end()
	var k *keeper
	defer func() {
		if k != nil {
			k.release()
		}
	}()
	host, err := ipc.Connect(ctx, ipc.Options{
		Dir:          d.sup.dir.path,
		StartTimeout: d.sup.config.StartTimeout,
		Start: func(ctx context.Context, env []string, dir string) (ipc.Process, error) {
			var err error
			k, err = d.startKeeper(ctx, group, env, dir)
			return k, err
		},
	})
	if err != nil {
		return t.failed(err)
	}
	defer host.Close()
	r, err := ask(ctx, host.Worker(), t)
	if err == nil {
		err = r.Err()
	}
	if err != nil {
		return t.failed(err)
	}
	answer, err := r.answer()
	if err != nil {
		return t.failed(err)
	}
	words, _ := probe.GotThrough(answer)
	p := t.result()
	if k.workerEnds(0) {
		return t.failed(errors.New("the worker had ended before its supervisor was killed"))
	}
	k.Kill()
	<-k.Done()
	if !k.workerEnds(afterlife) {
		p.Happened = fmt.Sprintf("the worker lives %v later %s", afterlife, brief(words))
		return p
	}
	p.Held, p.Happened = true, "died with it "+brief(words)
	return p
}

// A keeper is a worker binary that plays the supervisor of another worker,
// which is the one that its standard output introduces.
type keeper struct {
	*jail.Process
	stdout io.Reader
	stderr *stderrTail
	worker int // a pidfd; -1 if there is none
}

func (d *doctor) startKeeper(ctx context.Context, g *group, env []string, dir string) (*keeper, error) {
	s := d.sup
	uids := s.host.UIDs()
	proc, err := g.start(ctx, s.spawner, jail.Spec{
		Path: s.workerPath,
		Args: []string{"--keep", fmt.Sprintf("%d+%d", uids.Base, uids.Count), s.plan.Argument()},
		Env:  workerEnv(env),
		Dir:  dir,
		// No layer: it has to be able to do what a supervisor does.
		Plan: jail.Plan{},
	})
	if err != nil {
		return nil, err
	}
	k := &keeper{Process: proc, stderr: drain(proc.Stderr()), worker: -1}
	if err := k.meet(ctx); err != nil {
		words := k.stderr.wait(lastWords)
		k.release()
		return nil, fmt.Errorf("a supervisor to be killed: %w%s", err, quoteFirstLine(words))
	}
	return k, nil
}

// meet reads from the keeper which process its worker is.
func (k *keeper) meet(ctx context.Context) error {
	defer context.AfterFunc(ctx, k.Kill)()
	out := bufio.NewReaderSize(k.Process.Stdout(), 64)
	k.stdout = out
	line, err := out.ReadSlice('\n')
	if err != nil {
		return errors.Join(err, ctx.Err())
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(line)))
	if err != nil {
		return err
	}
	worker, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		return fmt.Errorf("pidfd of its worker %d: %w", pid, err)
	}
	// It is going to be killed: nobody's word is enough for that.
	if parent, err := parentOf(pid); err != nil || parent != k.PID() {
		return errors.Join(fmt.Errorf("process %d is not its child", pid), err, unix.Close(worker))
	}
	k.worker = worker
	return nil
}

// parentOf is field 4 of /proc/PID/stat (proc(5)).
func parentOf(pid int) (int, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	// The second field is the command, in parentheses that it may contain.
	var state string
	var parent int
	_, err = fmt.Sscan(string(stat[bytes.LastIndexByte(stat, ')')+1:]), &state, &parent)
	return parent, err
}

// Stdout is what the worker writes.
func (k *keeper) Stdout() io.ReadCloser {
	return struct {
		io.Reader
		io.Closer
	}{k.stdout, k.Process.Stdout()}
}

// workerEnds waits for the end of the worker.
func (k *keeper) workerEnds(patience time.Duration) bool {
	for until := time.Now().Add(patience); ; {
		left := max(time.Until(until), 0)
		n, err := unix.Poll([]unix.PollFd{{Fd: int32(k.worker), Events: unix.POLLIN}}, int(left.Milliseconds()))
		if errors.Is(err, unix.EINTR) && left > 0 {
			continue
		}
		return n == 1 && err == nil
	}
}

// release ends both processes and gives back what they held.
func (k *keeper) release() {
	if k.worker >= 0 {
		_ = unix.PidfdSendSignal(k.worker, unix.SIGKILL, nil, 0)
		k.workerEnds(afterlife)
		_ = unix.Close(k.worker)
		k.worker = -1
	}
	k.Release()
}
