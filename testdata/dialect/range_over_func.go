// range over iterator functions of no, one and two values.
package main

import (
	"fmt"
	"iter"
)

func zero(yield func() bool) {
	for range 3 {
		if !yield() {
			return
		}
	}
}

func one(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i * i) {
				fmt.Println("stopped at", i)
				return
			}
		}
	}
}

func two(s []string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := len(s) - 1; i >= 0; i-- {
			if !yield(i, s[i]) {
				return
			}
		}
	}
}

func find(n int) int {
	for v := range one(100) {
		if v > n {
			return v
		}
	}
	return -1
}

func main() {
	n := 0
	for range zero {
		n++
	}
	fmt.Println(n)
	for v := range one(10) {
		if v == 4 {
			continue
		}
		if v > 20 {
			break
		}
		fmt.Print(v, " ")
	}
	for i, s := range two([]string{"a", "b", "c"}) {
		fmt.Print(i, s, " ")
	}
	fmt.Println(find(50))
}
