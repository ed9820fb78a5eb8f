package p

import "strings"

type T struct{ a int }

func f(t T, p *T) {
	undefinedFunc(1)
	x.y = 2
	t.b = 3
	p.c()
	strings.Foo()
	strings.fields()
	var u U
	t.A = 1
	T{}.m()
}

// want 8:2: undefined: undefinedFunc
// want 9:2: undefined: x
// want 10:4: t.b undefined (type T has no field or method b)
// want 11:4: p.c undefined (type *T has no field or method c)
// want 12:10: undefined: strings.Foo
// want 13:10: undefined: strings.fields (but have Fields)
// want 14:6: declared and not used: u
// want 14:8: undefined: U
// want 15:4: t.A undefined (type T has no field or method A, but does have field a)
// want 16:6: T{}.m undefined (type T has no field or method m)
