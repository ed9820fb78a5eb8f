package p

func f(x int, s []int) {
	x
	x + 1
	s[0]
	f
	len(s)
	"a"
	x == 1
	func() {}
	-x
	<-make(chan int)
	append(s, 1)
	int(x)
	new(int)
}

// want 4:2: x (variable of type int) is not used
// want 5:2: x + 1 (value of type int) is not used
// want 6:2: s[0] (variable of type int) is not used
// want 7:2: f (value of type func(x int, s []int)) is not used
// want 8:2: len(s) (value of type int) is not used
// want 9:2: "a" (untyped string constant) is not used
// want 10:2: x == 1 (untyped bool value) is not used
// want 11:2: func() {} (value of type func()) is not used
// want 12:2: -x (value of type int) is not used
// want 14:2: append(s, 1) (value of type []int) is not used
// want 15:2: int(x) (value of type int) is not used
// want 16:2: new(int) (value of type *int) is not used
