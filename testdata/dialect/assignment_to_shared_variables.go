// What is assigned, in all ways, to variables that pointers and function literals share.
package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

type S struct{ m, n int }
type F func(int) int
type D int

func mk(k int) S           { return S{k, k} }
func two(k int) (S, error) { return S{k, k}, errors.New(strconv.Itoa(k)) }
func num(k int) int        { return k * 2 }

func check[T any](tag string, p *T, get func() T, x T) {
	fmt.Println(tag, fmt.Sprint(*p), fmt.Sprint(get()), fmt.Sprint(x))
}

func main() {
	m := map[string]S{"a": {1, 1}}
	var a any = S{2, 2}
	ch := make(chan S, 5)
	ch <- S{3, 3}
	ch <- S{4, 4}
	arr := []S{{5, 5}}
	q := &S{6, 6}
	{
		var x S
		p, get := &x, func() S { return x }
		x = mk(9)
		check("call", p, get, x)
		x = m["a"]
		check("map", p, get, x)
		x, _ = m["b"]
		check("map2", p, get, x)
		x = a.(S)
		check("assert", p, get, x)
		x, _ = a.(S)
		check("assert2", p, get, x)
		x = <-ch
		check("recv", p, get, x)
		x, _ = <-ch
		check("recv2", p, get, x)
		x = arr[0]
		check("index", p, get, x)
		x = *q
		check("star", p, get, x)
		x, _ = two(8)
		check("two", p, get, x)
		x = S(struct{ m, n int }{7, 7})
		check("conv", p, get, x)
		x = func() S { return S{10, 10} }()
		check("lit", p, get, x)
		x = [2]S{{11, 11}}[0]
		check("elem", p, get, x)
		x = struct{ s S }{S{12, 12}}.s
		check("field", p, get, x)
		select {
		case x = <-ch:
		default:
			x = S{13, 13}
		}
		check("select", p, get, x)
		ch <- S{14, 14}
		select {
		case x = <-ch:
		default:
		}
		check("select", p, get, x)
		for _, x = range arr {
		}
		check("range", p, get, x)
		x, y := mk(15), 1
		_ = y
		check("define", p, get, x)
	}
	{
		var x int
		p, get := &x, func() int { return x }
		x = num(4)
		check("call", p, get, x)
		x = num(4) + 1
		check("add", p, get, x)
		x = -x
		check("neg", p, get, x)
		x = ^x
		check("not", p, get, x)
		x++
		check("inc", p, get, x)
		x <<= 2
		check("shl", p, get, x)
		x = len("abc")
		check("len", p, get, x)
		x = min(x, 2)
		check("min", p, get, x)
		x = strings.Index("abc", "c")
		check("native", p, get, x)
		x, err := strconv.Atoi("77")
		check("native2", p, get, x)
		_ = err
		x = int(D(5))
		check("conv", p, get, x)
		x = copy([]int{1, 2}, []int{3, 4})
		check("copy", p, get, x)
		x = int(3.0)
		check("const", p, get, x)
		x = q.m
		check("field", p, get, x)
		for x = range 3 {
		}
		check("range", p, get, x)
		for x = 0; x < 7; x++ {
		}
		check("for", p, get, x)
	}
	{
		var x []int
		p, get := &x, func() []int { return x }
		x = []int{1}
		check("lit", p, get, x)
		x = append(x, 2, 3)
		check("append", p, get, x)
		x = x[1:]
		check("slice", p, get, x)
		x = make([]int, 2)
		check("make", p, get, x)
		x = nil
		check("nil", p, get, x)
	}
	{
		x := F(func(i int) int { return i })
		p, get := &x, func() F { return x }
		x = func(i int) int { return i * 3 }
		fmt.Println((*p)(2), get()(2), x(2))
		x = num
		fmt.Println((*p)(2), get()(2), x(2))
		x = D(3).add
		fmt.Println((*p)(2), get()(2), x(2))
	}
	{
		var x bool
		p, get := &x, func() bool { return x }
		x = 1 < 2
		check("less", p, get, x)
		x = !x
		check("not", p, get, x)
		_, x = m["a"]
		check("ok", p, get, x)
		x = x && *p || get()
		check("or", p, get, x)
		_, x = a.(fmt.Stringer)
		check("implements", p, get, x)
	}
	{
		var x error
		p, get := &x, func() error { return x }
		x = errors.New("a")
		check("new", p, get, x)
		x = fmt.Errorf("b %w", x)
		check("wrap", p, get, x)
		_, x = two(3)
		check("two", p, get, x)
		x, _ = a.(error)
		check("assert", p, get, x)
		x = err{1}
		check("lit", p, get, x)
	}
	{
		var x *S
		p, get := &x, func() *S { return x }
		x = &S{1, 2}
		fmt.Println(**p, *get(), *x)
		x = q
		fmt.Println(**p, *get(), *x)
		x = new(S)
		fmt.Println(**p, *get(), *x)
		x = &arr[0]
		fmt.Println(**p, *get(), *x)
	}
	{
		var x string
		p, get := &x, func() string { return x }
		x = "a" + strconv.Itoa(3)
		check("add", p, get, x)
		x = string([]byte{65})
		check("conv", p, get, x)
		x = fmt.Sprint(1)
		check("native", p, get, x)
		x += "z"
		check("op", p, get, x)
		x = x[1:]
		check("slice", p, get, x)
	}
	{
		var x map[string]int
		p, get := &x, func() map[string]int { return x }
		x = map[string]int{"a": 1}
		check("lit", p, get, x)
		x = make(map[string]int)
		check("make", p, get, x)
		var y [2]S
		r, get2 := &y, func() [2]S { return y }
		y = [2]S{{1, 2}}
		check("array", r, get2, y)
		y[1] = S{3, 3}
		check("array", r, get2, y)
		z := struct {
			S
			f []int
		}{}
		t, get3 := &z, func() S { return z.S }
		z.S = S{4, 4}
		check("part", &t.S, get3, z.S)
		z.m++
		check("part", &t.S, get3, z.S)
	}
}

type err struct{ k int }

func (e err) Error() string { return fmt.Sprint("err", e.k) }

func (d D) add(i int) int { return int(d) + i }
