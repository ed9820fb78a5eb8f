package worker

import (
	"fmt"
	"slices"
	"strings"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/vet"
	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/facade"
)

// Describe says what others can call of the genome that serves.
func (w *Worker) Describe(r *workerpb.DescribeRequest) (*workerpb.DescribeReply, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.current == nil {
		return nil, serve.Errorf(serve.FailedPrecondition, "no genome serves")
	}
	peer := func(path string) bool {
		m, ok := w.current.module(path)
		return ok && m.Package != "main" && slices.Contains(r.GetModules(), path)
	}
	reply := &workerpb.DescribeReply{}
	for _, m := range w.current.modules {
		if !peer(m.Name) {
			continue
		}
		f := facade.Describe(m.Name, m.Syntax.Package, peer)
		wire := &workerpb.Facade{Module: f.Module, Text: f.Text}
		for _, l := range f.LeftOut {
			wire.LeftOut = append(wire.LeftOut, &workerpb.LeftOut{Name: l.Name, Reason: l.Reason})
		}
		reply.Facades = append(reply.Facades, wire)
	}
	return reply, nil
}

// elsewhere are the modules of a load that are in another worker.
type elsewhere struct {
	profile genome.Profile
	caps    genome.Caps
	names   []string
	stubs   genome.Genome
	left    map[string]string // why a name of theirs is not there, by "module.Name"
}

// take makes modules of facades. The error says that they are none.
func (e *elsewhere) take(facades []*workerpb.Facade) error {
	if len(facades) == 0 {
		return nil
	}
	for _, f := range facades {
		e.names = append(e.names, f.GetModule())
	}
	e.left = map[string]string{}
	for _, wire := range facades {
		f := facade.Facade{Module: wire.GetModule(), Text: wire.GetText()}
		for _, l := range wire.GetLeftOut() {
			f.LeftOut = append(f.LeftOut, facade.LeftOut{Name: l.GetName(), Reason: l.GetReason()})
			e.left[f.Module+"."+l.GetName()] = l.GetReason()
		}
		m, err := facade.Check(f, func(path string) bool { return slices.Contains(e.names, path) })
		if err != nil {
			return err
		}
		e.stubs = append(e.stubs, m)
	}
	// By themselves, so that what is wrong with them is held against them.
	if r := vet.CheckApart(e.stubs, e.profile, e.caps, e.names); !r.OK() {
		return fmt.Errorf("%w: %s", facade.ErrBad, r.Diagnostics[0])
	}
	return nil
}

// check vets a genome, and what it imports of what is elsewhere.
func (w *Worker) check(g genome.Genome, e *elsewhere) *vet.Report {
	if len(e.names) == 0 {
		return w.vetted.check(g, e.profile, e.caps)
	}
	return e.check(g)
}

func (e *elsewhere) check(g genome.Genome) *vet.Report {
	r := vet.CheckApart(append(slices.Clip(g), e.stubs...), e.profile, e.caps, e.names)
	for i := range r.Diagnostics {
		r.Diagnostics[i].Message += e.reason(r.Diagnostics[i].Message)
	}
	return r
}

// reason says why something is undefined that the module has.
func (e *elsewhere) reason(message string) string {
	name, ok := strings.CutPrefix(message, "undefined: ")
	if !ok {
		// x.M undefined (type candidate.T has no field or method M)
		_, rest, found := strings.Cut(message, "undefined (type ")
		typ, method, has := strings.Cut(strings.TrimSuffix(rest, ")"), " has no field or method ")
		if !found || !has {
			return ""
		}
		name = strings.TrimPrefix(typ, "*") + "." + method
	}
	if why := e.left[name]; why != "" {
		return ": " + why
	}
	return ""
}
