// Multiple results passed on, named results, blank identifiers, naked returns.
package main

import (
	"errors"
	"fmt"
)

func divmod(a, b int) (q, r int) {
	q = a / b
	r = a % b
	return
}
func add(a, b int) int                  { return a + b }
func swap(a, b string) (string, string) { return b, a }
func nested() (x int, err error) {
	if x := 5; x > 3 {
		return x, errors.New("inner")
	}
	return
}
func three() (int, string, error) { return 1, "two", nil }

func main() {
	fmt.Println(divmod(17, 5))
	fmt.Println(add(divmod(17, 5)))
	a, b := swap("x", "y")
	a, b = swap(a, b)
	fmt.Println(a, b)
	x, err := nested()
	fmt.Println(x, err)
	_, s, _ := three()
	fmt.Println(s)
	var n int
	n, _, err = three()
	fmt.Println(n, err)
	y, err := 3, fmt.Errorf("new")
	fmt.Println(y, err)
	i, j, k := 1, 2, 3
	i, j, k = k, i, j
	fmt.Println(i, j, k)
}
