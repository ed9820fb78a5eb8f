package p

type T struct{ f func() }

func f(a, b T, m map[string]int, c complex128, s []int, x any) {
	_ = a == b
	_ = m == m
	_ = c < c
	_ = x < x
	_ = x + x
	_ = true + false
	_ = "a" - "b"
	_ = 1.5 % 2
	_ = s + s
	_ = map[T]int{}
	_ = map[[]int]int{}
	_ = m[1]
	_ = s["a"]
	_ = s[1.5]
	_ = *a
	_ = &f
	_ = ^1.5
	_ = !1
	_ = x.y
	_ = x()
	_ = 1()
	_ = a.f.g
	x++
	_ = int("a")
	_ = []byte(1)
	_ = T(1)
	_ = (*T)(a)
	_ = string(s)
}

// want 6:6: invalid operation: a == b (struct containing func() cannot be compared)
// want 7:6: invalid operation: m == m (map can only be compared to nil)
// want 8:6: invalid operation: c < c (operator < not defined on complex128)
// want 9:6: invalid operation: x < x (operator < not defined on interface)
// want 10:6: invalid operation: operator + not defined on x (variable of interface type any)
// want 11:6: invalid operation: operator + not defined on true (untyped bool constant)
// want 12:6: invalid operation: operator - not defined on "a" (untyped string constant)
// want 13:6: invalid operation: operator % not defined on 1.5 (untyped float constant)
// want 14:6: invalid operation: operator + not defined on s (variable of type []int)
// want 15:10: invalid map key type T
// want 16:10: invalid map key type []int
// want 17:8: cannot use 1 (untyped int constant) as string value in map index
// want 18:8: cannot convert "a" (untyped string constant) to type int
// want 19:8: 1.5 (untyped float constant) truncated to int
// want 20:7: invalid operation: cannot indirect a (variable of struct type T)
// want 21:7: invalid operation: cannot take address of f (value of type func(a T, b T, m map[string]int, c complex128, s []int, x any))
// want 22:7: invalid operation: operator ^ not defined on 1.5 (untyped float constant)
// want 23:7: invalid operation: operator ! not defined on 1 (untyped int constant)
// want 24:8: x.y undefined (type any has no field or method y)
// want 25:6: invalid operation: cannot call x (variable of interface type any): any is not a function
// want 26:6: invalid operation: cannot call 1 (untyped int constant): untyped int is not a function
// want 27:10: a.f.g undefined (type func() has no field or method g)
// want 28:2: invalid operation: x++ (non-numeric type any)
// want 29:10: cannot convert "a" (untyped string constant) to type int
// want 30:13: cannot convert 1 (untyped int constant) to type []byte
// want 31:8: cannot convert 1 (untyped int constant) to type T
// want 32:11: cannot convert a (variable of struct type T) to type *T
// want 33:13: cannot convert s (variable of type []int) to type string
