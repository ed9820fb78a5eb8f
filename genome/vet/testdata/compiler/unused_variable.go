package p

func f() int {
	x := 1
	var y, z int
	z = 2
	for i, v := range []int{1} {
	}
	return 1
}

// want 4:2: declared and not used: x
// want 5:6: declared and not used: y
// want 5:9: declared and not used: z
// want 7:6: declared and not used: i
// want 7:9: declared and not used: v
