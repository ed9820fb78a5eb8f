package main

// prelude declares what all programs have. What they print is bounded, and so is
// the time that they take.
const prelude = `package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

type (
	Num  int16
	Wide uint64
	Text string
	Pair struct {
		A int
		B string
	}
	Box struct {
		Pair
		C [3]int32
		P *Pair
	}
	Shape interface{ Size(int) int }
	Fn    func(int) int
)

const (
	Few  Num  = 3
	Many Wide = 1 << 40
)

func (n Num) Size(k int) int     { return int(n) + k }
func (w Wide) Size(k int) int    { return int(w>>37) - k }
func (w Wide) Next() Wide        { return w*3 + 1 }
func (p Pair) Size(k int) int    { return p.A + len(p.B)*k }
func (p *Pair) Grow(k int) *Pair { p.A += k; p.B += "g"; return p }
func (b *Box) Size(k int) int    { return b.A + int(b.C[uint(k)%3]) }
func (b Box) With(k int) Box     { b.C[uint(k)%3]++; b.A = k; return b }
func (f Fn) Size(k int) int      { return f(k) }
func (p Pair) String() string    { return fmt.Sprintf("<%d %s>", p.A, p.B) }

var lines, steps, kept int

func out(tag string, args ...any) {
	for i, a := range args {
		if f, ok := a.(func(int) int); ok {
			args[i] = f(3)
		}
	}
	if lines++; lines <= 200 {
		fmt.Println(append([]any{tag}, args...)...)
	}
}

func tick() {
	if steps++; steps > 3000 {
		panic("enough")
	}
}

func try(tag string, f func()) {
	steps = 0
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(error); ok {
				out(tag, "error", e.Error())
				return
			}
			out(tag, "panic", r)
		}
	}()
	f()
}

func id[T any](x T) T { return x }

// What may panic is kept to statements of their own: which of two panics of one
// expression comes first is the compiler's choice.

func at[T any](xs []T, i int) (x T) {
	if len(xs) > 0 {
		x = xs[uint(i)%uint(len(xs))]
	}
	return x
}

func from(s string, i int) string { return s[uint(i)%uint(len(s)+1):] }

func first[T any](xs []T, n int) []T { return xs[:uint(n)%uint(len(xs)+1)] }

func div[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr](a, b T, rest bool) T {
	switch {
	case b == 0:
		return a
	case rest:
		return a % b
	}
	return a / b
}

func fold[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}

func upto(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				out("stopped", i)
				return
			}
		}
	}
}

func take(seq iter.Seq[int], n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() { kept ^= n }()
		for x := range seq {
			if n--; n < 0 || !yield(x) {
				return
			}
		}
	}
}

func mapped[T, R any](seq iter.Seq[T], f func(T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		for x := range seq {
			if !yield(f(x)) {
				break
			}
		}
	}
}

func filtered[T any](seq iter.Seq[T], f func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) { seq(func(x T) bool { return !f(x) || yield(x) }) }
}

func joined[T any](seqs ...iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, seq := range seqs {
			for x := range seq {
				if !yield(x) {
					return
				}
			}
		}
	}
}

func pulled[T any](seq iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		next, stop := iter.Pull(seq)
		defer stop()
		for {
			x, ok := next()
			if !ok || !yield(x) {
				return
			}
		}
	}
}

func numbered[T any](seq iter.Seq[T]) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for x := range seq {
			if !yield(i, x) {
				return
			}
			i++
		}
	}
}

func noted(tag string, v int) int {
	out("noted", tag, v)
	return v
}

func ptr[T any](x T) *T { return &x }

func len3(a [3]int8) int { return len(a) }

func short(s string) string {
	if len(s) > 24 {
		return s[:24]
	}
	return s
}

var (
	g0 = 7
	g1 = "global"
	g2 = []int{3, 1, 2}
	g3 = map[string]int{"a": 1, "b": 2}
	g4 any = Pair{1, "any"}
	g5 Shape = Num(4)
	// What no program changes.
	g0s, g1s, g2s = "five!", "é", []int{1}
	g4s      any  = "text"
	nilPair  *Pair
	nilFunc  func(int) int
	nilShape Shape

	g6 = Box{Pair: Pair{5, "box"}, P: &Pair{6, "ptr"}}

	_ = strings.ToUpper
	_ = strconv.Itoa
	_ = slices.Max[[]int]
	_ = maps.Keys[map[int]int]
	_ sync.Mutex
)
`
