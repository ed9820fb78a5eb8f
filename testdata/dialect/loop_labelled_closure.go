// Per-round variables with continue to an outer label.
package main

import "fmt"

func main() {
	var fs []func() [2]int
outer:
	for i := 0; i < 3; i++ {
		for j := 0; j < 3; j++ {
			if j > i {
				continue outer
			}
			if i == 2 && j == 1 {
				break outer
			}
			fs = append(fs, func() [2]int { return [2]int{i, j} })
		}
	}
	for _, f := range fs {
		fmt.Println(f())
	}
}
