// goto within the body of a range over a function, and labels there.
package main

import "fmt"

func upto(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				fmt.Println("stopped", i)
				return
			}
		}
	}
}

func inCase() (s string) {
	for v := range upto(4) {
		switch {
		case v > 1:
			n := 0
		again:
			s += fmt.Sprint(v, n, " ")
			if n++; n < 3 {
				goto again
			}
		default:
			s += "small "
		}
	}
	return s
}

func forward(limit int) (s string) {
	for v := range upto(5) {
		if v%2 == 0 {
			goto even
		}
		s += "odd "
		if v == limit {
			return s + "returned"
		}
		goto end
	even:
		s += "even "
	end:
		s += fmt.Sprint(v, ";")
	}
	return s
}

func loops() (s string) {
outer:
	for v := range upto(3) {
	inner:
		for w := range upto(3) {
			k := 0
		retry:
			for i := range 3 {
				if i == 1 {
					k++
					if k < 3 {
						goto retry
					}
					break retry
				}
				if i == 0 && k == 2 {
					continue retry
				}
				s += fmt.Sprint(v, w, i, " ")
			}
			switch {
			case w == 1 && v == 0:
				continue outer
			case w == 2:
				break inner
			case v == 2:
				break outer
			}
		}
	}
	return s
}

func main() {
	fmt.Println(inCase())
	fmt.Println(forward(10))
	fmt.Println(forward(3))
	fmt.Println(loops())
	f := func(n int) int {
	top:
		if n--; n > 5 {
			goto top
		}
		for range upto(2) {
		deep:
			if n++; n%4 != 0 {
				goto deep
			}
		}
		return n
	}
	fmt.Println(f(20))
}
