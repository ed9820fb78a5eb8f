// A generic binary search tree with a comparison function.
package main

import (
	"fmt"
	"strings"
)

type Tree[T any] struct {
	root *tnode[T]
	less func(a, b T) bool
	size int
}
type tnode[T any] struct {
	v    T
	l, r *tnode[T]
}

func NewTree[T any](less func(a, b T) bool) *Tree[T] { return &Tree[T]{less: less} }

func (t *Tree[T]) Insert(v T) bool {
	p := &t.root
	for *p != nil {
		switch n := *p; {
		case t.less(v, n.v):
			p = &n.l
		case t.less(n.v, v):
			p = &n.r
		default:
			return false
		}
	}
	*p = &tnode[T]{v: v}
	t.size++
	return true
}

func (t *Tree[T]) Walk(f func(T)) { t.root.walk(f) }
func (n *tnode[T]) walk(f func(T)) {
	if n != nil {
		n.l.walk(f)
		f(n.v)
		n.r.walk(f)
	}
}
func (n *tnode[T]) depth() int {
	if n == nil {
		return 0
	}
	return 1 + max(n.l.depth(), n.r.depth())
}

func main() {
	t := NewTree(func(a, b int) bool { return a < b })
	for _, v := range []int{5, 2, 8, 2, 9, 1, 7} {
		fmt.Print(t.Insert(v), " ")
	}
	t.Walk(func(v int) { fmt.Print(v, " ") })
	fmt.Println(t.size, t.root.depth())
	s := NewTree(func(a, b string) bool { return len(a) < len(b) })
	for _, v := range strings.Fields("the quick brown fox jumped over") {
		s.Insert(v)
	}
	s.Walk(func(v string) { fmt.Print(v, " ") })
	fmt.Println()
}
