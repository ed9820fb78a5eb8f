// Package sync is what genomes get of sync in source form.
package sync

import native "sync"

// A Pool hands out what was put last first, as a Go pool does on one
// processor; it never forgets.
type Pool struct {
	lock native.Mutex
	own  any
	full bool
	rest []any

	New func() any
}

func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.lock.Lock()
	if p.full {
		p.rest = append(p.rest, x)
	} else {
		p.own, p.full = x, true
	}
	p.lock.Unlock()
}

func (p *Pool) Get() any {
	p.lock.Lock()
	var x any
	if p.full {
		x, p.own, p.full = p.own, nil, false
	} else if n := len(p.rest) - 1; n >= 0 {
		x, p.rest = p.rest[n], p.rest[:n]
	}
	p.lock.Unlock()
	if x == nil && p.New != nil {
		x = p.New()
	}
	return x
}

type Map struct {
	lock   native.Mutex
	values map[any]any
}

func (m *Map) Load(key any) (value any, ok bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	value, ok = m.values[key]
	return value, ok
}

func (m *Map) Store(key, value any) { m.Swap(key, value) }

func (m *Map) Clear() {
	m.lock.Lock()
	defer m.lock.Unlock()
	clear(m.values)
}

func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if old, ok := m.values[key]; ok {
		return old, true
	}
	m.set(key, value)
	return value, false
}

func (m *Map) set(key, value any) {
	if m.values == nil {
		m.values = map[any]any{}
	}
	m.values[key] = value
}

func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	value, loaded = m.values[key]
	delete(m.values, key)
	return value, loaded
}

func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	previous, loaded = m.values[key]
	m.set(key, value)
	return previous, loaded
}

func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if value, ok := m.values[key]; !ok || value != old {
		return false
	}
	m.set(key, new)
	return true
}

func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if value, ok := m.values[key]; !ok || value != old {
		return false
	}
	delete(m.values, key)
	return true
}

// Range calls f without the lock, because f may use the map.
func (m *Map) Range(f func(key, value any) bool) {
	m.lock.Lock()
	keys := make([]any, 0, len(m.values))
	for k := range m.values {
		keys = append(keys, k)
	}
	m.lock.Unlock()
	for _, k := range keys {
		if v, ok := m.Load(k); ok && !f(k, v) {
			return
		}
	}
}

// A once keeps what a function returned, or what it panicked with.
type once[T any] struct {
	native native.Once
	f      func() T
	value  T
	valid  bool
	raised any
}

func (o *once[T]) run() {
	defer func() {
		if !o.valid {
			o.raised = recover()
			o.f = nil
			panic(o.raised)
		}
	}()
	o.value = o.f()
	o.f = nil
	o.valid = true
}

func (o *once[T]) get() T {
	o.native.Do(o.run)
	if !o.valid {
		panic(o.raised)
	}
	return o.value
}

func OnceValue[T any](f func() T) func() T {
	o := &once[T]{f: f}
	return o.get
}

type pair[T1, T2 any] struct {
	one T1
	two T2
}

func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	o := &once[pair[T1, T2]]{f: func() pair[T1, T2] {
		one, two := f()
		return pair[T1, T2]{one, two}
	}}
	return func() (T1, T2) {
		p := o.get()
		return p.one, p.two
	}
}
