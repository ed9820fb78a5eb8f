package p

func two() (int, error) { return 1, nil }

func none() {}

func f() int {
	x := two()
	var y int = two()
	a, b, c := two()
	d, e := 1
	g := none()
	x, y = 1, 2, 3
	return two()
}

func g() (int, string) {
	return 1
}

func h() {
	return 1
}

func i() int {
	return
}

// want 8:2: declared and not used: x
// want 8:7: assignment mismatch: 1 variable but two returns 2 values
// want 9:6: declared and not used: y
// want 9:14: multiple-value two() (value of type (int, error)) in single-value context
// want 10:2: declared and not used: a
// want 10:5: declared and not used: b
// want 10:8: declared and not used: c
// want 10:13: assignment mismatch: 3 variables but two returns 2 values
// want 11:2: declared and not used: d
// want 11:5: declared and not used: e
// want 11:10: assignment mismatch: 2 variables but 1 value
// want 12:2: declared and not used: g
// want 12:7: none() (no value) used as value
// want 14:9: too many return values
//	have (int, error)
//	want (int)
// want 18:9: not enough return values
//	have (number)
//	want (int, string)
// want 22:9: too many return values
//	have (number)
//	want ()
// want 26:2: not enough return values
//	have ()
//	want (int)
