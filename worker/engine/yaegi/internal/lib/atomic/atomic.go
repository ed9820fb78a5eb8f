// Package atomic is what genomes get of sync/atomic in source form.
package atomic

import "sync"

type Value struct {
	lock sync.Mutex
	v    any
}

func (v *Value) Load() (val any) {
	v.lock.Lock()
	defer v.lock.Unlock()
	return v.v
}

func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	v.lock.Lock()
	defer v.lock.Unlock()
	if v.v != nil && !sameType(v.v, val) {
		panic("sync/atomic: store of inconsistently typed value into Value")
	}
	v.v = val
}

func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	v.lock.Lock()
	defer v.lock.Unlock()
	if v.v != nil && !sameType(v.v, new) {
		panic("sync/atomic: swap of inconsistently typed value into Value")
	}
	old, v.v = v.v, new
	return old
}

func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	if old != nil && !sameType(old, new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	v.lock.Lock()
	defer v.lock.Unlock()
	if v.v != nil && !sameType(v.v, new) {
		panic("sync/atomic: compare and swap of inconsistently typed value into Value")
	}
	if v.v != old {
		return false
	}
	v.v = new
	return true
}

type Pointer[T any] struct {
	lock sync.Mutex
	p    *T
}

func (x *Pointer[T]) Load() *T {
	x.lock.Lock()
	defer x.lock.Unlock()
	return x.p
}

func (x *Pointer[T]) Store(val *T) { x.Swap(val) }

func (x *Pointer[T]) Swap(new *T) (old *T) {
	x.lock.Lock()
	defer x.lock.Unlock()
	old, x.p = x.p, new
	return old
}

func (x *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool) {
	x.lock.Lock()
	defer x.lock.Unlock()
	if x.p != old {
		return false
	}
	x.p = new
	return true
}
