package p

func f() func() int {
	n := 0
	g := func() {
		m := 1
	}
	return func() {
		return n
	}
}

func h() {
	func() int {
	}()
	fib := func(n int) int { return fib(n - 1) }
}

// want 5:2: declared and not used: g
// want 6:3: declared and not used: m
// want 8:9: cannot use func() {…} (value of type func()) as func() int value in return statement
// want 9:10: too many return values
//	have (int)
//	want ()
// want 15:2: missing return
// want 16:2: declared and not used: fib
// want 16:34: undefined: fib
