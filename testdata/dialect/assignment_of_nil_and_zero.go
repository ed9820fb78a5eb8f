// Zero values assigned to variables, results and parameters that pointers share.
package main

import (
	"errors"
	"fmt"
)

type S struct{ m, n int }

var g S
var ge error
var pg = &g

func counted() (s S) {
	defer func() { s.m++ }()
	return S{1, 2}
}

func both() (s S, err error) {
	defer func() { s.m++; fmt.Println(err) }()
	err = errors.New("x")
	return S{1, 2}, nil
}

func cleared() (err error) {
	err = errors.New("x")
	defer func() { fmt.Println(err); err = nil }()
	func() { err = nil }()
	return
}

func iterated() (s S) {
	defer func() { s.m++ }()
	for i := range func(yield func(int) bool) { _ = yield(1) && yield(2) } {
		s = S{i, i}
		if i == 2 {
			return S{5, 5}
		}
	}
	return
}

func main() {
	fmt.Println(counted())
	fmt.Println(both())
	fmt.Println(cleared())
	fmt.Println(iterated())
	g = S{3, 4}
	fmt.Println(*pg)
	ge = errors.New("y")
	pe := &ge
	ge = nil
	fmt.Println(*pe)
	var e error = errors.New("z")
	q := &e
	e = nil
	fmt.Println(*q == nil, e)
	func() { e = errors.New("w") }()
	fmt.Println(*q, e)
	func() { e = nil }()
	fmt.Println(*q, e)
	var x any = 3
	reset := func() { x = nil }
	reset()
	fmt.Println(x)
	x = S{1, 2}
	y := &x
	x = S{2, 3}
	fmt.Println(*y)
	var s struct{ S }
	t := &s.S
	s = struct{ S }{S{1, 1}}
	fmt.Println(*t)
	arr := [2]S{}
	z := &arr[0]
	arr = [2]S{{4, 4}}
	arr2 := arr[:]
	arr[0] = S{5, 5}
	fmt.Println(*z, arr2)
	var cx complex128
	pc := &cx
	cx = complex(1, 2)
	fmt.Println(*pc)
	param(S{1, 2}, nil)
}

func param(s S, e error) {
	p, q := &s, &e
	s = S{4, 5}
	e = errors.New("p")
	fmt.Println(*p, *q)
	e = nil
	s = S{}
	fmt.Println(*p, *q)
	switch v := any(s).(type) {
	case S:
		r := &v
		v = S{6, 6}
		fmt.Println(*r)
	}
	if w := s; true {
		r := &w
		w = S{7, 7}
		fmt.Println(*r)
	}
}
