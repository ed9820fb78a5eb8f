// iter.Pull turns an iterator into calls.
package main

import (
	"fmt"
	"iter"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func main() {
	next, stop := iter.Pull(count(3))
	defer stop()
	for {
		v, ok := next()
		if !ok {
			break
		}
		fmt.Println(v)
	}
	next2, stop2 := iter.Pull2(func(yield func(string, int) bool) {
		_ = yield("a", 1) && yield("b", 2)
	})
	k, v, ok := next2()
	fmt.Println(k, v, ok)
	stop2()
	k, v, ok = next2()
	fmt.Println(k, v, ok)
}
