// Initialisation depends on what functions and methods refer to.
package main

import "fmt"

type T struct{}

func (T) get() int { return hidden * 2 }

var first = T{}.get()
var second = func() int { return first + hidden }()
var hidden = compute()
var table = buildTable()
var fn = func(i int) int { return table[i] }
var third = fn(2)

func compute() int { return 21 }
func buildTable() (t [4]int) {
	for i := range t {
		t[i] = i*i + hidden
	}
	return
}

func main() { fmt.Println(first, second, hidden, table, third) }
