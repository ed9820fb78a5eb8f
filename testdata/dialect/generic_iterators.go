// Lazy iterator adaptors: map, filter, take, zip, chain, window.
package main

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

func Map[T, U any](s iter.Seq[T], f func(T) U) iter.Seq[U] {
	return func(yield func(U) bool) {
		for x := range s {
			if !yield(f(x)) {
				return
			}
		}
	}
}
func Filter[T any](s iter.Seq[T], f func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		s(func(x T) bool { return !f(x) || yield(x) })
	}
}
func Take[T any](s iter.Seq[T], n int) iter.Seq[T] {
	return func(yield func(T) bool) {
		if n <= 0 {
			return
		}
		i := 0
		for x := range s {
			if i++; !yield(x) || i == n {
				return
			}
		}
	}
}
func Count() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}
}
func Zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(x, y) {
				return
			}
		}
	}
}
func Fib() iter.Seq[int] {
	return func(yield func(int) bool) {
		a, b := 0, 1
		for yield(a) {
			a, b = b, a+b
		}
	}
}

func main() {
	sq := Map(Filter(Count(), func(i int) bool { return i%2 == 1 }), func(i int) string { return fmt.Sprint(i * i) })
	fmt.Println(slices.Collect(Take(sq, 5)))
	for f, s := range Zip(Take(Fib(), 8), slices.Values(strings.Split("abcdefgh", ""))) {
		if f > 8 {
			break
		}
		fmt.Print(s, f, " ")
	}
	fmt.Println()
	total := 0
	for f := range Fib() {
		if f > 100 {
			break
		}
		if f%2 == 0 {
			continue
		}
		total += f
	}
	fmt.Println(total, len(slices.Collect(Take(Count(), 0))))
}
