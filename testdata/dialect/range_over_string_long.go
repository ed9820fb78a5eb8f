// range over a long string takes time in proportion to its length.
package main

import (
	"fmt"
	"strings"
)

func main() {
	s := strings.Repeat("abcdefghié", 20000)
	counts := map[rune]int{}
	last := 0
	for i, r := range s {
		counts[r]++
		last = i
	}
	fmt.Println(len(s), last, counts['a'], counts['é'])
}
