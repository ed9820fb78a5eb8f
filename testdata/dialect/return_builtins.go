// Builtin functions as one of several results.
package main

import "fmt"

var g = make([]int, 1, 8)

type S []string
type Num int16

func e() ([]int, []int)          { return append(g, 3), append(g[:0:0], 4) }
func l(x []int) (int, int)       { return len(x) + 1, len(x) }
func l2(x []int) (int, int)      { return 9, cap(x) }
func l3(x []int) (int, int, int) { return len(x), cap(x), len(x) }
func c(x []int) (string, int)    { return "n", copy(x, []int{1}) }
func r(z complex128) (float64, float64) {
	return real(z), imag(z)
}
func z(a, b float64) (complex128, complex128) { return complex(a, b), complex(b, a) }
func m(a, b int) (int, int)                   { return min(a, b), max(a, b) }
func s(p S, q string) (S, error)              { return append(p, q), nil }
func s2(p S, q string) (error, S)             { return nil, append(p, q) }
func mk(n int) ([]int, map[string]int)        { return make([]int, n), make(map[string]int) }
func nw() (*int, *int)                        { return new(int), new(int) }
func dv(a, b Num) Num                         { return a / b }
func d() (Num, []int)                         { return dv(4, 2), append(g, 2) }
func named() (n int, xs []int)                { return 1, append(g, 5) }
func def() (n int, xs []int) {
	defer func() { n++ }()
	return 1, append(g, 6)
}
func lit() func() (int, []int)              { return func() (int, []int) { return 1, append(g, 7) } }
func gen[T any](x T, xs ...T) (T, []T, int) { return x, append(xs, x), len(xs) }
func rec(n int) (int, []int) {
	if n == 0 {
		return 0, append([]int(nil), 0)
	}
	a, b := rec(n - 1)
	return a + n, append(b, n)
}
func one(xs []int) []int { return append(xs, len(xs)) }
func ok(m map[string][]int, k string) (bool, []int) {
	_, ok := m[k]
	return ok, append(m[k], len(k))
}

func main() {
	fmt.Println(e())
	fmt.Println(l([]int{1, 2}))
	fmt.Println(l2([]int{1, 2}))
	fmt.Println(l3(g))
	fmt.Println(c(g))
	fmt.Println(r(3 + 4i))
	fmt.Println(z(1, 2))
	fmt.Println(m(3, 2))
	fmt.Println(s(S{"a"}, "b"))
	fmt.Println(s2(S{"a"}, "b"))
	fmt.Println(mk(2))
	p, q := nw()
	fmt.Println(p == q, *p)
	fmt.Println(d())
	fmt.Println(named())
	fmt.Println(def())
	fmt.Println(lit()())
	fmt.Println(gen("x", "a"))
	fmt.Println(gen(1, 2, 3))
	fmt.Println(rec(4))
	fmt.Println(one(g))
	fmt.Println(ok(map[string][]int{"a": {1}}, "a"))
}
