// Labels, returns and defer inside bodies of range-over-func loops.
package main

import (
	"fmt"
	"iter"
)

func seq(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("cleanup", n)
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func f() (res string) {
	defer func() { res += "!" }()
outer:
	for i := range seq(4) {
		for j := range seq(3) {
			switch {
			case j == 1 && i == 0:
				continue outer
			case i == 2:
				break outer
			case j == 2:
				return fmt.Sprint("returned ", i, j)
			}
			defer fmt.Println("deferred", i, j)
		}
	}
	return "end"
}

func main() { fmt.Println(f()) }
