package p

import "fmt"

func f() {}

func f() int { return 1 }

var f = 1

type T struct {
	a int
	a string
}

func (t T) a() {}

func (t T) m() {}

func (t *T) m() {}

type I interface {
	m()
	m()
}

func g(a int, a string) (a int) {
	b := 1
	b := 2
	var c, c int
	fmt := 1
	return
}

func fmt() {}

type T int

func init() int { return 1 }

func init(x int) {}

var init = 1

// want 3:8: "fmt" imported and not used
// want 7:6: f redeclared in this block
//	redeclared.go:5:6: other declaration of f
// want 9:5: f redeclared in this block
//	redeclared.go:5:6: other declaration of f
// want 13:2: a redeclared
//	redeclared.go:12:2: other declaration of a
// want 16:12: field and method with the same name a
//	redeclared.go:12:2: other declaration of a
// want 20:13: method T.m already declared at redeclared.go:18:12
// want 24:2: duplicate method m
//	redeclared.go:23:2: other declaration of method m
// want 27:15: a redeclared in this block
//	redeclared.go:27:8: other declaration of a
// want 28:2: declared and not used: b
// want 29:4: no new variables on left side of :=
// want 30:6: declared and not used: c
// want 30:9: c redeclared in this block
//	redeclared.go:30:6: other declaration of c
// want 31:2: declared and not used: fmt
// want 32:2: result parameter a not in scope at return
//	redeclared.go:27:8: inner declaration of var a int
// want 35:6: fmt already declared through import of package fmt ("fmt")
//	redeclared.go:3:8: other declaration of fmt
// want 37:6: T redeclared in this block
//	redeclared.go:11:6: other declaration of T
// want 39:6: func init must have no arguments and no return values
// want 41:6: func init must have no arguments and no return values
// want 43:5: cannot declare init - must be func
