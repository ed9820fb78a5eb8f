package p

const (
	A = iota
	B
	C int8 = iota + 200
	D
)

const F, G = 1

const H, I = 1, 2, 3

var J, K = 1

const L []int = nil

const M = len([]int{1})

var N = iota

type O = P

type Q struct{ O }

// want 6:11: cannot use iota + 200 (untyped int constant 202) as int8 value in constant declaration (overflows)
// want 7:2: cannot use iota + 200 (untyped int constant 203) as int8 value in constant declaration (overflows)
// want 10:10: missing init expr for G
// want 12:20: extra init expr 3
// want 14:12: assignment mismatch: 2 variables but 1 value
// want 16:9: invalid constant type []int
// want 18:11: len([]int{…}) (value of type int) is not constant
// want 20:9: cannot use iota outside constant declaration
// want 22:10: undefined: P
