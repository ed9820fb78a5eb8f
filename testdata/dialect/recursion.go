// Recursion of several kinds.
package main

import "fmt"

func ackermann(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}
func hanoi(n int, a, b, c string, move func(string, string)) {
	if n > 0 {
		hanoi(n-1, a, c, b, move)
		move(a, c)
		hanoi(n-1, b, a, c, move)
	}
}
func perms(xs []int) (out [][]int) {
	if len(xs) == 0 {
		return [][]int{{}}
	}
	for i, x := range xs {
		rest := append(append([]int{}, xs[:i]...), xs[i+1:]...)
		for _, p := range perms(rest) {
			out = append(out, append([]int{x}, p...))
		}
	}
	return
}
func isEven(n int) bool { return n == 0 || isOdd(n-1) }
func isOdd(n int) bool  { return n != 0 && isEven(n-1) }
func collatz(n, steps int) int {
	if n == 1 {
		return steps
	}
	if n%2 == 0 {
		return collatz(n/2, steps+1)
	}
	return collatz(3*n+1, steps+1)
}

func main() {
	fmt.Println(ackermann(2, 3), perms([]int{1, 2, 3}), isEven(20), isOdd(20), collatz(27, 0))
	n := 0
	hanoi(5, "A", "B", "C", func(x, y string) {
		if n < 3 {
			fmt.Print(x, y, " ")
		}
		n++
	})
	fmt.Println(n)
}
