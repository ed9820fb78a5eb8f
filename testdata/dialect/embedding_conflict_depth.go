// A name at two embedded structs of one depth is no conflict until used.
package main

import "fmt"

type X struct{ V, W int }
type Y struct{ V, Z int }
type XY struct {
	X
	Y
	W string
}

func main() {
	q := XY{X{1, 2}, Y{3, 4}, "w"}
	fmt.Println(q.X.V, q.Y.V, q.W, q.X.W, q.Z)
	q.Z++
	q.X.V += q.Y.V
	fmt.Printf("%+v\n", q)
}
