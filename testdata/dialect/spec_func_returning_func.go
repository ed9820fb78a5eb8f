// Named functions and methods returned as values, called at once.
package main

import "fmt"

var log []string

func f() func()        { log = append(log, "f"); return g }
func g()               { log = append(log, "g") }
func h() func() func() { return f }

type T struct{ n int }

func (t *T) inc() *T           { t.n++; return t }
func (t T) get() func() int    { return func() int { return t.n } }
func pick(n int) func(int) int { return []func(int) int{double, triple}[n] }
func double(x int) int         { return 2 * x }
func triple(x int) int         { return 3 * x }

func main() {
	f()()
	h()()()
	t := &T{}
	fmt.Println(log, t.inc().inc().get()(), pick(0)(4)+pick(1)(4))
	var table = map[string]func() func(){"f": f}
	table["f"]()()
	fmt.Println(len(log))
}
