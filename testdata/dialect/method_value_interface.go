// Method values from interface values, stored and passed on.
package main

import "fmt"

type Op interface{ Do(a, b int) int }
type add struct{}
type mul struct{ k int }

func (add) Do(a, b int) int    { return a + b }
func (m *mul) Do(a, b int) int { return a * b * m.k }

func fold(f func(int, int) int, xs []int) int {
	r := xs[0]
	for _, x := range xs[1:] {
		r = f(r, x)
	}
	return r
}

func main() {
	m := &mul{1}
	ops := []Op{add{}, m}
	var fs []func(int, int) int
	for _, o := range ops {
		fs = append(fs, o.Do)
	}
	m.k = 2
	for _, f := range fs {
		fmt.Println(fold(f, []int{1, 2, 3, 4}))
	}
	var o Op
	defer func() { fmt.Println("nil:", recover() != nil) }()
	_ = o.Do
	fmt.Println("not reached")
}
