// Doubly linked list, ring buffer, skip-free BST with deletion and iterator.
package main

import (
	"fmt"
	"strconv"
)

type DNode struct {
	Val        int
	Prev, Next *DNode
}
type DList struct {
	Head, Tail *DNode
	Len        int
}

func (l *DList) Append(v int) *DNode {
	n := &DNode{Val: v, Prev: l.Tail}
	if l.Tail != nil {
		l.Tail.Next = n
	} else {
		l.Head = n
	}
	l.Tail = n
	l.Len++
	return n
}
func (l *DList) Remove(n *DNode) {
	if n.Prev != nil {
		n.Prev.Next = n.Next
	} else {
		l.Head = n.Next
	}
	if n.Next != nil {
		n.Next.Prev = n.Prev
	} else {
		l.Tail = n.Prev
	}
	l.Len--
}
func (l *DList) String() string {
	s := "["
	for n := l.Head; n != nil; n = n.Next {
		if n != l.Head {
			s += " <-> "
		}
		s += strconv.Itoa(n.Val)
	}
	return s + "]"
}

type BST struct {
	Key         int
	Left, Right *BST
}

func (t *BST) Insert(k int) *BST {
	switch {
	case t == nil:
		return &BST{Key: k}
	case k < t.Key:
		t.Left = t.Left.Insert(k)
	case k > t.Key:
		t.Right = t.Right.Insert(k)
	}
	return t
}
func (t *BST) Delete(k int) *BST {
	if t == nil {
		return nil
	}
	if k < t.Key {
		t.Left = t.Left.Delete(k)
		return t
	}
	if k > t.Key {
		t.Right = t.Right.Delete(k)
		return t
	}
	if t.Left == nil {
		return t.Right
	}
	if t.Right == nil {
		return t.Left
	}
	m := t.Right
	for m.Left != nil {
		m = m.Left
	}
	t.Key = m.Key
	t.Right = t.Right.Delete(m.Key)
	return t
}
func (t *BST) All(yield func(int) bool) bool {
	return t == nil || t.Left.All(yield) && yield(t.Key) && t.Right.All(yield)
}
func (t *BST) Height() int {
	if t == nil {
		return 0
	}
	return 1 + max(t.Left.Height(), t.Right.Height())
}

func main() {
	l := &DList{}
	var mid *DNode
	for i := range 5 {
		if n := l.Append(i * i); i == 2 {
			mid = n
		}
	}
	l.Remove(mid)
	l.Remove(l.Head)
	l.Remove(l.Tail)
	fmt.Println(l, l.Len)
	var t *BST
	for _, k := range []int{50, 30, 70, 20, 40, 60, 80} {
		t = t.Insert(k)
	}
	t = t.Delete(50)
	t = t.Delete(20)
	var ks []int
	for k := range func(y func(int) bool) { t.All(y) } {
		if ks = append(ks, k); k == 70 {
			break
		}
	}
	fmt.Println(ks, t.Height(), t.Key)
}
