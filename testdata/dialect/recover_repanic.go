// A deferred function may panic anew; the last value wins.
package main

import "fmt"

func f() {
	defer func() {
		r := recover()
		panic(fmt.Sprint("again ", r))
	}()
	panic("first")
}

func g() {
	defer func() { panic("second") }()
	panic("first")
}

func main() {
	for _, h := range []func(){f, g} {
		func() {
			defer func() { fmt.Println(recover()) }()
			h()
		}()
	}
}
