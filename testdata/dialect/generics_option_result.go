// Option and Result types.
package main

import (
	"fmt"
	"strconv"
)

type Option[T any] struct {
	v  T
	ok bool
}

func Some[T any](v T) Option[T] { return Option[T]{v, true} }
func None[T any]() Option[T]    { return Option[T]{} }
func (o Option[T]) OrElse(d T) T {
	if o.ok {
		return o.v
	}
	return d
}
func (o Option[T]) String() string {
	if !o.ok {
		return "None"
	}
	return fmt.Sprintf("Some(%v)", o.v)
}

type Result[T any] struct {
	Val T
	Err error
}

func Try[T any](f func() (T, error)) (r Result[T]) {
	defer func() {
		if e := recover(); e != nil {
			r.Err = fmt.Errorf("panic: %v", e)
		}
	}()
	v, err := f()
	return Result[T]{v, err}
}

func Then[T, U any](r Result[T], f func(T) (U, error)) Result[U] {
	if r.Err != nil {
		return Result[U]{Err: r.Err}
	}
	return Try(func() (U, error) { return f(r.Val) })
}

func main() {
	fmt.Println(Some(3), None[string](), Some("x").OrElse("y"), None[int]().OrElse(8))
	r := Then(Try(func() (string, error) { return "42", nil }), strconv.Atoi)
	fmt.Println(r.Val, r.Err)
	r = Then(Try(func() (string, error) { return "4x", nil }), strconv.Atoi)
	fmt.Println(r.Val, r.Err)
	r = Try(func() (int, error) { var s []int; return s[3], nil })
	fmt.Println(r)
}
