// Sudoku by backtracking on an array of arrays.
package main

import (
	"fmt"
	"strings"
)

type Grid [9][9]int

func parse(s string) (g Grid) {
	for i, c := range strings.ReplaceAll(s, "\n", "") {
		if c != '.' {
			g[i/9][i%9] = int(c - '0')
		}
	}
	return
}
func (g *Grid) ok(r, c, v int) bool {
	for i := range 9 {
		if g[r][i] == v || g[i][c] == v || g[r/3*3+i/3][c/3*3+i%3] == v {
			return false
		}
	}
	return true
}
func (g *Grid) candidates(r, c int) (vs []int) {
	for v := 1; v <= 9; v++ {
		if g.ok(r, c, v) {
			vs = append(vs, v)
		}
	}
	return
}
func (g *Grid) solve() bool {
	br, bc, best := -1, -1, []int(nil)
	for r := range g {
		for c, v := range g[r] {
			if v == 0 {
				if vs := g.candidates(r, c); br < 0 || len(vs) < len(best) {
					br, bc, best = r, c, vs
				}
			}
		}
	}
	if br < 0 {
		return true
	}
	for _, v := range best {
		g[br][bc] = v
		if g.solve() {
			return true
		}
	}
	g[br][bc] = 0
	return false
}

func main() {
	g := parse(`53..7....
6..195...
.98....6.
8...6...3
4..8.3..1
7...2...6
.6....28.
...419..5
....8..79`)
	h := g
	fmt.Println(h.solve(), g == h, g[0])
	for _, r := range h {
		fmt.Println(r)
	}
}
