// Types with Format and GoString methods.
package main

import "fmt"

type F struct{ x int }

func (f F) Format(s fmt.State, verb rune) {
	w, hasW := s.Width()
	p, hasP := s.Precision()
	fmt.Fprintf(s, "F<%c %d %v %d %v %v%v%v>", verb, w, hasW, p, hasP, s.Flag('+'), s.Flag('-'), s.Flag('#'))
}

type G struct{ s string }

func (g G) GoString() string { return "G!" + g.s }

func main() {
	f := F{1}
	fmt.Printf("%v %+v %10.3x %-5s %#v\n", f, f, f, f, f)
	fmt.Println(f, []F{{2}})
	fmt.Printf("%v %#v %#v\n", G{"a"}, G{"b"}, []G{{"c"}})
}
