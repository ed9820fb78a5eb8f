// Capacity grows as the compiler's run time grows it (of slices on the heap).
package main

import "fmt"

var (
	ints  []int
	chars []byte
	bigs  []big
)

type big struct{ a, b, c int64 }

func main() {
	last := -1
	for i := range 2000 {
		ints = append(ints, i)
		if cap(ints) != last {
			last = cap(ints)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
	last = -1
	for range 3000 {
		chars = append(chars, 'x')
		if cap(chars) != last {
			last = cap(chars)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
	last = -1
	for range 100 {
		bigs = append(bigs, big{})
		if cap(bigs) != last {
			last = cap(bigs)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
	ints = append([]int{1, 2, 3}, 4)
	fmt.Print(cap(ints), " ")
	ints = append([]int(nil), 1, 2, 3, 4, 5)
	fmt.Print(cap(ints), " ")
	ints = append(ints, make([]int, 20)...)
	fmt.Println(cap(ints))
}
