package jail

import "os"

// pipes are the descriptors that a parent and its worker share. Every end is
// close-on-exec in the parent; os.StartProcess duplicates the child's.
type pipes struct {
	stdin               *os.File
	stdoutR, stdoutW    *os.File
	stderrR, stderrW    *os.File
	lifelineR, lifeline *os.File
}

func newPipes() (p *pipes, err error) {
	p = &pipes{}
	defer func() {
		if err != nil {
			p.closeChildEnds()
			p.closeParentEnds()
		}
	}()
	if p.stdin, err = os.Open(os.DevNull); err != nil {
		return nil, err
	}
	if p.stdoutR, p.stdoutW, err = os.Pipe(); err != nil {
		return nil, err
	}
	if p.stderrR, p.stderrW, err = os.Pipe(); err != nil {
		return nil, err
	}
	if p.lifelineR, p.lifeline, err = os.Pipe(); err != nil {
		return nil, err
	}
	return p, nil
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
