// A generic linked list with an iterator method.
package main

import (
	"fmt"
	"iter"
)

type List[T any] struct {
	head, tail *node[T]
	n          int
}
type node[T any] struct {
	v    T
	next *node[T]
}

func (l *List[T]) Add(vs ...T) *List[T] {
	for _, v := range vs {
		e := &node[T]{v: v}
		if l.tail == nil {
			l.head, l.tail = e, e
		} else {
			l.tail.next = e
			l.tail = e
		}
		l.n++
	}
	return l
}

func (l *List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for e := l.head; e != nil; e = e.next {
			if !yield(i, e.v) {
				return
			}
			i++
		}
	}
}

func (l *List[T]) Reverse() {
	var prev *node[T]
	l.tail = l.head
	for e := l.head; e != nil; {
		e, e.next, prev = e.next, prev, e
	}
	l.head = prev
}

func Collect[T any](l *List[T]) (s []T) {
	for _, v := range l.All() {
		s = append(s, v)
	}
	return
}

func main() {
	l := (&List[int]{}).Add(1, 2, 3)
	l.Reverse()
	fmt.Println(Collect(l), l.n)
	s := &List[string]{}
	for i, v := range s.Add("x", "y", "z").All() {
		if i == 2 {
			break
		}
		fmt.Print(i, v, " ")
	}
	fmt.Println(Collect(s))
}
