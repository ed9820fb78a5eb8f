// N queens with backtracking and bit masks.
package main

import (
	"fmt"
	"strings"
)

func queens(n int, emit func([]int) bool) {
	cols := make([]int, 0, n)
	var place func(row int) bool
	place = func(row int) bool {
		if row == n {
			return emit(cols)
		}
	next:
		for c := range n {
			for r, q := range cols {
				if q == c || q-c == row-r || c-q == row-r {
					continue next
				}
			}
			cols = append(cols, c)
			if !place(row + 1) {
				return false
			}
			cols = cols[:len(cols)-1]
		}
		return true
	}
	place(0)
}
func count(n int, cols, d1, d2 uint) int {
	full := uint(1)<<n - 1
	if cols == full {
		return 1
	}
	total := 0
	for free := full &^ (cols | d1 | d2); free != 0; free &= free - 1 {
		b := free & -free
		total += count(n, cols|b, (d1|b)<<1, (d2|b)>>1)
	}
	return total
}

func main() {
	n := 0
	queens(6, func(cols []int) bool {
		fmt.Println(cols)
		n++
		return n < 3
	})
	for i := 1; i <= 7; i++ {
		fmt.Print(count(i, 0, 0, 0), " ")
	}
	fmt.Println()
	queens(5, func(cols []int) bool {
		for _, c := range cols {
			fmt.Println(strings.Repeat(". ", c) + "Q" + strings.Repeat(" .", 4-c))
		}
		return false
	})
}
