// Nil interfaces and typed nils in slices, maps, channels, structs and arguments.
package main

import (
	"errors"
	"fmt"
)

type E struct{}

func (*E) Error() string { return "E" }

func isNil(err error) bool { return err == nil }
func first(errs ...error) error {
	for _, e := range errs {
		if e != nil {
			return e
		}
	}
	return nil
}
func typed() *E { return nil }

func main() {
	var e *E
	errs := []error{nil, e, &E{}}
	for _, x := range errs {
		fmt.Print(x == nil, " ")
	}
	m := map[string]error{"nil": nil, "typed": e}
	c := make(chan error, 2)
	c <- nil
	c <- e
	fmt.Println(m["nil"] == nil, m["typed"] == nil, m["none"] == nil, <-c == nil, <-c == nil)
	s := struct{ err error }{}
	fmt.Println(s.err == nil, isNil(nil), isNil(e), isNil(typed()), first(nil, nil) == nil, first(nil, e) == error(e))
	var p *error
	var q error
	p = &q
	fmt.Println(*p == nil)
	*p = e
	fmt.Println(q == nil, q == (*E)(nil))
	f := func() (err error) {
		defer func() {
			if err == nil {
				err = errors.New("set in defer")
			}
		}()
		return nil
	}
	fmt.Println(f())
	var arr [2]fmt.Stringer
	var any1, any2 any
	fmt.Println(arr[0] == nil, any1 == any2, any1 == nil)
	if x, ok := any1.(error); !ok {
		fmt.Println(x == nil)
	}
}
