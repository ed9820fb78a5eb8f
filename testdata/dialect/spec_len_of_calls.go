// len of an array or pointer to array: constant unless the expression has a call or a receive.
package main

import "fmt"

var called []string

func f() *[4]int { called = append(called, "f"); return nil }

var c = func() chan *[5]int {
	c := make(chan *[5]int, 1)
	c <- nil
	return c
}()
var m map[string][20]int
var s [][30]int

const n1, n2 = len(m[""]), len(s[10])

func main() {
	fmt.Println(n1, n2, len(f()), cap(f()), called, len(<-c), len(c))
	defer func() { fmt.Println(recover()) }()
	fmt.Println(len(*f()))
}
