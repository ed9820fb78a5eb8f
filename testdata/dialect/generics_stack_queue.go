// Generic container types with pointer methods.
package main

import "fmt"

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (T, bool) {
	if len(s.items) == 0 {
		var zero T
		return zero, false
	}
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}
func (s Stack[T]) Len() int { return len(s.items) }

type Queue[T any] struct {
	in, out Stack[T]
}

func (q *Queue[T]) Put(x T) { q.in.Push(x) }
func (q *Queue[T]) Get() (T, bool) {
	if q.out.Len() == 0 {
		for x, ok := q.in.Pop(); ok; x, ok = q.in.Pop() {
			q.out.Push(x)
		}
	}
	return q.out.Pop()
}

type point struct{ x, y int }

func main() {
	var q Queue[string]
	q.Put("a")
	q.Put("b")
	fmt.Println(q.Get())
	q.Put("c")
	fmt.Println(q.Get())
	fmt.Println(q.Get())
	fmt.Println(q.Get())
	s := &Stack[point]{}
	s.Push(point{1, 2})
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
	t := Stack[func() int]{}
	t.Push(func() int { return 9 })
	f, _ := t.Pop()
	fmt.Println(f(), t.Len())
}
