package p

const (
	a int8    = 128
	b uint    = -1
	c         = 1 << 64
	d int     = c
	e         = 1 / 0
	g byte    = 'ā'
	h         = f()
	i int64   = 1 << 63
	j         = 10 % 0
	k float32 = 1e100
	l         = "a" + 1
)

func f() int {
	x := 1 << 63
	var s [2]int
	s[5] = 1
	s[-1] = 2
	_ = "abc"[7]
	y := 1 / 0
	z := x / 0
	_ = 1.5 << 2
	_ = x << -1
	_ = uint8(300)
	_ = string(1.5)
	_ = [...]int{1, 2}[2]
	_ = []int{1}[1:0]
	return y + z
}

// want 4:14: cannot use 128 (untyped int constant) as int8 value in constant declaration (overflows)
// want 5:14: cannot use -1 (untyped int constant) as uint value in constant declaration (overflows)
// want 7:14: cannot use c (untyped int constant 18446744073709551616) as int value in constant declaration (overflows)
// want 8:18: invalid operation: division by zero
// want 9:14: cannot use 'ā' (untyped rune constant 257) as byte value in constant declaration (overflows)
// want 10:14: f() (value of type int) is not constant
// want 11:14: cannot use 1 << 63 (untyped int constant 9223372036854775808) as int64 value in constant declaration (overflows)
// want 12:19: invalid operation: division by zero
// want 13:14: cannot use 1e100 (untyped float constant 1e+100) as float32 value in constant declaration (overflows)
// want 14:14: invalid operation: "a" + 1 (mismatched types untyped string and untyped int)
// want 18:7: cannot use 1 << 63 (untyped int constant 9223372036854775808) as int value in assignment (overflows)
// want 20:4: invalid argument: index 5 out of bounds [0:2]
// want 21:4: invalid argument: index -1 (constant of type int) must not be negative
// want 22:12: invalid argument: index 7 out of bounds [0:3]
// want 23:11: invalid operation: division by zero
// want 24:11: invalid operation: division by zero
// want 25:6: invalid operation: shifted operand 1.5 (untyped float constant) must be integer
// want 26:11: invalid operation: negative shift count -1 (untyped int constant)
// want 27:12: constant 300 overflows uint8
// want 28:13: cannot convert 1.5 (untyped float constant) to type string
// want 29:21: invalid argument: index 2 out of bounds [0:2]
// want 30:17: invalid slice indices: 0 < 1
