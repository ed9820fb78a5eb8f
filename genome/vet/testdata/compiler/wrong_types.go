package p

type E int

func (e E) Error() string { return "" }

type P struct{}

func (p *P) Error() string { return "" }

func f() {
	var s string = 1
	var i int = "a"
	var u uint8 = 256
	var n int = nil
	var e error = P{}
	var e2 error = E(1)
	var e3 error = 5
	i = 1.5
	i = s
	i += "x"
	_ = i + s
	_ = i == s
	_ = !i
	_ = -s
	_ = &1
	_ = *i
	_ = i && true
	if i {
	}
	for i {
	}
	_, _, _, _, _ = e, e2, e3, n, u
	_ = s << 1
	_ = []int{"a", 2: 1, 2: 3}
	_ = map[string]int{"a": 1, "a": 2}
	_ = struct{ a int }{b: 1}
	_ = i.(int)
	_ = func() {} == nil
	_ = []int{} == []int{}
	_ = s[0:1:2]
	_ = i[0]
	s[0] = 'a'
}

// want 12:17: cannot use 1 (untyped int constant) as string value in variable declaration
// want 13:14: cannot use "a" (untyped string constant) as int value in variable declaration
// want 14:16: cannot use 256 (untyped int constant) as uint8 value in variable declaration (overflows)
// want 15:14: cannot use nil as int value in variable declaration
// want 16:16: cannot use P{} (value of struct type P) as error value in variable declaration: P does not implement error (method Error has pointer receiver)
// want 18:17: cannot use 5 (constant of type int) as error value in variable declaration: int does not implement error (missing method Error)
// want 19:6: cannot use 1.5 (untyped float constant) as int value in assignment (truncated)
// want 20:6: cannot use s (variable of type string) as int value in assignment
// want 21:2: invalid operation: i += "x" (mismatched types int and untyped string)
// want 22:6: invalid operation: i + s (mismatched types int and string)
// want 23:11: invalid operation: i == s (mismatched types int and string)
// want 24:7: invalid operation: operator ! not defined on i (variable of type int)
// want 25:7: invalid operation: operator - not defined on s (variable of type string)
// want 26:7: invalid operation: cannot take address of 1 (untyped int constant)
// want 27:7: invalid operation: cannot indirect i (variable of type int)
// want 28:6: invalid operation: i && true (mismatched types int and untyped bool)
// want 29:5: non-boolean condition in if statement
// want 31:6: non-boolean condition in for statement
// want 34:6: invalid operation: shifted operand s (variable of type string) must be integer
// want 35:12: cannot use "a" (untyped string constant) as int value in array or slice literal
// want 35:23: duplicate index 2 in array or slice literal
// want 36:29: duplicate key "a" in map literal
// want 37:22: unknown field b in struct literal of type struct{a int}
// want 38:6: invalid operation: i (variable of type int) is not an interface
// want 40:6: invalid operation: []int{} == []int{} (slice can only be compared to nil)
// want 41:12: invalid operation: 3-index slice of string
// want 42:7: cannot index i (variable of type int)
// want 43:2: cannot assign to s[0] (neither addressable nor a map index expression)
