// container/heap: ints, a priority queue with Fix and Remove.
package main

import (
	"container/heap"
	"fmt"
)

type IntHeap []int

func (h IntHeap) Len() int           { return len(h) }
func (h IntHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h IntHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *IntHeap) Push(x any)        { *h = append(*h, x.(int)) }
func (h *IntHeap) Pop() any {
	old := *h
	n := len(old)
	x := old[n-1]
	*h = old[:n-1]
	return x
}

type Item struct {
	name  string
	prio  int
	index int
}
type PQ []*Item

func (q PQ) Len() int            { return len(q) }
func (q PQ) Less(i, j int) bool  { return q[i].prio > q[j].prio }
func (q PQ) Swap(i, j int)       { q[i], q[j] = q[j], q[i]; q[i].index = i; q[j].index = j }
func (q *PQ) Push(x interface{}) { it := x.(*Item); it.index = len(*q); *q = append(*q, it) }
func (q *PQ) Pop() interface{} {
	old := *q
	it := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	it.index = -1
	return it
}

func main() {
	h := &IntHeap{5, 2, 8}
	heap.Init(h)
	heap.Push(h, 3)
	fmt.Print((*h)[0], ": ")
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	fmt.Println()
	q := PQ{}
	items := map[string]*Item{}
	for i, n := range []string{"low", "mid", "high", "gone"} {
		it := &Item{name: n, prio: i}
		items[n] = it
		heap.Push(&q, it)
	}
	items["low"].prio = 10
	heap.Fix(&q, items["low"].index)
	r := heap.Remove(&q, items["gone"].index).(*Item)
	fmt.Print(r.name, ": ")
	for q.Len() > 0 {
		it := heap.Pop(&q).(*Item)
		fmt.Print(it.name, it.prio, it.index, " ")
	}
	fmt.Println()
}
