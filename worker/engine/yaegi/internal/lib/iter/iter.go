// Package iter is what genomes get of iter in source form.
package iter

type Seq[V any] func(yield func(V) bool)

type Seq2[K, V any] func(yield func(K, V) bool)

// A pull runs an iterator on a goroutine of its own and hands control to and
// fro: only one side runs at a time.
type pull[K, V any] struct {
	ask    chan bool // true for the next pair, false for the end
	answer chan bool // whether there is a pair
	key    K
	value  V
	raised any // what the iterator panicked with
	failed bool
	begun  bool
	done   bool
}

func (p *pull[K, V]) run(seq Seq2[K, V]) {
	finished := false
	defer func() {
		if !finished {
			p.raised, p.failed = recover(), true
		}
		p.done = true
		p.answer <- false
	}()
	if <-p.ask {
		seq(func(k K, v V) bool {
			p.key, p.value = k, v
			p.answer <- true
			return <-p.ask
		})
	}
	finished = true
}

func (p *pull[K, V]) next(seq Seq2[K, V], more bool) bool {
	if p.done {
		return false
	}
	if !p.begun {
		p.begun = true
		if !more {
			p.done = true
			return false
		}
		go p.run(seq)
	}
	p.ask <- more
	ok := <-p.answer
	if p.failed {
		p.failed = false
		panic(p.raised)
	}
	return ok
}

func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	p := &pull[K, V]{ask: make(chan bool), answer: make(chan bool)}
	next = func() (K, V, bool) {
		if !p.next(seq, true) {
			var k K
			var v V
			return k, v, false
		}
		return p.key, p.value, true
	}
	stop = func() { p.next(seq, false) }
	return next, stop
}

func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	pairs := func(yield func(V, bool) bool) {
		seq(func(v V) bool { return yield(v, true) })
	}
	p := &pull[V, bool]{ask: make(chan bool), answer: make(chan bool)}
	next = func() (V, bool) {
		if !p.next(pairs, true) {
			var v V
			return v, false
		}
		return p.key, true
	}
	stop = func() { p.next(pairs, false) }
	return next, stop
}
