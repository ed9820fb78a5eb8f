// errors.Join and errors that unwrap to several.
package main

import (
	"errors"
	"fmt"
	"io"
)

type multi []error

func (m multi) Error() string   { return fmt.Sprintf("%d errors", len(m)) }
func (m multi) Unwrap() []error { return m }

var errA, errB = errors.New("a"), errors.New("b")

type coded struct{ n int }

func (c coded) Error() string { return fmt.Sprint("coded ", c.n) }

func main() {
	j := errors.Join(errA, nil, errB)
	fmt.Println(j)
	fmt.Printf("%q %v\n", j.Error(), errors.Join(nil, nil) == nil)
	fmt.Println(errors.Is(j, errA), errors.Is(j, errB), errors.Is(j, io.EOF))
	m := multi{errA, fmt.Errorf("w: %w", coded{4})}
	var c coded
	fmt.Println(errors.As(fmt.Errorf("top: %w", m), &c), c.n, m, errors.Is(m, errA))
	var errs []error
	for i := range 3 {
		if i != 1 {
			errs = append(errs, coded{i})
		}
	}
	err := errors.Join(errs...)
	if u, ok := err.(interface{ Unwrap() []error }); ok {
		fmt.Println(len(u.Unwrap()), u.Unwrap()[1])
	}
}
