package p

func f() {
L:
	for {
		break M
	}
	goto N
	continue
	break
	goto O
	v := 1
	_ = v
O:
	{
	P:
		for {
			continue Q
		}
	}
	goto P
Q:
	switch {
	case true:
		continue Q
	}
L:
	for {
	}
}

func g() {
	fallthrough
	if true {
		break
	}
	select {
	default:
		continue
	}
R:
	{
		for {
			break R
			continue R
		}
	}
}

// want 4:1: label L defined and not used
// want 6:9: break label not defined: M
// want 8:7: label N not defined
// want 9:2: continue is not in a loop
// want 10:2: break is not in a loop, switch, or select
// want 11:7: goto O jumps over declaration of v at labels.go:12:4
// want 18:13: continue label not defined: Q
// want 21:7: goto P jumps into block starting at labels.go:15:2
// want 25:12: invalid continue label Q
// want 27:1: label L already defined at labels.go:4:1
// want 33:2: fallthrough statement out of place
// want 35:3: break is not in a loop, switch, or select
// want 39:3: continue is not in a loop
// want 44:10: invalid break label R
// want 45:13: invalid continue label R
