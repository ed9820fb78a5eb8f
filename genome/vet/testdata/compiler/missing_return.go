package p

func f(n int) int {
	for n < 10 {
		return 1
	}
}

func g(n int) (int, error) {
	if n > 1 {
		return 1, nil
	} else if n > 2 {
		panic("no")
	}
}

var h = func() string {}

// want 7:1: missing return
// want 15:1: missing return
// want 17:24: missing return
