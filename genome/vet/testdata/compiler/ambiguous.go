package p

type A struct{ X int }

type B struct{ X int }

type C struct {
	A
	B
}

type D struct {
	*D
	int
	*int
}

type E struct {
	A
	A
}

func f(c C) {
	_ = c.X
	c.Y()
	_ = c.A.X
}

// want 15:3: int redeclared
//	ambiguous.go:14:2: other declaration of int
// want 20:2: A redeclared
//	ambiguous.go:19:2: other declaration of A
// want 24:8: ambiguous selector c.X
// want 25:4: c.Y undefined (type C has no field or method Y)
