// Union-find and Kruskal's minimum spanning tree.
package main

import (
	"cmp"
	"fmt"
	"slices"
)

type UF struct{ parent, rank []int }

func NewUF(n int) *UF {
	u := &UF{make([]int, n), make([]int, n)}
	for i := range u.parent {
		u.parent[i] = i
	}
	return u
}
func (u *UF) Find(x int) int {
	for u.parent[x] != x {
		u.parent[x] = u.parent[u.parent[x]]
		x = u.parent[x]
	}
	return x
}
func (u *UF) Union(a, b int) bool {
	a, b = u.Find(a), u.Find(b)
	if a == b {
		return false
	}
	switch {
	case u.rank[a] < u.rank[b]:
		u.parent[a] = b
	case u.rank[a] > u.rank[b]:
		u.parent[b] = a
	default:
		u.parent[b] = a
		u.rank[a]++
	}
	return true
}

type Edge struct{ a, b, w int }

func kruskal(n int, edges []Edge) (tree []Edge, total int) {
	slices.SortFunc(edges, func(x, y Edge) int { return cmp.Or(x.w-y.w, x.a-y.a) })
	u := NewUF(n)
	for _, e := range edges {
		if u.Union(e.a, e.b) {
			tree = append(tree, e)
			total += e.w
		}
	}
	return
}

func main() {
	fmt.Println(kruskal(5, []Edge{{0, 1, 4}, {0, 2, 1}, {2, 1, 2}, {1, 3, 5}, {2, 3, 8}, {3, 4, 3}}))
	u := NewUF(6)
	u.Union(0, 1)
	u.Union(2, 3)
	u.Union(1, 3)
	fmt.Println(u.Find(0) == u.Find(2), u.Find(4) == u.Find(5), u.Union(0, 3))
}
