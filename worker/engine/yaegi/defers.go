package yaegi

import (
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// defers are the deferred calls of one function call.
type defers struct {
	program *program
	calls   []func(*rec)
}

// A rec is what a deferred call can recover from.
type rec struct {
	value     any
	panicking bool
}

// Push defers a call.
func (d *defers) Push(call func(*rec)) { d.calls = append(d.calls, call) }

// protect runs the body of a function that defers calls, and then the calls.
func protect(d *defers, body func()) {
	returned := false
	defer func() {
		if returned {
			d.unwind(nil)
			return
		}
		value := recover()
		if value == nil {
			return // os.Exit ends the goroutine: nothing deferred runs
		}
		d.unwind(&rec{value: value, panicking: true})
	}()
	body()
	returned = true
}

// unwind makes the deferred calls, the last one first. A panic that nobody
// recovers goes on; one that a call raises takes its place.
func (d *defers) unwind(r *rec) {
	var trace []traceLine
	if r != nil {
		trace = d.program.traces.take()
	}
	for len(d.calls) > 0 {
		call := d.calls[len(d.calls)-1]
		d.calls = d.calls[:len(d.calls)-1]
		if value := attempt(call, r); value != nil {
			r = &rec{value: value, panicking: true}
			trace = d.program.traces.take()
		}
	}
	if r != nil && r.panicking {
		d.program.traces.resume(trace)
		panic(r.value)
	}
}

// attempt makes a call and returns what it panics with.
func attempt(call func(*rec), r *rec) (value any) {
	returned := false
	defer func() {
		if !returned {
			value = recover()
		}
	}()
	call(r)
	returned = true
	return nil
}

// recover is the builtin function, in a deferred call.
func (p *program) recover(r *rec) rt.Iface {
	if r == nil || !r.panicking {
		return rt.Iface{}
	}
	r.panicking = false
	return p.universe.Recovered(r.value)
}

// giveRec and takeRec hand the rec of a deferred call to a function value that
// is called, which does not have it as a parameter.
func (p *program) giveRec(r *rec) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.recs == nil {
		p.recs = map[string]*rec{}
	}
	if r == nil {
		delete(p.recs, goroutine())
		return
	}
	p.recs[goroutine()] = r
}

func (p *program) takeRec() *rec {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.recs) == 0 {
		return nil
	}
	owner := goroutine()
	r := p.recs[owner]
	delete(p.recs, owner)
	return r
}
