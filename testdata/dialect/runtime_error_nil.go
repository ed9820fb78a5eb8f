// Texts of nil dereference and nil map panics.
package main

import "fmt"

type node struct {
	val  int
	next *node
}

func (n *node) get() int { return n.val }

func try(f func()) {
	defer func() {
		r := recover()
		fmt.Println(r)
		if e, ok := r.(error); ok {
			fmt.Println("error:", e.Error())
		}
	}()
	f()
}

func main() {
	var p *int
	var n *node
	var m map[string]int
	var mm map[string]map[string]int
	var f func()
	var e error
	var a *[3]int
	try(func() { fmt.Println(*p) })
	try(func() { *p = 1 })
	try(func() { fmt.Println(n.val) })
	try(func() { n.next = n })
	try(func() { fmt.Println(n.get()) })
	try(func() { m["a"] = 1 })
	try(func() { mm["a"]["b"]++ })
	try(func() { f() })
	try(func() { fmt.Println(e.Error()) })
	try(func() { fmt.Println(a[1]) })
	fmt.Println(m["a"], len(m), len(a), mm["x"]["y"])
}
