package p

import "strings"

func f(a int, b string) {}

func v(a int, b ...string) {}

func g() {
	f(1)
	f(1, "a", 2)
	f("a", 1)
	v()
	v(1, 2)
	v(1, "a", 2)
	v(1, []string{})
	v(1, 2, []string{}...)
	strings.Repeat("a")
	strings.Repeat(1, 2)
	f(two())
	two()
	_ = strings.ToUpper
	len()
	len(1)
	append(1, 2)
	_ = append([]int{}, "a")
}

func two() (int, int) { return 1, 2 }

// want 10:4: not enough arguments in call to f
//	have (number)
//	want (int, string)
// want 11:12: too many arguments in call to f
//	have (number, string, number)
//	want (int, string)
// want 12:4: cannot use "a" (untyped string constant) as int value in argument to f
// want 12:9: cannot use 1 (untyped int constant) as string value in argument to f
// want 13:2: not enough arguments in call to v
//	have ()
//	want (int, ...string)
// want 14:7: cannot use 2 (untyped int constant) as string value in argument to v
// want 15:12: cannot use 2 (untyped int constant) as string value in argument to v
// want 16:7: cannot use []string{} (value of type []string) as string value in argument to v
// want 17:10: too many arguments in call to v
//	have (number, number, []string...)
//	want (int, ...string)
// want 18:17: not enough arguments in call to strings.Repeat
//	have (string)
//	want (string, int)
// want 19:17: cannot use 1 (untyped int constant) as string value in argument to strings.Repeat
// want 20:4: cannot use two() (value of type int) as string value in argument to f
// want 23:2: invalid operation: not enough arguments for len() (expected 1, found 0)
// want 24:6: invalid argument: 1 (untyped int constant) for built-in len
// want 25:9: invalid append: argument must be a slice; have 1 (untyped int constant)
// want 26:22: cannot use "a" (untyped string constant) as int value in argument to append
