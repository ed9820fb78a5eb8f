// Package variables are initialised in order of dependency, then init functions run.
package main

import "fmt"

var (
	a = b + 1
	b = f("b", c*2)
	c = f("c", 3)
	d = f("d", 1)
)
var m = map[string]int{"a": a, "d": d}
var _ = f("blank", 0)
var x, y = pair()

func pair() (int, int) { fmt.Println("pair", a); return a, late }
func f(name string, v int) int {
	fmt.Println("init", name, v)
	return v
}

var late = f("late", 8)

func init() { fmt.Println("first init", a, b, c, d) }
func init() { fmt.Println("second init", x, y); c = 100 }

func main() { fmt.Println(a, b, c, m) }
