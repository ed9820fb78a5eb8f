package jail

import (
	"os"

	"golang.org/x/sys/unix"
)

// pipes are the descriptors that a parent and its worker share. Every end is
// close-on-exec in the parent; the child's are duplicated when it starts.
type pipes struct {
	stdin               *os.File
	stdoutR, stdoutW    *os.File
	stderrR, stderrW    *os.File
	lifelineR, lifeline *os.File
}

func newPipes() (*pipes, error) {
	p := &pipes{}
	if err := p.open(); err != nil {
		p.closeChildEnds()
		p.closeParentEnds()
		return nil, err
	}
	return p, nil
}

func (p *pipes) open() (err error) {
	if p.stdin, err = os.Open(os.DevNull); err != nil {
		return err
	}
	if p.stdoutR, p.stdoutW, err = os.Pipe(); err != nil {
		return err
	}
	if p.stderrR, p.stderrW, err = os.Pipe(); err != nil {
		return err
	}
	p.lifelineR, p.lifeline, err = os.Pipe()
	return err
}

// An end is a descriptor that a worker gets, and how it is opened.
type end struct{ fd, flags int }

// childEnds are the worker's descriptors from 0 on.
func (p *pipes) childEnds() []end {
	return []end{
		{int(p.stdin.Fd()), unix.O_RDONLY},
		{int(p.stdoutW.Fd()), unix.O_WRONLY},
		{int(p.stderrW.Fd()), unix.O_WRONLY},
		{int(p.lifelineR.Fd()), unix.O_RDONLY},
	}
}

func (p *pipes) closeChildEnds() { closeAll(p.stdin, p.stdoutW, p.stderrW, p.lifelineR) }

func (p *pipes) closeParentEnds() { closeAll(p.stdoutR, p.stderrR, p.lifeline) }

func closeAll(files ...*os.File) {
	for _, f := range files {
		if f != nil {
			_ = f.Close()
		}
	}
}
