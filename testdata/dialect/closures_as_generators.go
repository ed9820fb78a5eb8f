// Generators, accumulators, pipelines of closures with own state.
package main

import (
	"fmt"
	"strings"
)

func gen(start, step int) func() (int, bool) {
	n := 0
	return func() (int, bool) {
		if n++; n > 4 {
			return 0, false
		}
		start += step
		return start - step, true
	}
}
func tee(f func() (int, bool), sink *[]int) func() (int, bool) {
	return func() (v int, ok bool) {
		if v, ok = f(); ok {
			*sink = append(*sink, v)
		}
		return
	}
}

type middleware func(handler) handler
type handler func(string) string

func chain(h handler, ms ...middleware) handler {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}

func main() {
	var seen []int
	g := tee(gen(10, 5), &seen)
	sum := 0
	for v, ok := g(); ok; v, ok = g() {
		sum += v
	}
	fmt.Println(sum, seen)
	var log []string
	mw := func(name string) middleware {
		return func(next handler) handler {
			return func(s string) string {
				log = append(log, name+">")
				defer func() { log = append(log, "<"+name) }()
				return name + "(" + next(s) + ")"
			}
		}
	}
	h := chain(strings.ToUpper, mw("a"), mw("b"))
	fmt.Println(h("x"), log)
	var debounce func(int) func() int
	debounce = func(n int) func() int {
		if n == 0 {
			return func() int { return 0 }
		}
		inner := debounce(n - 1)
		return func() int { return inner() + n }
	}
	fmt.Println(debounce(5)())
}
