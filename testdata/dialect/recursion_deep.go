// Recursion ten thousand calls deep.
package main

import "fmt"

type L struct{ next *L }

func depth(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + depth(n-1)
}
func (l *L) length() int {
	if l == nil {
		return 0
	}
	return 1 + l.next.length()
}

func main() {
	fmt.Println(depth(10000))
	var l *L
	for range 5000 {
		l = &L{l}
	}
	fmt.Println(l.length())
}
