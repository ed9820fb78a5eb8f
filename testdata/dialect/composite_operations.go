// Elements of literals are operations on elements of fields, in all kinds of literals.
package main

import "fmt"

type celsius float64

type state struct {
	pos   [2]int
	steps []int
	named map[string]int
	temp  []celsius
	from  *state
}

func sum(a, b int) int { return a*10 + b }

func search(start [2]int, most int) (path [][2]int) {
	queue := []state{{pos: start}}
	seen := map[[2]int]bool{start: true}
	for len(queue) > 0 {
		cur := queue[0]
		queue = queue[1:]
		if cur.pos[0]+cur.pos[1] == most {
			for s := &cur; s != nil; s = s.from {
				path = append(path, s.pos)
			}
			return path
		}
		for _, d := range [...][2]int{{0, 1}, {1, 0}} {
			next := [2]int{cur.pos[0] + d[0], cur.pos[1] + d[1]}
			if !seen[next] && !seen[[2]int{cur.pos[0] - 7, d[1] * 9}] {
				seen[next] = true
				queue = append(queue, state{pos: next, from: &cur})
			}
		}
	}
	return nil
}

func main() {
	fmt.Println(search([2]int{1, 2}, 6))
	all := []state{{pos: [2]int{1, 2}, steps: []int{3, 4}, named: map[string]int{"a": 5}, temp: []celsius{1.5}}}
	s := all[0]
	p := &s
	fmt.Println([]int{p.pos[0] + 1, s.steps[1] * 2, all[0].named["a"] - 1, (*p).pos[1] << 2})
	fmt.Println([]bool{s.pos[0] > 1, p.pos[0] == 1 && s.steps[1] == 4, !(s.pos[0] > 3)})
	fmt.Println([]celsius{s.temp[0] + 1, -s.temp[0], celsius(s.pos[0]) / 4}, []any{s.pos[0] + 1, s.temp[0] * 2})
	fmt.Println([][2]int{{s.pos[0] + 1, s.pos[1] + 2}}, &[]uint8{uint8(s.pos[0]) - 2}, [...]string{1: "x" + fmt.Sprint(s.pos[0]+1)})
	fmt.Println([]int{sum(s.pos[0]+1, 2) + s.pos[1], s.pos[0] + sum(1, 2)})
	fmt.Println([]state{{pos: [2]int{s.pos[0] + 1}, steps: []int{s.steps[0] + s.steps[1]}}}[0].steps)
	for i, x := range []int{s.pos[0] + 1, s.steps[1] % 3} {
		fmt.Println(i, x, map[[1]int]int{{s.pos[i] + 1}: i})
	}
}
