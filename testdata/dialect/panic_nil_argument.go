// panic(nil) is a *runtime.PanicNilError since Go 1.21.
package main

import "fmt"

func main() {
	defer func() {
		r := recover()
		fmt.Printf("%v %T\n", r, r)
		_, ok := r.(error)
		fmt.Println(ok)
	}()
	panic(nil)
}
