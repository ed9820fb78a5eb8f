// Conway's Game of Life on a torus.
package main

import (
	"bytes"
	"fmt"
)

type World struct {
	w, h  int
	cells [][]bool
}

func NewWorld(rows ...string) *World {
	w := &World{w: len(rows[0]), h: len(rows)}
	for _, r := range rows {
		row := make([]bool, len(r))
		for i, c := range r {
			row[i] = c == '#'
		}
		w.cells = append(w.cells, row)
	}
	return w
}
func (w *World) alive(x, y int) bool { return w.cells[(y+w.h)%w.h][(x+w.w)%w.w] }
func (w *World) next(x, y int) bool {
	n := 0
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			if (dx != 0 || dy != 0) && w.alive(x+dx, y+dy) {
				n++
			}
		}
	}
	return n == 3 || n == 2 && w.alive(x, y)
}
func (w *World) Step() *World {
	nw := &World{w.w, w.h, make([][]bool, w.h)}
	for y := range nw.cells {
		nw.cells[y] = make([]bool, w.w)
		for x := range nw.cells[y] {
			nw.cells[y][x] = w.next(x, y)
		}
	}
	return nw
}
func (w World) String() string {
	var b bytes.Buffer
	for _, row := range w.cells {
		for _, c := range row {
			if c {
				b.WriteByte('#')
			} else {
				b.WriteByte('.')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func main() {
	w := NewWorld(".#...", "..#..", "###..", ".....", ".....")
	for range 5 {
		fmt.Println(w)
		w = w.Step()
	}
}
