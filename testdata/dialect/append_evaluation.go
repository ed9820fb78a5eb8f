// Append to what is read in the same statement; self-append; nested appends.
package main

import "fmt"

func main() {
	s := []int{1, 2, 3}
	s = append(s, len(s), cap(s[:0:0]))
	s = append(s[:1], append([]int{9}, s[1:]...)...)
	fmt.Println(s)
	s = append(s, s[:2]...)
	fmt.Println(s, len(s))
	var m = map[string][]string{}
	for _, w := range []string{"ab", "cd", "ae"} {
		m[w[:1]] = append(m[w[:1]], w)
	}
	fmt.Println(m)
	type T struct{ xs []int }
	t := T{}
	u := &t
	u.xs = append(u.xs, 1)
	t.xs = append(u.xs, 2)
	fmt.Println(t, *u)
	grid := [][]int{}
	for i := range 3 {
		row := []int{}
		for j := range i {
			row = append(row, j)
		}
		grid = append(grid, row)
	}
	grid[1] = append(grid[1], 7, 8)
	fmt.Println(grid)
	b := append([]byte(nil), "héllo"...)
	b = append(b[:1], b[3:]...)
	fmt.Println(string(b))
	var x []any
	x = append(x, 1, "a", nil, x)
	x = append(x, x...)
	fmt.Println(len(x), x[3])
}
