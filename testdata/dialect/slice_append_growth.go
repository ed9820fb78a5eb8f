// Capacity grows as the compiler's run time grows it.
package main

import "fmt"

func main() {
	var s []int
	last := -1
	for i := range 2000 {
		s = append(s, i)
		if cap(s) != last {
			last = cap(s)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
	var b []byte
	last = -1
	for range 3000 {
		b = append(b, 'x')
		if cap(b) != last {
			last = cap(b)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
	fmt.Println(cap(append([]int{1, 2, 3}, 4)), cap(append([]int(nil), 1, 2, 3, 4, 5)), cap(append([]string{"a"}, "b", "c")))
	fmt.Println(cap(append([]byte("hello"), " world"...)) >= 11, cap(append([]int32(nil), make([]int32, 5)...)))
	type big struct{ a, b, c int64 }
	var bs []big
	last = -1
	for range 100 {
		bs = append(bs, big{})
		if cap(bs) != last {
			last = cap(bs)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
}
