// Calling a method on a nil pointer is fine as long as it is not dereferenced.
package main

import "fmt"

type Tree struct {
	l, r *Tree
	v    int
}

func (t *Tree) Sum() int {
	if t == nil {
		return 0
	}
	return t.l.Sum() + t.v + t.r.Sum()
}

func (t *Tree) Insert(v int) *Tree {
	if t == nil {
		return &Tree{v: v}
	}
	if v < t.v {
		t.l = t.l.Insert(v)
	} else {
		t.r = t.r.Insert(v)
	}
	return t
}

type Summer interface{ Sum() int }

func main() {
	var t *Tree
	fmt.Println(t.Sum())
	for _, v := range []int{5, 2, 8, 1} {
		t = t.Insert(v)
	}
	fmt.Println(t.Sum())
	var s Summer = t.l.l.l
	fmt.Println(s.Sum(), s != nil)
}
