// The builtin clear on maps and slices.
package main

import (
	"fmt"
	"math"
)

func main() {
	m := map[string][]int{"a": {1}, "b": nil}
	s := []string{"x", "y", "z"}
	t := s[1:]
	clear(t)
	clear(m)
	fmt.Printf("%q %d %v\n", s, len(m), m)
	n := map[float64]int{math.NaN(): 1, 2: 3}
	clear(n)
	fmt.Println(len(n))
	var nm map[int]int
	clear(nm)
}
