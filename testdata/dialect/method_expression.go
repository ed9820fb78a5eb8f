// Method expressions of value, pointer and interface types.
package main

import "fmt"

type V struct{ x, y int }

func (v V) Add(w V) V      { return V{v.x + w.x, v.y + w.y} }
func (v *V) Scale(k int)   { v.x *= k; v.y *= k }
func (v V) String() string { return fmt.Sprintf("<%d,%d>", v.x, v.y) }

type I interface{ Add(V) V }
type N int

func (n N) Twice() N { return 2 * n }

func apply[T, R any](f func(T) R, xs ...T) (rs []R) {
	for _, x := range xs {
		rs = append(rs, f(x))
	}
	return
}

func main() {
	add := V.Add
	scale := (*V).Scale
	v := V{1, 2}
	scale(&v, 3)
	fmt.Println(add(v, V{10, 10}), I.Add(v, v), (*V).Add(&v, v))
	fs := map[string]func(V, V) V{"add": V.Add, "sub": func(a, b V) V { return V{a.x - b.x, a.y - b.y} }}
	fmt.Println(fs["add"](v, v), fs["sub"](v, v))
	fmt.Println(apply(N.Twice, 1, 2, 3), apply(V.String, v, v))
	fmt.Println(N.Twice(4))
}
