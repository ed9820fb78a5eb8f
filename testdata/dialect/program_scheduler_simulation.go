// A discrete event simulation with a heap of closures.
package main

import (
	"container/heap"
	"fmt"
)

type event struct {
	at  int
	seq int
	do  func()
}
type queue []*event

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].at != q[j].at {
		return q[i].at < q[j].at
	}
	return q[i].seq < q[j].seq
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*event)) }
func (q *queue) Pop() (x any) {
	n := len(*q) - 1
	x, *q = (*q)[n], (*q)[:n]
	return
}

type sim struct {
	now, seq int
	q        queue
}

func (s *sim) after(d int, f func()) {
	s.seq++
	heap.Push(&s.q, &event{s.now + d, s.seq, f})
}
func (s *sim) run(until int) {
	for s.q.Len() > 0 {
		e := heap.Pop(&s.q).(*event)
		if e.at > until {
			return
		}
		s.now = e.at
		e.do()
	}
}

func main() {
	s := &sim{}
	served := map[string]int{}
	for i, name := range []string{"slow", "fast"} {
		var tick func()
		period := 5 - 3*i
		tick = func() {
			served[name]++
			fmt.Print(s.now, name[:1], " ")
			s.after(period, tick)
		}
		s.after(0, tick)
	}
	s.after(7, func() { fmt.Print("| ") })
	s.run(12)
	fmt.Println(served, s.now, s.q.Len())
}
