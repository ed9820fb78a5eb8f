package coll

import "cmp"

type Number interface {
	~int | ~int64 | ~float64
}

func Sum[T Number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return t
}

type List[T any] struct{ items []T }

func Of[T any](xs ...T) *List[T] { return &List[T]{xs} }

func (l *List[T]) Push(x T) *List[T] { l.items = append(l.items, x); return l }

func (l *List[T]) Each(yield func(int, T) bool) {
	for i, x := range l.items {
		if !yield(i, x) {
			return
		}
	}
}

func Map[T, U any](l *List[T], f func(T) U) *List[U] {
	out := &List[U]{}
	for _, x := range l.items {
		out.Push(f(x))
	}
	return out
}

func MaxBy[T any, K cmp.Ordered](l *List[T], key func(T) K) (best T) {
	for i, x := range l.items {
		if i == 0 || key(x) > key(best) {
			best = x
		}
	}
	return best
}

type entry[K comparable, V any] struct {
	key K
	val V
}

type Table[K comparable, V any] struct{ es []entry[K, V] }

func (t *Table[K, V]) Put(k K, v V) { t.es = append(t.es, entry[K, V]{k, v}) }

func (t *Table[K, V]) Last() (k K, v V) {
	e := t.es[len(t.es)-1]
	return e.key, e.val
}

var count int

func Count[T any](T) int { count++; return count }
