// A variable that a later call changes is read after it, also where it becomes an interface value or an element.
package main

import "fmt"

type pair struct{ a, b int }

//go:noinline
func inc(p *int) int { *p++; return *p }

//go:noinline
func incPair(p *pair) int { p.a++; return p.a }

//go:noinline
func incReal(p *complex128) int { *p++; return 1 }

//go:noinline
func incArray(p *[2]int) int { p[0]++; return p[0] }

//go:noinline
func flip(p *bool) int { *p = !*p; return 1 }

//go:noinline
func grow(p *[]int) int { *p = append(*p, len(*p)); return len(*p) }

func both(a any, b int) { fmt.Println("both", a, b) }

func parameter(n int) {
	change := func() int { n *= 2; return n }
	fmt.Println("parameter", n, change(), n)
}

func result() (n int, err error) {
	change := func() int { n++; err = fmt.Errorf("e%d", n); return n }
	fmt.Println("result", n, err, change(), err)
	return n, err
}

func main() {
	n := 1
	fmt.Println("int", n, inc(&n), n+1, inc(&n))
	both(n, inc(&n))
	var p pair
	fmt.Println("struct", p, incPair(&p), p.b)
	q := &p
	fmt.Println("pointed to", *q, incPair(q), q.a)
	var c complex128
	fmt.Println("complex", c, incReal(&c))
	var a [2]int
	fmt.Println("array", a, incArray(&a))
	var b bool
	fmt.Println("bool", b, flip(&b))
	var s []int
	fmt.Println("slice", s, grow(&s), len(s))

	text, err := "a", error(nil)
	longer := func() int {
		text += "b"
		err = fmt.Errorf("%d bytes", len(text))
		return len(text)
	}
	fmt.Println("captured", text, err, longer(), text+"!", longer())
	parameter(3)
	fmt.Println(result())

	// Comparisons are made in their turn, and structs.
	fmt.Println("compared", p.a > 2, incPair(&p), p.a > 2, text == "", longer())
	fmt.Println("copied", pair{p.a, incPair(&p)}, incPair(&p), p.a)

	fmt.Println(map[string]int{"a": n, "b": inc(&n), "c": n, "d": inc(&n)})
	fmt.Println(map[int]int{n: inc(&n), inc(&n): n})
	x := []int{n, inc(&n), n}
	y := pair{n, inc(&n)}
	z := [3]int{n + 1, inc(&n), -n}
	fmt.Println(x, y, z, []any{n, inc(&n), p, incPair(&p), p.a > 100})
	fmt.Println([]int{n, inc(&n)}, [2]any{n, inc(&n)}, [2]int{n}, inc(&n))
	for i := range 2 {
		k := i
		fmt.Println("loop", k, inc(&k), k, i)
	}
}
