package p

func f(a int, s ...int) {}

func g(a int) {}

type T struct{ a, b int }

func h(x []int, y any, z struct{ v int }) {
	_ = int()
	_ = int(1, 2)
	_ = []int(x...)
	g(x...)
	f(x...)
	f(two()...)
	len(x...)
	_ = append(x...)
	_ = 1<<600 + 1<<700
	const c = -(1 << 600)
	_ = T{1}
	a, b := 1
	x.y().z()
	_ = new()
	_ = new(int, int)
	_ = copy(x)
	_ = make()
	_ = cap(x, x)
	complex(1)
	_ = undefined1 + undefined1
	_ = undefined2 + undefined3
	_ = (g)(1)
	_ = y.(int).z
	for i := range x.a {
	}
	x, y := x, y
	_ = x[y]
	x[0], y.q = 1, 2
	if x := g(1); x {
	}
	_ = z.w
	_ = z.v()
	_ = *z
	_ = y < 1
	_ = T.a
	_ = []T{{1}, {a: 1, 2}, {c: 1}}
	_ = map[string]T{"a": {1}, 2: {}}
	_ = [2]int{1, 2, 3}
	_ = [...]int{5: 1, 5: 2}
	_ = [2]int{-1: 1, "a": 2}
	_ = uint8(1) << 9
	_ = 5 / 0.0
	var _ int8 = 100 + 100
	switch x := y.(type) {
	}
	switch x := 5; x {
	case "a":
	}
}

func two() (int, int) { return 1, 2 }

// want 10:6: missing argument in conversion to int
// want 11:13: too many arguments in conversion to int
// want 12:12: invalid use of ... in conversion to []int
// want 13:2: cannot use ... in call to non-variadic g
// want 14:4: not enough arguments in call to f
//	have ([]int...)
//	want (int, ...int)
// want 15:2: cannot use ... with 2-valued two()
// want 16:2: invalid operation: invalid use of ... with built-in len
// want 17:13: not enough arguments in call to append
//	have ([]int...)
//	want ([]int, ...int)
// want 18:7: constant shift overflow
// want 19:16: constant shift overflow
// want 20:9: too few values in struct literal of type T
// want 21:2: declared and not used: a
// want 21:5: declared and not used: b
// want 21:10: assignment mismatch: 2 variables but 1 value
// want 22:4: x.y undefined (type []int has no field or method y)
// want 23:6: invalid operation: not enough arguments for new() (expected 1, found 0)
// want 24:6: invalid operation: too many arguments for new(int, int) (expected 1, found 2)
// want 25:6: invalid operation: not enough arguments for copy(x) (expected 2, found 1)
// want 26:6: invalid operation: not enough arguments for make() (expected 1, found 0)
// want 27:6: invalid operation: too many arguments for cap(x, x) (expected 1, found 2)
// want 28:2: invalid operation: not enough arguments for complex(1) (expected 2, found 1)
// want 29:6: undefined: undefined1
// want 30:6: undefined: undefined2
// want 30:19: undefined: undefined3
// want 31:6: (g)(1) (no value) used as value
// want 32:14: y.(int).z undefined (type int has no field or method z)
// want 33:19: x.a undefined (type []int has no field or method a)
// want 35:7: no new variables on left side of :=
// want 36:8: invalid argument: index y (variable of interface type any) must be integer
// want 37:10: y.q undefined (type any has no field or method q)
// want 38:10: g(1) (no value) used as value
// want 40:8: z.w undefined (type struct{v int} has no field or method w)
// want 41:6: invalid operation: cannot call z.v (variable of type int): int is not a function
// want 42:7: invalid operation: cannot indirect z (variable of type struct{v int})
// want 43:6: invalid operation: y < 1 (operator < not defined on interface)
// want 44:8: T.a undefined (type T has no method a)
// want 45:12: too few values in struct literal of type T
// want 45:22: mixture of field:value and value elements in struct literal
// want 45:27: unknown field c in struct literal of type T
// want 46:26: too few values in struct literal of type T
// want 46:29: cannot use 2 (untyped int constant) as string value in map literal
// want 47:19: index 2 is out of bounds (>= 2)
// want 48:21: duplicate index 5 in array or slice literal
// want 49:13: invalid argument: index -1 (constant of type int) must not be negative
// want 49:20: cannot convert "a" (untyped string constant) to type int
// want 50:6: uint8(1) << 9 (constant 512 of type uint8) overflows uint8
// want 51:10: invalid operation: division by zero
// want 52:15: cannot use 100 + 100 (untyped int constant 200) as int8 value in variable declaration (overflows)
// want 53:9: x declared and not used
// want 56:7: cannot convert "a" (untyped string constant) to type int
