// The usual early returns, sentinels compared with == and in switches.
package main

import (
	"errors"
	"fmt"
	"strconv"
)

var (
	ErrEmpty    = errors.New("empty")
	ErrNegative = errors.New("negative")
)

type RangeError struct{ Lo, Hi, Got int }

func (e *RangeError) Error() string { return fmt.Sprintf("%d not in [%d,%d]", e.Got, e.Lo, e.Hi) }

func parse(s string) (int, error) {
	if s == "" {
		return 0, ErrEmpty
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, fmt.Errorf("parse %q: %w", s, err)
	}
	switch {
	case n < 0:
		return n, ErrNegative
	case n > 100:
		return n, &RangeError{0, 100, n}
	}
	return n, nil
}

func main() {
	for _, s := range []string{"", "5", "-3", "500", "x1", "99999999999999999999"} {
		n, err := parse(s)
		var re *RangeError
		var ne *strconv.NumError
		switch {
		case err == nil:
			fmt.Println("ok", n)
		case err == ErrEmpty:
			fmt.Println("empty!")
		case errors.As(err, &re):
			fmt.Println("range", re.Hi, err)
		case errors.As(err, &ne):
			fmt.Println("num", ne.Func, ne.Num, ne.Err, errors.Is(err, strconv.ErrSyntax), errors.Is(err, strconv.ErrRange))
		default:
			fmt.Println("other", err)
		}
	}
}
