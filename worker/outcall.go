package worker

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"runtime"

	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/value"
)

// Evaluate is Call for a genome of which some modules are elsewhere.
func (w *Worker) Evaluate(stream serve.Evaluation) error {
	first, err := stream.Recv()
	if err != nil {
		return err
	}
	r := first.GetCall()
	if len(r.GetInputs()) != 1 {
		return serve.Errorf(serve.InvalidArgument, "an evaluation begins with a call with one input")
	}
	if err := w.begin(r.GetOperation()); err != nil {
		return err
	}
	defer w.end()
	c := &calls{w: w, request: r, batch: batch{stream: stream}}
	o := &outcalls{send: c.batch.outcall, turn: make(chan struct{}, 1), answers: make(chan *workerpb.Answer, 1)}
	go o.receive(stream)
	w.outcalls.Store(o)
	defer w.outcalls.Store(nil)
	return c.serve()
}

// outcalls are those of one evaluation, one after the other.
type outcalls struct {
	send    func(*workerpb.Outcall) error
	turn    chan struct{}
	answers chan *workerpb.Answer
	number  uint64 // of the last one; whoever has the turn owns it
}

// receive takes answers until the evaluation is over.
func (o *outcalls) receive(stream serve.Evaluation) {
	for {
		m, err := stream.Recv()
		if err != nil {
			return
		}
		select {
		case o.answers <- m.GetAnswer():
		case <-stream.Over():
			return
		}
	}
}

// call sends a call and waits for its answer; false says that the program has
// been stopped.
func (o *outcalls) call(stopped <-chan struct{}, out *workerpb.Outcall) (*workerpb.Answer, bool) {
	select {
	case o.turn <- struct{}{}:
		defer func() { <-o.turn }()
	case <-stopped:
		return nil, false
	}
	o.number++
	out.Number = o.number
	if err := o.send(out); err != nil {
		<-stopped // nobody is there any more
		return nil, false
	}
	for {
		select {
		case a := <-o.answers:
			if a.GetNumber() == o.number {
				return a, true
			}
		case <-stopped:
			return nil, false
		}
	}
}

// An outcallee is a function that is elsewhere.
type outcallee struct {
	module, name string
	t            reflect.Type
}

// outcall makes a call for a program. It ends the calling goroutine if the
// program is stopped meanwhile, and the run with it.
func (w *Worker) outcall(g *generation, f outcallee, args []reflect.Value) ([]reflect.Value, error) {
	if !g.serves.Load() {
		return nil, fmt.Errorf("%s.%s is in another process and cannot be called while packages are initialised: call it from a function", f.module, f.name)
	}
	raw, err := f.encode(w.encoder(), args)
	if err != nil {
		return nil, fmt.Errorf("the arguments of %s.%s cannot be sent: %w", f.module, f.name, err)
	}
	o := w.outcalls.Load()
	if o == nil {
		// A goroutine that a run left behind.
		<-g.stopped
		runtime.Goexit()
	}
	a, ok := o.call(g.stopped, &workerpb.Outcall{Module: f.module, Function: f.name, Args: raw})
	if !ok {
		runtime.Goexit()
	}
	if a.GetVerdict() == workerpb.Verdict_VERDICT_PANIC {
		return nil, fmt.Errorf("%s.%s panicked: %s", f.module, f.name, a.GetMessage())
	}
	results, err := f.results(a)
	if err != nil {
		return nil, fmt.Errorf("what %s.%s returned does not fit: %w", f.module, f.name, err)
	}
	return results, nil
}

// encode makes a JSON array of arguments.
func (f outcallee) encode(e value.Encoder, args []reflect.Value) ([]byte, error) {
	if last := len(args) - 1; f.t.IsVariadic() {
		rest := args[last]
		args = append([]reflect.Value(nil), args[:last]...)
		for i := range rest.Len() {
			args = append(args, rest.Index(i))
		}
	}
	if len(args) == 0 {
		return []byte("[]"), nil
	}
	raw, err := e.Encode(args)
	if len(args) == 1 && err == nil {
		raw = array(raw)
	}
	return raw, err
}

func array(element []byte) []byte {
	return bytes.Join([][]byte{[]byte("["), element, []byte("]")}, nil)
}

// results makes the function's results of an answer.
func (f outcallee) results(a *workerpb.Answer) ([]reflect.Value, error) {
	n := f.t.NumOut()
	fails := n > 0 && isError(f.t.Out(n-1))
	if fails {
		n--
	}
	var types []reflect.Type
	for i := range n {
		types = append(types, f.t.Out(i))
	}
	failed := a.GetVerdict() == workerpb.Verdict_VERDICT_FAILED
	var results []reflect.Value
	switch {
	case failed && !fails:
		return nil, errors.New("it has no error to return")
	case failed:
		for _, t := range types {
			results = append(results, reflect.Zero(t))
		}
	default:
		raw := json.RawMessage("[]")
		if n == 1 {
			raw = array(a.GetValue())
		} else if n > 1 {
			raw = a.GetValue()
		}
		var err error
		// What a function would take is what this one returns.
		if results, err = value.DecodeArgs(raw, reflect.FuncOf(types, nil, false)); err != nil {
			return nil, err
		}
	}
	if fails {
		err := reflect.New(reflect.TypeFor[error]()).Elem()
		if failed {
			err.Set(reflect.ValueOf(errors.New(a.GetMessage())))
		}
		results = append(results, err)
	}
	return results, nil
}
