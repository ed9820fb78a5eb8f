package p

func f(n int, s string, m map[string]int, c chan<- int, g func(func(int) bool), p *[]int) {
	for i, v := range n {
	}
	for i, v := range c {
	}
	for a, b := range g {
	}
	for i := range p {
	}
	for i, v := range s {
		var x byte = v
	}
	for k, v := range m {
		m[v] = k
	}
	for range 1.5 {
	}
	for i := range f {
	}
	for i = range n {
	}
	var x string
	for x = range n {
	}
	for range func(yield func(int)) {} {
	}
	for i, j := range 10 {
	}
}

// want 4:6: declared and not used: i
// want 4:9: range over n (variable of type int) permits only one iteration variable
// want 6:20: cannot range over c (variable of type chan<- int): receive from send-only channel chan<- int
// want 8:6: declared and not used: a
// want 8:9: range over g (variable of type func(func(int) bool)) permits only one iteration variable
// want 10:17: cannot range over p (variable of type *[]int)
// want 12:6: declared and not used: i
// want 13:7: declared and not used: x
// want 13:16: cannot use v (variable of type rune) as byte value in variable declaration
// want 16:5: cannot use v (variable of type int) as string value in map index
// want 16:10: cannot use k (variable of type string) as int value in assignment
// want 18:12: cannot range over 1.5 (untyped float constant)
// want 20:17: cannot range over f (value of type func(n int, s string, m map[string]int, c chan<- int, g func(func(int) bool), p *[]int)): func must be func(yield func(...) bool): wrong argument count
// want 22:6: undefined: i
// want 24:6: declared and not used: x
// want 25:16: cannot use n (variable of type int) as string value in range clause
// want 27:12: cannot range over func(yield func(int)) {} (value of type func(yield func(int))): func must be func(yield func(...) bool): yield func does not return bool
// want 29:6: declared and not used: i
// want 29:9: range over 10 (untyped int constant) permits only one iteration variable
