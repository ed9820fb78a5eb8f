// range with at most one variable does not evaluate a nil pointer to an array; *p does.
package main

import "fmt"

var p *[3]int

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}
func g() *[3]int { return nil }

func main() {
	try(func() {
		for i := range p {
			fmt.Print(i)
		}
		for range g() {
			fmt.Print(".")
		}
	})
	try(func() {
		for range *p {
			fmt.Print("x")
		}
	})
	try(func() {
		for _, v := range p {
			fmt.Print(v)
		}
	})
	try(func() {
		for i := range *g() {
			fmt.Print(i)
		}
	})
	try(func() { _ = len(*p) })
}
