// Fields of interface type of structs of the library are set in literals and by assignment.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
)

type myErr struct{ code int }

func (e *myErr) Error() string { return "my " + strconv.Itoa(e.code) }

type up struct{ r io.Reader }

func (u up) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	copy(p, bytes.ToUpper(p[:n]))
	return n, err
}

func parse(s string) (int, error) {
	if s == "" {
		return 0, &strconv.NumError{Func: "parse", Num: s, Err: errors.New("empty")}
	}
	if s == "?" {
		return 0, &strconv.NumError{"parse", s, &myErr{len(s)}}
	}
	n, err := strconv.Atoi(s)
	var ne *strconv.NumError
	if errors.As(err, &ne) {
		ne.Func, ne.Err = "parse", fmt.Errorf("wrapped: %w", ne.Err)
	}
	return n, err
}

type task struct {
	err  strconv.NumError
	path *url.Error
}

func nothing() error { return nil }

func main() {
	for _, s := range []string{"", "?", "12", "x", "99999999999999999999"} {
		n, err := parse(s)
		var my *myErr
		fmt.Println(n, err, errors.Is(err, strconv.ErrSyntax), errors.Is(err, strconv.ErrRange), errors.As(err, &my), my)
	}

	lr := &io.LimitedReader{R: up{strings.NewReader("hello world")}, N: 5}
	b, err := io.ReadAll(lr)
	fmt.Println(string(b), err, lr.N)
	lr.R, lr.N = strings.NewReader("again"), 3
	b, err = io.ReadAll(lr)
	fmt.Println(string(b), err)

	var all []*strconv.NumError
	var values []strconv.NumError
	for i := range 3 {
		all = append(all, &strconv.NumError{Num: strconv.Itoa(i), Err: &myErr{i}})
		values = append(values, strconv.NumError{Num: strconv.Itoa(i), Err: &myErr{i * 10}})
	}
	for i := range all {
		fmt.Println(all[i], values[i].Err, all[i].Err.(*myErr).code)
	}
	values[1].Err = nil
	copied := values[2]
	copied.Err = io.EOF
	fmt.Println(values[1].Err == nil, values[2].Err, copied.Err == io.EOF)

	var t task
	t.err.Err = &myErr{7}
	t.path = &url.Error{Op: "open", URL: "/x", Err: io.ErrNoProgress}
	fmt.Println(t.err.Err, t.path, errors.Is(t.path, io.ErrNoProgress))
	m := map[string]*url.Error{"a": {"op", "p", io.ErrUnexpectedEOF}}
	fmt.Println(m["a"], m["a"].Err == io.ErrUnexpectedEOF)
	m["a"].Err = nothing()
	fmt.Println(m["a"].Err)
	ok := false
	errs := map[int]error{1: io.EOF}
	m["a"].Err, ok = errs[1]
	fmt.Println(m["a"].Err, ok)
	for _, m["a"].Err = range []error{io.EOF, io.ErrShortWrite} {
		fmt.Println(m["a"].Err)
	}

	defer func() {
		fmt.Println(recover())
	}()
	var none *url.Error
	none.Err = io.EOF
}
