// Errorf with %w, Unwrap, Is and As through chains.
package main

import (
	"errors"
	"fmt"
	"io"
)

var ErrBase = errors.New("base")

type QueryErr struct {
	Query string
	Err   error
}

func (q *QueryErr) Error() string { return "query " + q.Query + ": " + q.Err.Error() }
func (q *QueryErr) Unwrap() error { return q.Err }

type Code int

func (c Code) Error() string { return fmt.Sprintf("code %d", int(c)) }

func main() {
	e1 := fmt.Errorf("layer1: %w", ErrBase)
	e2 := &QueryErr{"q", e1}
	e3 := fmt.Errorf("layer3: %w", e2)
	fmt.Println(e3)
	fmt.Println(errors.Is(e3, ErrBase), errors.Is(e3, io.EOF), errors.Unwrap(e3) == error(e2), errors.Unwrap(ErrBase))
	var q *QueryErr
	fmt.Println(errors.As(e3, &q), q.Query)
	var c Code
	fmt.Println(errors.As(e3, &c), errors.As(fmt.Errorf("x %w", Code(7)), &c), int(c))
	fmt.Println(errors.Is(fmt.Errorf("a %w", Code(3)), Code(3)), errors.Is(Code(3), Code(4)))
	plain := fmt.Errorf("no wrap: %v", ErrBase)
	fmt.Println(errors.Is(plain, ErrBase), plain)
	two := fmt.Errorf("%w and %w", ErrBase, io.EOF)
	fmt.Println(two, errors.Is(two, io.EOF), errors.Is(two, ErrBase), errors.Unwrap(two))
	fmt.Printf("%T %T %T %v\n", e1, two, ErrBase, errors.New("a") == errors.New("a"))
	var target interface{ Unwrap() error }
	fmt.Println(errors.As(e3, &target), errors.Is(nil, ErrBase), errors.Is(ErrBase, nil))
}
