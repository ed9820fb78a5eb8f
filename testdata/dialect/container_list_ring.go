// container/list and container/ring.
package main

import (
	"container/list"
	"container/ring"
	"fmt"
)

type T struct{ n int }

func main() {
	l := list.New()
	e4 := l.PushBack(4)
	e1 := l.PushFront(1)
	l.InsertBefore(3, e4)
	l.InsertAfter(2, e1)
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	l.MoveToFront(e4)
	l.Remove(e1)
	sum := 0
	for e := l.Back(); e != nil; e = e.Prev() {
		sum = sum*10 + e.Value.(int)
	}
	fmt.Println(sum, l.Len(), l.Front().Value == 4)
	l2 := list.New()
	l2.PushBack(&T{1})
	l2.PushBack("s")
	l2.PushBackList(l)
	l2.Front().Value.(*T).n = 9
	fmt.Println(l2.Len(), l2.Front().Value.(*T).n)
	r := ring.New(4)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	r.Do(func(x any) { fmt.Print(x, " ") })
	r = r.Move(2)
	r.Unlink(1)
	fmt.Println(r.Value, r.Len())
	var z list.List
	z.PushBack(1)
	fmt.Println(z.Len())
}
