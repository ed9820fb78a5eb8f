// A value keeps its dynamic type through conversions between interfaces.
package main

import "fmt"

type A interface{ Foo() string }
type B interface {
	A
	Bar() string
}
type T struct{ n int }

func (t T) Foo() string  { return fmt.Sprint("foo", t.n) }
func (t *T) Bar() string { t.n++; return fmt.Sprint("bar", t.n) }

func pass(a A) A     { return a }
func wrap(x any) any { return x }

func main() {
	t := &T{1}
	var b B = t
	var a A = b
	var x any = a
	b2 := x.(B)
	b2.Bar()
	fmt.Println(t.n, a.Foo(), x == any(t), a == A(b), pass(b) == a)
	y := wrap(wrap(a))
	fmt.Printf("%T %v\n", y, y.(*T).n)
	_, isB := pass(T{5}).(B)
	fmt.Println(isB)
	fs := []func() string{a.Foo, b.Bar, x.(A).Foo, (*t).Foo}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println(t.n)
	s, ok := x.(interface {
		Foo() string
		Bar() string
	})
	fmt.Println(ok, s.Bar())
	var n any = 5
	switch n.(type) {
	case A, B:
		fmt.Println("method")
	case int, string:
		fmt.Println("basic")
	}
}
