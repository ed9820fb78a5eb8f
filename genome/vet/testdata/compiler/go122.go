package p

func f(s []int) {
	for i := range 3 {
		func() { i := i }()
	}
	for i := 0; i < 3; i++ {
		s[i] = "a"
	}
	if i := 1; true {
	}
	var a, b = 1
	var _, d = 1, 2
	type local struct{}
	const unused = 1
}

// want 5:12: declared and not used: i
// want 8:10: cannot use "a" (untyped string constant) as int value in assignment
// want 10:5: declared and not used: i
// want 12:6: declared and not used: a
// want 12:9: declared and not used: b
// want 12:13: assignment mismatch: 2 variables but 1 value
// want 13:9: declared and not used: d
