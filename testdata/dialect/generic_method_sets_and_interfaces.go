// Generic types that satisfy generic and plain interfaces.
package main

import (
	"errors"
	"fmt"
)

type Container[T any] interface {
	Put(T)
	Get() (T, error)
	Len() int
}
type Fifo[T any] struct{ xs []T }
type Lifo[T any] struct{ Fifo[T] }

var ErrEmpty = errors.New("empty")

func (f *Fifo[T]) Put(x T)  { f.xs = append(f.xs, x) }
func (f *Fifo[T]) Len() int { return len(f.xs) }
func (f *Fifo[T]) Get() (x T, err error) {
	if len(f.xs) == 0 {
		return x, ErrEmpty
	}
	x, f.xs = f.xs[0], f.xs[1:]
	return
}
func (l *Lifo[T]) Get() (x T, err error) {
	if len(l.xs) == 0 {
		return x, fmt.Errorf("lifo: %w", ErrEmpty)
	}
	n := len(l.xs) - 1
	x, l.xs = l.xs[n], l.xs[:n]
	return
}
func Drain[T any](c Container[T]) (out []T) {
	for c.Len() > 0 {
		x, _ := c.Get()
		out = append(out, x)
	}
	return
}
func Fill[T any, C Container[T]](c C, xs ...T) C {
	for _, x := range xs {
		c.Put(x)
	}
	return c
}

func main() {
	cs := map[string]Container[string]{"fifo": &Fifo[string]{}, "lifo": &Lifo[string]{}}
	for _, k := range []string{"fifo", "lifo"} {
		for _, x := range []string{"a", "b", "c"} {
			cs[k].Put(x)
		}
		fmt.Println(k, Drain(cs[k]))
		_, err := cs[k].Get()
		fmt.Println(err, err == ErrEmpty, errors.Is(err, ErrEmpty))
	}
	f := Fill(&Fifo[int]{}, 1, 2, 3)
	fmt.Printf("%v %T\n", Drain[int](f), f)
	var l interface{ Len() int } = &Lifo[float64]{}
	_, ok := l.(Container[float64])
	_, ok2 := l.(Container[int])
	fmt.Println(ok, ok2)
}
