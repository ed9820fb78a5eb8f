// Interface literals as parameter, variable and assertion types.
package main

import "fmt"

type T struct{ v int }

func (t T) Get() int   { return t.v }
func (t *T) Set(n int) { t.v = n }

func use(x interface {
	Get() int
	Set(int)
}) int {
	x.Set(x.Get() * 2)
	return x.Get()
}

func main() {
	t := &T{21}
	fmt.Println(use(t))
	var g interface{ Get() int } = t
	if s, ok := g.(interface{ Set(int) }); ok {
		s.Set(5)
	}
	fmt.Println(g.Get())
	_, ok := g.(interface{ Nope() })
	fmt.Println(ok)
}
