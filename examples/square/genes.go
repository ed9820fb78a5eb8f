package main

import "fmt"

// An expr is an individual's genes: a formula in x.
type expr struct {
	op          byte // 'x', 'c' for a constant, '+', '-', '*', or '?' for a slip
	constant    int
	left, right *expr
}

// String is the formula as Go code; a slip makes it none.
func (e *expr) String() string {
	switch e.op {
	case 'x':
		return "x"
	case 'c':
		return fmt.Sprint(e.constant)
	case '?':
		return fmt.Sprintf("(%s", e.left)
	}
	return fmt.Sprintf("(%s %c %s)", e.left, e.op, e.right)
}

func variable() *expr { return &expr{op: 'x'} }

// random grows a formula of at most the given depth. Now and then it forgets a
// parenthesis, as generators do.
func (e *engine) random(depth int) *expr {
	switch n := e.rnd.IntN(20); {
	case n == 0 && depth == 3:
		return &expr{op: '?', left: e.random(depth - 1)}
	case depth == 0 || n < 6:
		if e.rnd.IntN(2) == 0 {
			return variable()
		}
		return &expr{op: 'c', constant: e.rnd.IntN(7) - 3}
	}
	return &expr{op: "+-*"[e.rnd.IntN(3)], left: e.random(depth - 1), right: e.random(depth - 1)}
}

// mutate returns a changed copy: somewhere in the formula another one grows.
func (e *engine) mutate(old *expr) *expr {
	if old.left == nil || e.rnd.IntN(3) == 0 {
		return e.random(2)
	}
	changed := *old
	if changed.right == nil || e.rnd.IntN(2) == 0 {
		changed.left = e.mutate(old.left)
	} else {
		changed.right = e.mutate(old.right)
	}
	return &changed
}
