// Own Is and As methods; value and pointer error types.
package main

import (
	"errors"
	"fmt"
	"io"
)

type Status struct {
	Code int
	Msg  string
}

func (s Status) Error() string { return fmt.Sprint(s.Code, " ", s.Msg) }
func (s Status) Is(target error) bool {
	t, ok := target.(Status)
	return ok && t.Code == s.Code
}

type Temporary struct{ err error }

func (t *Temporary) Error() string { return "temporary: " + t.err.Error() }
func (t *Temporary) As(target any) bool {
	if s, ok := target.(*Status); ok {
		*s = Status{503, "from As"}
		return true
	}
	return false
}
func (t *Temporary) Timeout() bool { return true }

func main() {
	err := fmt.Errorf("ctx: %w", Status{404, "gone"})
	fmt.Println(errors.Is(err, Status{Code: 404}), errors.Is(err, Status{Code: 500}))
	var s Status
	fmt.Println(errors.As(err, &s), s.Msg)
	tmp := fmt.Errorf("wrap: %w", &Temporary{io.ErrUnexpectedEOF})
	fmt.Println(errors.As(tmp, &s), s, errors.Is(tmp, io.ErrUnexpectedEOF))
	var to interface{ Timeout() bool }
	if errors.As(tmp, &to) {
		fmt.Println("timeout", to.Timeout())
	}
	var p *Temporary
	fmt.Println(errors.As(tmp, &p), p.err)
	var sp *Status
	fmt.Println(errors.As(err, &sp), sp == nil)
	if st, ok := errors.AsType[Status](err); ok {
		fmt.Println("AsType", st.Code)
	}
}
