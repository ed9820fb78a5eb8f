// Errors and panics of another package.
package main

import (
	"errors"
	"fmt"

	"store"
)

func main() {
	var s store.Store[int]
	s.Set("a", 1)
	fmt.Println(s.Get("a"))
	_, err := s.Get("b")
	var ke *store.KeyError
	fmt.Println(err, errors.Is(err, store.ErrNotFound), errors.As(err, &ke) && ke.Key == "b")
	func() {
		defer func() {
			r := recover()
			err, ok := r.(*store.KeyError)
			fmt.Println(ok, err.Key, errors.Unwrap(err) == store.ErrNotFound)
		}()
		s.MustGet("zz")
	}()
	s.MustGet("end")
}
