// Promotion through a nil embedded pointer panics when a field is reached.
package main

import "fmt"

type In struct{ n int }

func (i *In) Ok() string { return fmt.Sprint(i == nil) }
func (i In) Bad() int    { return i.n }

type Out struct{ *In }

func main() {
	var o Out
	fmt.Println(o.Ok())
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(o.n)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(o.Bad())
	}()
}
