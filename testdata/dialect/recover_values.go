// recover returns the very value that was given to panic.
package main

import (
	"errors"
	"fmt"
)

type MyErr struct{ code int }

func (e MyErr) Error() string { return fmt.Sprint("code ", e.code) }

func try(f func()) (r any) {
	defer func() { r = recover() }()
	f()
	return "none"
}

func main() {
	fmt.Println(try(func() {}))
	fmt.Println(try(func() { panic("s") }).(string))
	fmt.Println(try(func() { panic(42) }).(int) + 1)
	e := try(func() { panic(MyErr{7}) }).(MyErr)
	fmt.Println(e.code, e)
	p := &MyErr{8}
	fmt.Println(try(func() { panic(p) }) == any(p))
	err, ok := try(func() { panic(fmt.Errorf("wrapped %w", MyErr{9})) }).(error)
	var m MyErr
	fmt.Println(ok, err, errors.As(err, &m), m.code)
}
