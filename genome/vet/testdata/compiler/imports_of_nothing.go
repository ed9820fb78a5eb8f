package p

import "fmt"

func f() {
	fmt.Printl("a")
	fmt.println("a")
	fmt = 1
	_ = fmt
	fmt.Println = nil
	var x fmt.Foo
	fmt.Stringer.String()
}

// want 6:6: undefined: fmt.Printl
// want 7:6: undefined: fmt.println (but have Println)
// want 8:2: use of package fmt not in selector
// want 9:6: use of package fmt not in selector
// want 10:2: use of package fmt not in selector
// want 10:2: cannot assign to fmt.Println (neither addressable nor a map index expression)
// want 11:6: declared and not used: x
// want 11:12: undefined: fmt.Foo
// want 12:2: not enough arguments in call to fmt.Stringer.String
//	have ()
//	want (fmt.Stringer)
