// Graph search: BFS, DFS, Dijkstra with a heap, topological sort, cycle detection.
package main

import (
	"container/heap"
	"fmt"
	"maps"
	"slices"
	"strings"
)

type Edge struct {
	to string
	w  int
}
type Graph map[string][]Edge

func (g Graph) Add(a, b string, w int) {
	g[a] = append(g[a], Edge{b, w})
	if _, ok := g[b]; !ok {
		g[b] = nil
	}
}
func (g Graph) BFS(start string) (order []string) {
	seen := map[string]bool{start: true}
	for q := []string{start}; len(q) > 0; q = q[1:] {
		order = append(order, q[0])
		for _, e := range g[q[0]] {
			if !seen[e.to] {
				seen[e.to] = true
				q = append(q, e.to)
			}
		}
	}
	return
}
func (g Graph) DFS(start string, visit func(string)) {
	seen := map[string]bool{}
	var rec func(string)
	rec = func(n string) {
		if seen[n] {
			return
		}
		seen[n] = true
		visit(n)
		for _, e := range g[n] {
			rec(e.to)
		}
	}
	rec(start)
}

type state struct {
	node string
	dist int
}
type pq []state

func (p pq) Len() int           { return len(p) }
func (p pq) Less(i, j int) bool { return p[i].dist < p[j].dist }
func (p pq) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *pq) Push(x any)        { *p = append(*p, x.(state)) }
func (p *pq) Pop() any          { o := *p; x := o[len(o)-1]; *p = o[:len(o)-1]; return x }

func (g Graph) Dijkstra(from string) (map[string]int, map[string]string) {
	dist, prev := map[string]int{from: 0}, map[string]string{}
	h := &pq{{from, 0}}
	for h.Len() > 0 {
		s := heap.Pop(h).(state)
		if s.dist > dist[s.node] {
			continue
		}
		for _, e := range g[s.node] {
			d := s.dist + e.w
			if old, ok := dist[e.to]; !ok || d < old {
				dist[e.to], prev[e.to] = d, s.node
				heap.Push(h, state{e.to, d})
			}
		}
	}
	return dist, prev
}
func (g Graph) Topo() ([]string, error) {
	const (
		white = iota
		grey
		black
	)
	color := map[string]int{}
	var out []string
	var visit func(string) error
	visit = func(n string) error {
		switch color[n] {
		case grey:
			return fmt.Errorf("cycle at %s", n)
		case black:
			return nil
		}
		color[n] = grey
		for _, e := range g[n] {
			if err := visit(e.to); err != nil {
				return err
			}
		}
		color[n] = black
		out = append([]string{n}, out...)
		return nil
	}
	for _, n := range slices.Sorted(maps.Keys(g)) {
		if err := visit(n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func main() {
	g := Graph{}
	g.Add("A", "B", 4)
	g.Add("A", "C", 1)
	g.Add("C", "B", 2)
	g.Add("B", "D", 5)
	g.Add("C", "D", 8)
	g.Add("D", "E", 3)
	fmt.Println(g.BFS("A"))
	g.DFS("A", func(s string) { fmt.Print(s, " ") })
	dist, prev := g.Dijkstra("A")
	fmt.Println(dist, prev)
	path := []string{"E"}
	for p, ok := prev["E"]; ok; p, ok = prev[p] {
		path = append(path, p)
	}
	slices.Reverse(path)
	fmt.Println(strings.Join(path, "->"))
	fmt.Println(g.Topo())
	g.Add("E", "A", 1)
	fmt.Println(g.Topo())
}
