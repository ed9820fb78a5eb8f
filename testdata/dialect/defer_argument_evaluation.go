// Arguments and receivers of a deferred call are evaluated at the statement.
package main

import "fmt"

type T struct{ s string }

func (t T) show(n int) { fmt.Println(t.s, n) }

func get(s string) func(string) {
	fmt.Println("get", s)
	return func(t string) { fmt.Println("called", s, t) }
}

func main() {
	x := 1
	t := T{"before"}
	defer t.show(x)
	defer get("f")(fmt.Sprint("x=", x))
	t.s = "after"
	x = 2
	defer func() { fmt.Println(t.s, x) }()
	x = 3
}
