// fallthrough enters the next clause without looking at its expression.
package main

import "fmt"

func f(n int) (s string) {
	switch n {
	case 0:
		s += "zero "
		fallthrough
	case 1:
		s += "one "
		fallthrough
	default:
		s += "default "
	case 5:
		s += "five "
		if n == 5 {
			break
		}
		fallthrough
	case 6:
		s += "six "
	}
	return
}

func main() {
	for _, n := range []int{0, 1, 3, 5, 6} {
		fmt.Println(n, f(n))
	}
}
