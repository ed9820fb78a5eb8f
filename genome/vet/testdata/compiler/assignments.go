package p

const c = 1

func f() {
	c = 2
	f = nil
	f() = 1
	1 = 2
	x, y := 1, 2
	x, y := 3, 4
	"a"[0] = 1
	c++
	x++
	f++
	_ += 1
	x, z := 1
	x := 1
	_ := 1
	len = nil
	int = 1
}

// want 6:2: cannot assign to c (neither addressable nor a map index expression)
// want 7:2: cannot assign to f (neither addressable nor a map index expression)
// want 8:2: f() (no value) used as value
// want 9:2: cannot assign to 1 (neither addressable nor a map index expression)
// want 10:5: declared and not used: y
// want 11:7: no new variables on left side of :=
// want 12:2: cannot assign to "a"[0] (neither addressable nor a map index expression)
// want 13:2: cannot assign to c (neither addressable nor a map index expression)
// want 15:2: invalid operation: f++ (non-numeric type func())
// want 16:2: cannot use _ as value or type
// want 17:5: declared and not used: z
// want 17:10: assignment mismatch: 2 variables but 1 value
// want 18:4: no new variables on left side of :=
// want 19:4: no new variables on left side of :=
// want 20:2: len (built-in) must be called
// want 21:2: int (type) is not an expression
