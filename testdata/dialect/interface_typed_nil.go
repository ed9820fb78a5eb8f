// An interface that holds a nil pointer is not nil.
package main

import "fmt"

type MyErr struct{ s string }

func (e *MyErr) Error() string {
	if e == nil {
		return "nil MyErr"
	}
	return e.s
}

func bad() error {
	var p *MyErr
	return p
}

func good() error { return nil }

func main() {
	fmt.Println(bad() == nil, good() == nil, bad())
	var e error = (*MyErr)(nil)
	fmt.Println(e == nil, e != nil, e.(*MyErr) == nil)
	var x any = e
	fmt.Println(x == nil, x == any((*MyErr)(nil)))
	if err := bad(); err != nil {
		fmt.Println("not nil:", err)
	}
	var s fmt.Stringer
	x = s
	fmt.Println(x == nil)
}
