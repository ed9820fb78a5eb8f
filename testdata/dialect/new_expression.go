// new with an expression, since Go 1.26.
package main

import "fmt"

type T struct{ a, b int }

func main() {
	p := new(42)
	q := new("s")
	*p++
	x := 5
	r := new(x)
	*r = 6
	t := new(T{1, 2})
	t.a = 9
	f := new(3.5)
	fmt.Println(*p, *q, x, *r, *t, *f)
	fmt.Printf("%T %T\n", p, new(int8(3)))
	u := struct{ Age *int }{new(30)}
	fmt.Println(*u.Age)
}
