// Panics, recovering, deferred calls and their order.
package main

import (
	"errors"
	"fmt"
)

type boom struct{ n int }

func (b boom) Error() string { return fmt.Sprint("boom ", b.n) }

func guard(name string, f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interface{ RuntimeError() }:
			err = fmt.Errorf("%s: %w", name, r.(error))
		case error:
			err = fmt.Errorf("%s: error %w", name, r)
		default:
			err = fmt.Errorf("%s: %T %v", name, r, r)
		}
	}()
	f()
	return nil
}

func cleanup(log *[]string) {
	if r := recover(); r != nil {
		*log = append(*log, fmt.Sprint("cleaned ", r))
	}
}

func nested() (log []string) {
	defer cleanup(&log)
	defer func() { log = append(log, "second") }()
	defer func() {
		defer func() { log = append(log, fmt.Sprint("inner ", recover())) }()
		panic("again")
	}()
	panic("first")
}

func main() {
	var s []int
	var m map[string]int
	var p *boom
	var x any = "text"
	n, zero := 5, 0
	for _, t := range []struct {
		name string
		f    func()
	}{
		{"index", func() { _ = s[n] }},
		{"slice", func() { _ = s[1:n] }},
		{"string", func() { _ = "abc"[n] }},
		{"map", func() { m["a"] = 1 }},
		{"nil", func() { fmt.Println(p.n) }},
		{"divide", func() { fmt.Println(n / zero) }},
		{"assert", func() { fmt.Println(x.(int)) }},
		{"own", func() { panic(boom{3}) }},
		{"value", func() { panic(42) }},
		{"fine", func() {}},
	} {
		fmt.Println(guard(t.name, t.f))
	}
	fmt.Println(nested())
	err := guard("as", func() { panic(boom{7}) })
	var b boom
	fmt.Println(errors.As(err, &b), b.n)
}
