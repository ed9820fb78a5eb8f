// Variadic functions and methods: none, some, a slice passed on.
package main

import (
	"fmt"
	"strings"
)

func sum(base int, xs ...int) (int, bool) {
	t := base
	for _, x := range xs {
		t += x
	}
	return t, xs == nil
}
func mod(xs ...int)                          { xs[0] = 99 }
func anys(format string, args ...any) string { return fmt.Sprintf(format, args...) }
func count(args ...any) int                  { return len(args) }

type T struct{ base int }

func (t *T) Add(xs ...int) *T {
	for _, x := range xs {
		t.base += x
	}
	return t
}

func main() {
	fmt.Println(sum(1))
	fmt.Println(sum(1, 2, 3))
	s := []int{4, 5}
	fmt.Println(sum(0, s...))
	mod(s...)
	fmt.Println(s)
	fmt.Println(anys("%d-%s", 1, "x"), anys("none"))
	fmt.Println(count(), count(nil), count(nil, nil), count([]any{1, 2}...), count([]any{1, 2}), count([]int{1, 2}))
	fmt.Println((&T{1}).Add().Add(1, 2).Add(s...).base)
	f := func(prefix string, rest ...string) string { return prefix + strings.Join(rest, ",") }
	fmt.Println(f("a"), f("a", "b", "c"), f("z", strings.Fields("x y")...))
	var g func(...int) int = func(xs ...int) int { return len(xs) }
	fmt.Println(g(), g(1, 2))
	strs := []any{"a", 1}
	fmt.Println(strs...)
}
