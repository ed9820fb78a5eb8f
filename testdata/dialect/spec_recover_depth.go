// recover in a function called by a deferred function, or in a nested one, does nothing.
package main

import "fmt"

func deep() {
	func() {
		if r := recover(); r != nil {
			fmt.Println("wrong", r)
		}
	}()
}
func F() int  { deep(); return 0 }
func direct() { fmt.Println("direct:", recover()) }

type T struct{}

func (T) rec()   { fmt.Println("method:", recover()) }
func (*T) prec() { fmt.Println("pointer method:", recover()) }

type R interface{ rec() }

func try(f func()) {
	defer func() { fmt.Println("outer:", recover()) }()
	f()
}

func main() {
	try(func() { defer F(); panic(1) })
	try(func() { defer direct(); panic(2) })
	try(func() { defer T{}.rec(); panic(3) })
	try(func() { defer (&T{}).prec(); panic(4) })
	try(func() { var r R = T{}; defer r.rec(); panic(5) })
	try(func() { f := direct; defer f(); panic(6) })
	try(func() { defer func() { defer direct() }(); panic(7) })
	try(func() { defer func() { defer func() { fmt.Println("inner:", recover()) }(); panic(8) }(); panic(9) })
	try(func() { defer fmt.Println("deferred println", recover()); panic(10) })
}
