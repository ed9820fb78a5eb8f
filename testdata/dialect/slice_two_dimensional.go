// Two-dimensional slices, jagged and shared.
package main

import (
	"fmt"
	"strings"
)

func main() {
	g := make([][]rune, 3)
	for i := range g {
		g[i] = []rune(strings.Repeat(".", 4))
	}
	g[1][2] = '#'
	g[2] = append(g[2], '!')
	for _, row := range g {
		fmt.Println(string(row))
	}
	t := make([][]int, 4)
	for i := range t {
		t[i] = make([]int, i+1)
		t[i][0], t[i][i] = 1, 1
		for j := 1; j < i; j++ {
			t[i][j] = t[i-1][j-1] + t[i-1][j]
		}
	}
	fmt.Println(t)
	shared := make([]int, 2)
	m := [][]int{shared, shared}
	m[0][1]++
	m[1][1]++
	fmt.Println(m, len(m[0]))
	cube := [2][3][]int{}
	cube[1][2] = append(cube[1][2], 1, 2)
	fmt.Println(cube, len(cube), len(cube[0]))
	dirs := [][2]int{{0, 1}, {1, 0}}
	for _, d := range dirs {
		dx, dy := d[0], d[1]
		fmt.Print(dx, dy, ";")
	}
	fmt.Println()
}
