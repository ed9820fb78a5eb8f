// Comparable type parameters, zero values, pointers to type parameters.
package main

import (
	"fmt"
	"io"
	"strconv"
)

func Index[T comparable](xs []T, x T) int {
	for i, v := range xs {
		if v == x {
			return i
		}
	}
	return -1
}
func IsZero[T comparable](x T) bool { var z T; return x == z }
func Ptr[T any](x T) *T             { return &x }
func Deref[T any](p *T, def T) T {
	if p == nil {
		return def
	}
	return *p
}
func Swap[T any](a, b *T) { *a, *b = *b, *a }
func Ternary[T any](c bool, a, b T) T {
	if c {
		return a
	}
	return b
}
func Must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}
func Coalesce[T comparable](xs ...T) (z T) {
	for _, x := range xs {
		if x != z {
			return x
		}
	}
	return
}

type P struct{ x, y int }

func main() {
	fmt.Println(Index([]string{"a", "b"}, "b"), Index([]P{{1, 2}}, P{1, 2}), Index([]any{1, "x", nil}, any("x")), Index([]error{io.EOF}, io.EOF))
	fmt.Println(IsZero(0), IsZero("x"), IsZero(P{}), IsZero[any](nil), IsZero[error](io.EOF), IsZero([2]int{}), IsZero[*int](nil))
	p := Ptr(5)
	*p++
	fmt.Println(*p, *Ptr("s"), Deref(p, 0), Deref(nil, 7), Ternary(true, "y", "n"))
	a, b := P{1, 2}, P{3, 4}
	Swap(&a, &b)
	fmt.Println(a, b, Coalesce("", "x", "y"), Coalesce(0, 0), Must(strconv.Atoi("12")))
	defer func() { fmt.Println(recover()) }()
	Must(strconv.ParseBool("maybe"))
}
