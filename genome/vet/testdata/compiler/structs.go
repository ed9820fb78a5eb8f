package p

type P struct{ X, Y int }

type Q struct {
	P
	*R
	Z int
}

type R struct{ X int }

func f() {
	_ = P{1}
	_ = P{1, 2, 3}
	_ = P{X: 1, 2}
	_ = P{X: 1, X: 2}
	_ = P{Z: 1}
	_ = P{"a", 2}
	_ = Q{}.X
	_ = Q{X: 1}
	P{}.X = 1
	m := map[string]P{}
	m["a"].X = 1
	_ = &P{}.X
	for i := range 10 {
		i.x = 1
	}
	var p **P
	p.X = 1
	_ = new(P).Foo
	_ = P.X
	_ = (*P).Bar
	var a [2]P = [3]P{}
	_ = [...]P
	var b [...]int
	var c [-1]int
	var d [len(m)]int
}

// want 14:9: too few values in struct literal of type P
// want 15:14: too many values in struct literal of type P
// want 16:14: mixture of field:value and value elements in struct literal
// want 17:14: duplicate field name X in struct literal
// want 18:8: unknown field Z in struct literal of type P
// want 19:8: cannot use "a" (untyped string constant) as int value in struct literal
// want 20:10: ambiguous selector Q{}.X
// want 21:8: unknown field X in struct literal of type Q
// want 22:2: cannot assign to P{}.X (neither addressable nor a map index expression)
// want 24:2: cannot assign to struct field m["a"].X in map
// want 25:7: invalid operation: cannot take address of P{}.X (value of type int)
// want 27:5: i.x undefined (type int has no field or method x)
// want 30:4: p.X undefined (type **P has no field or method X)
// want 31:13: new(P).Foo undefined (type *P has no field or method Foo)
// want 32:8: P.X undefined (type P has no method X)
// want 33:11: (*P).Bar undefined (type *P has no field or method Bar)
// want 34:6: declared and not used: a
// want 34:15: cannot use [3]P{} (value of type [3]P) as [2]P value in variable declaration
// want 35:6: invalid use of [...] array (outside a composite literal)
// want 35:6: [...]P (type) is not an expression
// want 36:6: declared and not used: b
// want 36:8: invalid use of [...] array (outside a composite literal)
// want 37:6: declared and not used: c
// want 37:9: invalid array length -1 (untyped int constant)
// want 38:6: declared and not used: d
// want 38:9: array length len(m) (value of type int) must be constant
