package p

func f(x any, n int, s string) {
	switch n {
	case 1, 2, 1:
	case 2:
	case "a":
	default:
	default:
	}
	switch x.(type) {
	case int:
	case string, int:
	case nil, nil:
	case foo:
	}
	switch y := x.(type) {
	case int:
	}
	switch s {
	case "a", "b":
	case "a":
		fallthrough
	}
	switch {
	case true, false, true:
	}
	switch n.(type) {
	}
	switch x.(type) {
	case int:
		fallthrough
	default:
	}
}

// want 5:13: duplicate case 1 (constant of type int) in expression switch
//	switches.go:5:7: previous case
// want 6:7: duplicate case 2 (constant of type int) in expression switch
//	switches.go:5:10: previous case
// want 7:7: cannot convert "a" (untyped string constant) to type int
// want 9:2: multiple defaults (first at switches.go:8:2)
// want 13:15: duplicate case int in type switch
//	switches.go:12:7: previous case
// want 14:12: duplicate case nil in type switch
//	switches.go:14:7: previous case
// want 15:7: undefined: foo
// want 17:9: y declared and not used
// want 22:7: duplicate case "a" (constant of type string) in expression switch
//	switches.go:21:7: previous case
// want 23:3: cannot fallthrough final case in switch
// want 28:9: n (variable of type int) is not an interface
// want 32:3: cannot fallthrough in type switch
