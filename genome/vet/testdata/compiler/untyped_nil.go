package p

func f() {
	x := nil
	var y = nil
	_ = nil == nil
	_ = nil
	var p *int = 0
	if p == 0 {
	}
	return nil
	nil = 1
	true = false
	var s []int = [3]int{}
	s = [...]int{}
	s == nil
}

// want 4:2: declared and not used: x
// want 4:7: use of untyped nil in assignment
// want 5:6: declared and not used: y
// want 5:10: use of untyped nil in variable declaration
// want 6:13: invalid operation: nil == nil (operator == not defined on untyped nil)
// want 7:6: use of untyped nil in assignment to _ identifier
// want 8:15: cannot use 0 (untyped int constant) as *int value in variable declaration
// want 9:10: invalid operation: p == 0 (mismatched types *int and untyped int)
// want 11:9: too many return values
//	have (nil)
//	want ()
// want 12:2: cannot assign to nil (neither addressable nor a map index expression)
// want 13:2: cannot assign to true (neither addressable nor a map index expression)
// want 14:16: cannot use [3]int{} (value of type [3]int) as []int value in variable declaration
// want 15:6: cannot use [...]int{} (value of type [0]int) as []int value in assignment
// want 16:2: s == nil (untyped bool value) is not used
