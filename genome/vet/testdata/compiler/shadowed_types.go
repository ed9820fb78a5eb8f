package p

import "strings"

func f(string int) {
	var x string = 1
	strings := 1
	strings.Fields("a")
	type int struct{}
	var y int = 2
}

// want 3:8: "strings" imported and not used
// want 6:6: declared and not used: x
// want 6:8: string (parameter) is not a type
// want 8:10: strings.Fields undefined (type int has no field or method Fields)
// want 10:6: declared and not used: y
// want 10:14: cannot use 2 (untyped int constant) as int value in variable declaration
