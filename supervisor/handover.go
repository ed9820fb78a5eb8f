package supervisor

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/petri-lab/petri/ipc/petripb"
)

// A handlerError is a state handler's error. It is the caller's.
type handlerError struct{ err error }

func (e *handlerError) Error() string { return "state handler: " + e.err.Error() }
func (e *handlerError) Unwrap() error { return e.err }

// handOver takes a held load's states through the state handler and commits,
// or aborts if that fails. The error is a *handlerError, errProtocol, or the
// RPC's.
func (l *load) handOver(ctx context.Context, held *petripb.LoadReply) (*petripb.LoadReply, error) {
	states, err := l.handle(held)
	wall := l.b.options.limits.Wall
	x := l.w.watch(ctx, "migration", wall, l.b.options.limits.CPU)
	defer x.end()
	reply, commitErr := l.w.host.Worker().Commit(x.ctx, &petripb.CommitRequest{
		States:    states,
		WallNs:    int64(wall),
		Abort:     err != nil,
		Operation: x.operation,
	})
	if err == nil {
		return reply, commitErr
	}
	if commitErr != nil {
		l.doomed = true
		l.w.kill(ProtocolError, "did not take back a load")
	}
	return nil, err
}

// handle checks what a worker calls its states and gives each module that
// changes to the handler.
func (l *load) handle(held *petripb.LoadReply) (states []*petripb.State, err error) {
	names, _, err := l.names(held)
	if err != nil {
		return nil, err
	}
	old := map[string]json.RawMessage{}
	for _, s := range held.GetStates() {
		if len(s.GetData()) > maxValue || !json.Valid(s.GetData()) {
			return nil, fmt.Errorf("%w: the state of module %.100q is too large or not JSON", errProtocol, s.GetModule())
		}
		old[s.GetModule()] = s.GetData()
	}
	versions := map[string]*petripb.ModuleVersion{}
	for _, v := range l.versions {
		versions[v.GetName()] = v
	}
	total := 0
	for i, name := range names {
		from, to := 0, 1
		if v := versions[name]; v != nil {
			from, to = int(v.GetServing()), int(v.GetNext())
			if l.given[i].Name == "" {
				to = int(v.GetUnnamedNext())
			}
		}
		if from == to {
			continue // unchanged: its state goes on as it is
		}
		data, err := l.ask(old[name], from, to)
		if err != nil {
			return nil, &handlerError{err}
		}
		delete(old, name)
		if data == nil {
			continue
		}
		if total += len(data); total > maxInputs || !json.Valid(data) {
			return nil, &handlerError{fmt.Errorf("its state for module %s is not JSON, or has more than %d bytes", name, maxInputs)}
		}
		states = append(states, &petripb.State{Module: name, Data: data})
	}
	for name, data := range old { // of modules that stay
		states = append(states, &petripb.State{Module: name, Data: data})
	}
	return states, nil
}

// ask calls the handler. It does not wait for one that outlasts the sandbox.
func (l *load) ask(old json.RawMessage, from, to int) (json.RawMessage, error) {
	type answer struct {
		data json.RawMessage
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			if r := recover(); r != nil {
				a.err = fmt.Errorf("panicked: %v", r)
				if err, ok := r.(error); ok {
					a.err = fmt.Errorf("panicked: %w", err)
				}
			}
			answers <- a
		}()
		a.data, a.err = l.opts.handler(old, from, to)
	}()
	select {
	case a := <-answers:
		return a.data, a.err
	case <-l.b.ctx.Done():
		return nil, fmt.Errorf("%w: %s", ErrDestroyed, l.b.id)
	}
}
