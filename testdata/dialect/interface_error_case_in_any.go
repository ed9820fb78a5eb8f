// case error and case fmt.Stringer find values held in any.
package main

import (
	"errors"
	"fmt"
)

type ParseError struct {
	Line int
	Msg  string
}

func (p ParseError) Error() string { return fmt.Sprintf("line %d: %s", p.Line, p.Msg) }

func classify(v any) string {
	switch t := v.(type) {
	case interface{ Unwrap() error }:
		return "wraps: " + t.Unwrap().Error()
	case ParseError:
		return fmt.Sprint("parse ", t.Line)
	case error:
		return "error: " + t.Error()
	}
	return "none"
}

func main() {
	fmt.Println(classify(ParseError{3, "bad"}))
	fmt.Println(classify(&ParseError{4, "ptr"}))
	fmt.Println(classify(fmt.Errorf("ctx: %w", ParseError{5, "in"})))
	fmt.Println(classify(errors.New("x")))
	fmt.Println(classify("x"))
}
