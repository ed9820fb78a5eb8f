package worker

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/engine"
	"github.com/petri-lab/petri/worker/value"
)

// The functions by which a module carries state from one version to the next.
// The names are reserved: one with another signature does not load into a
// state's way silently.
const (
	snapshotName = "Snapshot" // func Snapshot() T, or (T, error)
	restoreName  = "Restore"  // func Restore(T), or Restore(T) error
	migrateName  = "Migrate"  // func Migrate(old []byte, from, to int) (T, error)
)

// maxStates bounds what all modules together carry, so that it fits a message.
const maxStates = 3 << 20

// snapshot asks the serving program for the state of every module that goes on
// under the same name, and puts it into h's reply.
func (w *Worker) snapshot(h *held, limit deadlineOf) *workerpb.Outcome {
	old := w.current
	if old == nil {
		return nil
	}
	// What it prints belongs to no run.
	defer old.output.Take()
	total := 0
	for _, m := range h.next.modules {
		if _, ok := old.module(m.Name); !ok {
			continue
		}
		f, failure := stateFunc(old.program, m.Name, snapshotName)
		if f == nil || failure != nil {
			if failure != nil {
				return failure
			}
			continue
		}
		var data json.RawMessage
		failure = w.step(old, limit, m.Name+"."+snapshotName, func() error {
			results, err := invoke(f, nil)
			if err != nil {
				return err
			}
			data, err = w.encoder().Encode(results)
			return err
		})
		if failure != nil {
			return failure
		}
		if total += len(data); total > maxStates {
			return stateFailure(fmt.Sprintf("the state of all modules has more than %d bytes", maxStates))
		}
		h.reply.States = append(h.reply.States, &workerpb.State{Module: m.Name, Data: data})
	}
	return nil
}

// restore gives each module of the new program its state.
func (w *Worker) restore(h *held, states []*workerpb.State, limit deadlineOf) *workerpb.Outcome {
	data := map[string]json.RawMessage{}
	for _, s := range states {
		data[s.GetModule()] = s.GetData()
	}
	for _, m := range h.next.modules {
		state, ok := data[m.Name]
		if !ok {
			continue
		}
		restore, failure := stateFunc(h.next.program, m.Name, restoreName)
		if failure != nil {
			return failure
		}
		migrate, failure := stateFunc(h.next.program, m.Name, migrateName)
		if failure != nil {
			return failure
		}
		if restore == nil {
			if migrate != nil {
				return stateFailure(fmt.Sprintf("module %s has %s but no %s to take what it returns", m.Name, migrateName, restoreName))
			}
			continue // this version keeps no state
		}
		var arg reflect.Value
		if from, to := h.from[m.Name], h.to[m.Name]; migrate != nil && from != to {
			failure = w.step(h.next, limit, m.Name+"."+migrateName, func() (err error) {
				arg, err = callMigrate(migrate, restore, state, from, to)
				return err
			})
		} else {
			failure = w.step(h.next, limit, m.Name+"."+restoreName+": decoding the state", func() (err error) {
				arg, err = value.Decode(state, restore.Type().In(0))
				return err
			})
		}
		if failure != nil {
			return failure
		}
		failure = w.step(h.next, limit, m.Name+"."+restoreName, func() error {
			_, err := invoke(restore, []reflect.Value{arg})
			return err
		})
		if failure != nil {
			return failure
		}
	}
	return nil
}

func callMigrate(migrate, restore engine.Func, state []byte, from, to int) (reflect.Value, error) {
	results, err := invoke(migrate, []reflect.Value{reflect.ValueOf(state), reflect.ValueOf(from), reflect.ValueOf(to)})
	if err != nil {
		return reflect.Value{}, err
	}
	want := restore.Type().In(0)
	if !results[0].Type().AssignableTo(want) {
		return reflect.Value{}, fmt.Errorf("%s returns %v, %s takes %v", migrateName, results[0].Type(), restoreName, want)
	}
	return results[0], nil
}

// step runs one step of the state's way. A spent serving program is built
// again; a spent new one is the caller's to throw away.
func (w *Worker) step(g *generation, limit deadlineOf, what string, fn func() error) *workerpb.Outcome {
	var err error
	g.program.Begin(w.config.steps)
	end := w.guard(g, limit.at, w.cancel, func() { err = fn() })
	if end.cause == returned && err == nil {
		return nil
	}
	o := &workerpb.Outcome{WallNs: int64(end.wall)}
	switch {
	case end.spent():
		w.endOutcome(o, end, what, limit.wall)
		switch {
		case end.stuck:
			w.broken = what + " did not stop"
		case g == w.current:
			w.rebuild(until(int64(limit.wall)))
		}
		return o
	case end.cause == panicked:
		err = end.panic
	}
	o.Verdict = workerpb.Verdict_VERDICT_LOAD_ERROR
	var p *engine.Panic
	if errors.As(err, &p) {
		o.Failure = failureFromPanic(what+" panicked: ", "state", p)
	} else {
		o.Failure = stateFailure(what + ": " + err.Error()).Failure
	}
	return o
}

// stateFunc finds one of the reserved functions and checks its signature.
func stateFunc(p engine.Program, module, name string) (engine.Func, *workerpb.Outcome) {
	f, err := p.Lookup(module, name)
	if err != nil {
		return nil, nil
	}
	t := f.Type()
	var (
		bytesType = reflect.TypeFor[[]byte]()
		intType   = reflect.TypeFor[int]()
		want      string
		ok        bool
	)
	switch name {
	case snapshotName:
		want = "func() T or func() (T, error)"
		ok = t.NumIn() == 0 && (t.NumOut() == 1 && !isError(t.Out(0)) || t.NumOut() == 2 && isError(t.Out(1)))
	case restoreName:
		want = "func(T) or func(T) error"
		ok = t.NumIn() == 1 && !t.IsVariadic() && (t.NumOut() == 0 || t.NumOut() == 1 && isError(t.Out(0)))
	case migrateName:
		want = "func(old []byte, from, to int) (T, error)"
		ok = t.NumIn() == 3 && t.In(0) == bytesType && t.In(1) == intType && t.In(2) == intType &&
			t.NumOut() == 2 && isError(t.Out(1))
	}
	if !ok {
		return nil, stateFailure(fmt.Sprintf("%s.%s is %v: as it carries state it must be %s", module, name, t, want))
	}
	return f, nil
}

func stateFailure(message string) *workerpb.Outcome {
	o := &workerpb.Outcome{Verdict: workerpb.Verdict_VERDICT_LOAD_ERROR}
	o.Failure = ruleFailure("state", message)
	return o
}
