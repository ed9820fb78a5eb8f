// An assignment to _ evaluates its operand, and may panic.
package main

import "fmt"

type T struct{ n int }

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func main() {
	var ps [2]*int
	var t *T
	var s []int
	var x any = "s"
	var m map[string]int
	i := 3
	try("deref", func() { _ = *ps[1] })
	try("field", func() { _ = t.n })
	try("index", func() { _ = s[i] })
	try("assert", func() { _ = x.(int) })
	try("assert ok", func() { _, _ = x.(int) })
	try("map", func() { _ = m["a"]; _, _ = m["a"] })
	try("struct", func() { _ = *t })
	try("slice", func() { _ = s[i:] })
	try("pointer method", func() { _ = (*t).n + 1 })
}
